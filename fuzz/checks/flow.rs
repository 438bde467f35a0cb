//! Input: a status, a callback query, a state and a body, one per line.
//!
//! The authorization flow reads or rejects them, and no error prints the token secret.

use http::StatusCode;
use netsuite_oauth1::flow::{Start, State, TokenInfo, callback_state};
use netsuite_oauth1::{Consumer, Token};
use url::Url;

use super::lines;

pub(crate) fn check(input: &[u8]) {
    let [status, callback, state, body] = lines(input);
    let Ok(status) = StatusCode::from_bytes(status) else {
        return;
    };
    let [callback, state] = [callback, state].map(String::from_utf8_lossy);
    let start = Start::new(Consumer::new("key", "secret").unwrap(), "https://h/back").unwrap();
    let request_token = match start.read(status, body) {
        Ok(request_token) => request_token,
        Err(error) => {
            let _ = format!("{error} {error:?}");
            start.resume(Token::new("3b7a", "hunter2").unwrap())
        }
    };
    if let Err(error) = TokenInfo::read(status, body) {
        let _ = format!("{error} {error:?}");
    }
    let state = State::new(&state).unwrap_or_else(|_| State::new("abc").unwrap());
    let address = request_token.authorize_url(&state).unwrap();
    assert!(address.as_str().contains(state.as_str()));

    let mut url = Url::parse("https://h/back").unwrap();
    url.set_query(Some(&callback));
    let mut errors = Vec::new();
    if let Err(error) = callback_state(&url) {
        errors.push(format!("{error} {error:?}"));
    }
    match request_token.read_callback(&state, &url) {
        Ok(approval) => {
            assert_eq!(callback_state(&url).unwrap().as_str(), state.as_str());
            approval.request().unwrap();
            if let Err(error) = approval.read(status, body) {
                let _ = format!("{error} {error:?}");
            }
        }
        Err(error) => errors.push(format!("{error} {error:?}")),
    }
    assert!(!errors.concat().contains("hunter2"), "{errors:?}");
}
