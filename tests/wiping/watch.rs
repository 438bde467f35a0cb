//! An allocator that scans every freed block for secrets. The tests of `netsuite-oauth1-diagnosis` use
//! it, too.

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// The bytes that secrets leave behind if they are not zeroized.
static TRACES: OnceLock<Vec<Vec<u8>>> = OnceLock::new();

static WATCHING: AtomicBool = AtomicBool::new(false);
static FOUND: AtomicUsize = AtomicUsize::new(0);
static FREED: AtomicUsize = AtomicUsize::new(0);

struct Watching;

#[global_allocator]
static ALLOCATOR: Watching = Watching;

// SAFETY: forwards each call to the system's allocator. Only `alloc` differs: it zeroes the block.
unsafe impl GlobalAlloc for Watching {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // Zeroed, so `dealloc` reads no uninitialized bytes.
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        if WATCHING.load(Ordering::SeqCst) {
            FREED.fetch_add(1, Ordering::SeqCst);
            // SAFETY: the block is still allocated, has this size, and was zeroed by `alloc`.
            let bytes = unsafe { std::slice::from_raw_parts(block, layout.size()) };
            let holds = |trace: &Vec<u8>| bytes.windows(trace.len()).any(|window| window == trace);
            if TRACES.get().is_some_and(|traces| traces.iter().any(holds)) {
                FOUND.fetch_add(1, Ordering::SeqCst);
            }
        }
        unsafe { System.dealloc(block, layout) };
    }
}

/// Asserts that no block that is freed during `run` holds a trace of a secret.
#[track_caller]
pub(crate) fn assert_no_traces(when: &str, run: impl FnOnce()) {
    assert_eq!(traces(run), 0, "freed blocks with a secret, {when}");
}

/// Counts the blocks with a trace of a secret that are freed during `run`.
#[track_caller]
fn traces(run: impl FnOnce()) -> usize {
    FOUND.store(0, Ordering::SeqCst);
    FREED.store(0, Ordering::SeqCst);
    WATCHING.store(true, Ordering::SeqCst);
    run();
    WATCHING.store(false, Ordering::SeqCst);
    let freed = FREED.load(Ordering::SeqCst);
    assert!(freed > 0, "no block was freed, so none was scanned");
    FOUND.load(Ordering::SeqCst)
}

/// Sets the traces to look for, and checks that the allocator finds each one.
pub(crate) fn start(traces: Vec<Vec<u8>>) {
    let copies = traces.clone();
    TRACES.set(traces).unwrap();
    let expected = copies.len();
    let seen = self::traces(|| copies.into_iter().for_each(drop));
    assert_eq!(seen, expected, "the allocator misses a trace");
}
