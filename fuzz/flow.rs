//! Reads any status, callback, state and body of the authorization flow, one per line.

#![no_main]

use http::StatusCode;
use libfuzzer_sys::fuzz_target;
use netsuite_oauth1::flow::{Start, State, TokenInfo};
use netsuite_oauth1::{Consumer, Token};
use url::Url;

fuzz_target!(|input: &[u8]| {
    let mut lines = input.splitn(4, |byte| *byte == b'\n');
    let [status, callback, state, body] = [(); 4].map(|()| lines.next().unwrap_or_default());
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
    match request_token.read_callback(&state, &url) {
        Ok(approval) => {
            assert!(approval.request().is_ok());
            let _ = approval.read(status, body);
        }
        Err(error) => {
            let text = format!("{error} {error:?}");
            assert!(!text.contains("hunter2"), "{text}");
        }
    }
});
