#![allow(unsafe_code, reason = "an allocator is unsafe to implement")]

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

/// The system's allocator with a count of each thread's allocations.
///
/// A bench that calls [`allocations_of`] must use it as its global allocator.
#[derive(Debug)]
pub struct CountingAllocator;

/// Returns the heap allocations and bytes of one call: the mean of 100 calls after 1,000 others.
///
/// It is rounded up, so a call that allocates only now and then does not count as zero.
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
    /// Allocations and bytes so far. One count per thread, because a shared one would be contended.
    static HEAP: Cell<(u64, u64)> = const { Cell::new((0, 0)) };
}

// SAFETY: forwards each call to the system's allocator unchanged.
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
