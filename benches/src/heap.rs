#![allow(unsafe_code, reason = "an allocator is unsafe to implement")]

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

/// The system's allocator, which counts the allocations of each thread.
///
/// A bench that calls [`allocations_of`] makes it the global allocator.
#[derive(Debug)]
pub struct CountingAllocator;

/// Returns the heap allocations and bytes of one call: the mean of 100 calls after 1,000 others,
/// rounded up, so that a call that allocates now and then does not pass for one that never does.
pub fn allocations_of(call: &mut dyn FnMut()) -> (u64, u64) {
    for _ in 0..CALLS_TO_WARM_UP {
        call();
    }
    let before = HEAP.get();
    for _ in 0..CALLS_COUNTED {
        call();
    }
    let after = HEAP.get();
    (
        (after.0 - before.0).div_ceil(CALLS_COUNTED),
        (after.1 - before.1).div_ceil(CALLS_COUNTED),
    )
}

const CALLS_TO_WARM_UP: u64 = 1000;
const CALLS_COUNTED: u64 = 100;

thread_local! {
    /// Allocations and bytes so far, by thread: a shared counter would slow down the threads.
    static HEAP: Cell<(u64, u64)> = const { Cell::new((0, 0)) };
}

// SAFETY: each call is passed on to the system's allocator unchanged.
unsafe impl GlobalAlloc for CountingAllocator {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count(layout.size());
        unsafe { System.alloc(layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        count(layout.size());
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        unsafe { System.dealloc(block, layout) };
    }

    unsafe fn realloc(&self, block: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        count(size);
        unsafe { System.realloc(block, layout, size) }
    }
}

fn count(size: usize) {
    let (allocations, bytes) = HEAP.get();
    HEAP.set((allocations + 1, bytes + size as u64));
}
