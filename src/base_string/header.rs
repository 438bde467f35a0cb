//! The parameters of the header, among those of the query.

use super::Text;
use super::parameters::{Parameter, separate};
use crate::encode::encode;
use crate::nonce::USUAL_NONCE;
use crate::timestamp::{USUAL_DIGITS, UsualStamp};

/// The signed parameters of one signer's headers as they stand in a base string, with room for a nonce and a timestamp of the
/// usual lengths: laid out once, they are written in one piece.
#[derive(Clone)]
pub(crate) struct HeaderTemplate {
    text: String,
    nonce_at: usize,
    timestamp_at: usize,
}

impl HeaderTemplate {
    /// Lays out the parameters, in the order of their names. Key and id are encoded already.
    pub(crate) fn new(consumer_key: &str, token_id: &str) -> Self {
        let (consumer_key, token_id) = (encode(consumer_key), encode(token_id));
        let mut text = format!("oauth_consumer_key%3D{consumer_key}%26oauth_nonce%3D");
        let nonce_at = text.len();
        text.extend([ROOM; USUAL_NONCE]);
        text.push_str("%26oauth_signature_method%3DHMAC-SHA256%26oauth_timestamp%3D");
        let timestamp_at = text.len();
        text.extend([ROOM; USUAL_DIGITS]);
        text.push_str("%26oauth_token%3D");
        text.extend(token_id);
        text.push_str("%26oauth_version%3D1.0");
        Self {
            text,
            nonce_at,
            timestamp_at,
        }
    }
}

/// The signed parameters of one header.
pub(crate) struct HeaderParameters<'a> {
    pub(crate) template: &'a HeaderTemplate,
    pub(crate) nonce: &'a [u8],
    pub(crate) timestamp: &'a [u8],
}

impl HeaderParameters<'_> {
    /// Writes them and the parameters of the query that come before the last of them, which it takes off `query`, in the order
    /// of their names. Both are sorted and no name is in both: merged, they are the sorted whole.
    ///
    /// Returns where nonce and timestamp begin.
    pub(crate) fn merge(
        &self,
        query: &mut &[Parameter<'_>],
        start: usize,
        text: &mut Text,
    ) -> [usize; 2] {
        write_before(FIRST, query, start, text);
        let is_between = query.first().is_some_and(|next| next.is_before(LAST));
        match UsualStamp::new(self.nonce, self.timestamp) {
            Some(stamp) if !is_between => self.write(&stamp, start, text),
            _ => self.merge_each(query, start, text),
        }
    }

    /// Writes them in one piece, as nearly every request allows it.
    fn write(&self, stamp: &UsualStamp<'_>, start: usize, text: &mut Text) -> [usize; 2] {
        separate(start, text);
        let at = text.len();
        text.extend(self.template.text.as_bytes());
        let positions = [self.template.nonce_at, self.template.timestamp_at]
            .map(|position| position.saturating_add(at));
        let [nonce_at, timestamp_at] = positions;
        stamp.write(text.as_mut_slice(), nonce_at, timestamp_at);
        positions
    }

    /// Writes them one by one, since a parameter of the query comes between them, or nonce or timestamp are longer or shorter
    /// than usual.
    fn merge_each(
        &self,
        query: &mut &[Parameter<'_>],
        start: usize,
        text: &mut Text,
    ) -> [usize; 2] {
        let mut positions = [0; 2];
        let [nonce_at, timestamp_at] = &mut positions;
        // In a value that is encoded twice neither can stand.
        let parameters = self.template.text.split("%26");
        for (name, value) in parameters.filter_map(|parameter| parameter.split_once("%3D")) {
            write_before(name, query, start, text);
            separate(start, text);
            text.extend(name.as_bytes());
            text.extend(b"%3D");
            match name {
                "oauth_nonce" => {
                    *nonce_at = text.len();
                    text.extend(self.nonce);
                }
                "oauth_timestamp" => {
                    *timestamp_at = text.len();
                    text.extend(self.timestamp);
                }
                _ => text.extend(value.as_bytes()),
            }
        }
        positions
    }
}

/// Writes the parameters of the query that come before a name, and takes them off it.
fn write_before(name: &str, query: &mut &[Parameter<'_>], start: usize, text: &mut Text) {
    while let [parameter, rest @ ..] = *query
        && parameter.is_before(name)
    {
        parameter.write(start, text);
        *query = rest;
    }
}

/// What stands in a template where nonce and timestamp will.
const ROOM: char = '0';

/// The first and the last of the signed parameters.
const FIRST: &str = "oauth_consumer_key";
const LAST: &str = "oauth_version";
