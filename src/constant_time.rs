//! Comparing what must not be guessed byte by byte.

use std::hint::black_box;

/// Compares in a time that does not tell where the two differ: who could measure how far a guess is right would guess on from
/// there. Their lengths are no secret.
pub(crate) fn is_equal(a: &[u8], b: &[u8]) -> bool {
    let bytes = a.iter().zip(b);
    let difference = bytes.fold(0, |difference, (a, b)| difference | (a ^ b));
    // So that no compiler finds a way to stop at the first difference.
    black_box(difference) == 0 && a.len() == b.len()
}

#[cfg(test)]
mod tests {
    use super::is_equal;

    #[test]
    fn equality() {
        for (a, b) in [
            ("", ""),
            ("a", ""),
            ("", "a"),
            ("abc", "abc"),
            ("abc", "abd"),
            ("bbc", "abc"),
            ("abc", "abcd"),
        ] {
            assert_eq!(is_equal(a.as_bytes(), b.as_bytes()), a == b, "{a:?} {b:?}");
        }
    }
}
