//! An allocator that scans every freed block for secrets.

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use sha2::{Digest, Sha256};

/// The bytes that the values of [`secret`] leave behind if they are not zeroized.
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
pub(crate) fn start() {
    let mut traces: Vec<Vec<u8>> = [SHORT, "%25hunter", "%2Bhunter"]
        .map(|text| text.as_bytes().to_vec())
        .to_vec();
    traces.extend(key_states());
    let copies = traces.clone();
    TRACES.set(traces).unwrap();
    let expected = copies.len();
    let seen = self::traces(|| copies.into_iter().for_each(drop));
    assert_eq!(seen, expected, "the allocator misses a trace");
}

/// A part of each secret, and a secret itself.
pub(crate) const SHORT: &str = "hunter2hunter2";

pub(crate) fn secret(end: &str) -> String {
    format!("%hunter2hunter2hunter2hunter2hunter2hunter2+hunter{end}")
}

/// Returns the SHA-256 states that are as secret as the key.
///
/// They are the two states that HMAC derives from the key (RFC 2104 section 2), and the inner state
/// after the first block of [`BEGINNING`], which an `Endpoint` keeps.
fn key_states() -> [Vec<u8>; 3] {
    let encode = |secret: String| secret.replace('%', "%25").replace('+', "%2B");
    let key = Sha256::digest(format!("{}&{}", encode(secret("1")), encode(secret("2"))));
    let [inner, outer] = [0x36, 0x5c].map(|pad| {
        let mut block = [pad; 64];
        block.iter_mut().zip(key).for_each(|(to, from)| *to ^= from);
        // FIPS 180-4 section 5.3.3.
        let mut state = [
            0x6a09_e667,
            0xbb67_ae85,
            0x3c6e_f372,
            0xa54f_f53a,
            0x510e_527f,
            0x9b05_688c,
            0x1f83_d9ab,
            0x5be0_cd19,
        ];
        sha2::block_api::compress256(&mut state, &[block]);
        state
    });
    let mut begun = inner;
    sha2::block_api::compress256(&mut begun, &[*BEGINNING.first_chunk().unwrap()]);
    [inner, outer, begun].map(|state: [u32; 8]| {
        let bytes = state.iter().flat_map(|word| word.to_ne_bytes());
        bytes.collect()
    })
}

/// The beginning of the base string of a GET of [`URL`] with the consumer key `key`.
const BEGINNING: &[u8] =
    b"GET&https%3A%2F%2Fh%2Fp&a%3Db%26oauth_consumer_key%3Dkey%26oauth_nonce%3D";
pub(crate) const URL: &str = "https://h/p?a=b";
