use zeroize::Zeroizing;

/// Concatenates text that contains a secret.
///
/// The result is allocated once, because a string that grows leaves copies in freed memory.
pub(crate) fn concat<'a>(pieces: impl Iterator<Item = &'a str> + Clone) -> Zeroizing<String> {
    let length = pieces.clone().map(str::len).sum();
    let mut text = Zeroizing::new(String::with_capacity(length));
    text.extend(pieces);
    text
}
