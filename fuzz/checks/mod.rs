//! The checks of the fuzz targets. They are plain functions, so ordinary tests can replay the
//! seeds.

pub(crate) mod connect;
pub(crate) mod flow;
pub(crate) mod rejection;
pub(crate) mod sign;
pub(crate) mod tamper;
pub(crate) mod verify;

/// Splits an input into lines. The last one contains the remaining bytes. Missing lines are empty.
pub(crate) fn lines<const N: usize>(input: &[u8]) -> [&[u8]; N] {
    let mut lines = input.splitn(N, |byte| *byte == b'\n');
    [(); N].map(|()| lines.next().unwrap_or_default())
}
