//! A process shares no nonce and no `State` with its forked children.
//!
//! The test has its own binary, because a child of a multithreaded process may do little.
#![cfg(unix)]
#![allow(unsafe_code, reason = "the standard library cannot fork")]

mod support;

use std::collections::HashSet;
use std::io::{self, Read, Write};

use http::{Method, Uri};
use netsuite_oauth1::Nonce;
use netsuite_oauth1::flow::State;

const CHILDREN: usize = 4;

#[test]
fn processes_draw_different_nonces_and_states_after_a_fork() {
    let signer = support::signer();
    let draw = || {
        let mut drawn = Vec::new();
        for _ in 0..20 {
            let uri = Uri::from_static("https://h/p?a=b");
            let endpoint = signer.endpoint(&Method::GET, &uri).unwrap();
            drawn.push(Nonce::random().to_string());
            drawn.push(State::random().as_str().to_owned());
            let signed = signer.authorize(&Method::GET, &uri).unwrap();
            drawn.push(signed.nonce().to_string());
            drawn.push(endpoint.authorize().nonce().to_string());
        }
        drawn
    };
    // Seeds the generator, so the children inherit its state.
    let mut all: Vec<String> = draw();
    let before = all.len();

    for _ in 0..CHILDREN {
        let (mut reader, mut writer) = io::pipe().unwrap();
        // SAFETY: the child takes no lock that another thread of this process could hold, except
        // for the allocator's, which the C library resets in the child.
        match unsafe { libc::fork() } {
            0 => {
                let is_written = writer.write_all(draw().join("\n").as_bytes()).is_ok();
                // SAFETY: exits at once, so the child does not run the test harness's exit code.
                unsafe { libc::_exit(i32::from(!is_written)) };
            }
            child => {
                assert!(child > 0, "cannot fork");
                drop(writer);
                let mut text = String::new();
                reader.read_to_string(&mut text).unwrap();
                let mut status = 0;
                // SAFETY: `status` is a valid `int`.
                assert_eq!(unsafe { libc::waitpid(child, &raw mut status, 0) }, child);
                assert_eq!(status, 0, "the child failed");
                let drawn: Vec<String> = text.lines().map(str::to_owned).collect();
                assert_eq!(drawn.len(), before);
                all.extend(drawn);
            }
        }
    }
    all.extend(draw());
    let different: HashSet<&String> = all.iter().collect();
    assert_eq!(
        different.len(),
        all.len(),
        "a nonce or a state was drawn twice"
    );
}
