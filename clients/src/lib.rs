//! A stand-in for NetSuite on a loopback port, for the examples and the end-to-end tests.
//!
//! [`StandIn`] verifies requests and answers them as Oracle's help describes. It also records the
//! requests, and the codes that the Login Audit Trail would show.
#![forbid(unsafe_code)]

mod answer;
pub mod cli;
mod flow;
mod missing;
mod server;

use std::io;
use std::net::{Ipv4Addr, TcpListener};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use http::{HeaderMap, Method, Request, Response, Uri};
use hyper::body::Bytes;
use netsuite_oauth1::audit::AuditCode;
use netsuite_oauth1::verify::{self, Verifier};
use netsuite_oauth1::{Consumer, Credentials, Timestamp, Token};
use time::Duration;

use self::flow::Flow;
pub use self::missing::Missing;
use self::server::Server;

/// A NetSuite account behind a loopback port. Dropping it closes the port and all connections.
#[derive(Debug)]
pub struct StandIn {
    /// For example `http://127.0.0.1:40000`.
    root: String,
    account: Arc<Account>,
    _server: Server,
}

/// A request that the stand-in received.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Received {
    /// The method.
    pub method: Method,
    /// The request target: path and query, byte for byte.
    pub target: Uri,
    /// The header fields.
    pub headers: HeaderMap,
    /// The whole body.
    pub body: Bytes,
}

/// The state of the account.
#[derive(Debug)]
struct Account {
    verifier: Verifier,
    missing: Option<Missing>,
    clock_offset: Duration,
    received: Mutex<Vec<Received>>,
    audit_trail: Mutex<Vec<AuditCode>>,
    busy: AtomicUsize,
    is_token_revoked: AtomicBool,
    flow: Flow,
}

impl StandIn {
    /// Starts a stand-in with the system clock.
    ///
    /// # Errors
    ///
    /// If it cannot bind a loopback port or start a runtime.
    pub fn start() -> io::Result<Self> {
        Self::start_with(None, Duration::ZERO)
    }

    /// Starts a stand-in that is set up completely except for one thing.
    ///
    /// # Errors
    ///
    /// If it cannot bind a loopback port or start a runtime.
    pub fn start_without(missing: Missing) -> io::Result<Self> {
        Self::start_with(Some(missing), missing.clock_offset())
    }

    /// Starts a stand-in whose clock is ahead of the system clock.
    ///
    /// # Errors
    ///
    /// If it cannot bind a loopback port or start a runtime.
    pub fn start_with_clock_offset(clock_offset: Duration) -> io::Result<Self> {
        Self::start_with(None, clock_offset)
    }

    fn start_with(missing: Option<Missing>, clock_offset: Duration) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let root = format!("http://{}", listener.local_addr()?);
        let account = Arc::new(Account {
            verifier: Verifier::new([credentials().map_err(io::Error::other)?]),
            missing,
            clock_offset,
            received: Mutex::default(),
            audit_trail: Mutex::default(),
            busy: AtomicUsize::default(),
            is_token_revoked: AtomicBool::default(),
            flow: Flow::new().map_err(io::Error::other)?,
        });
        let server = Server::start(listener, Arc::clone(&account))?;
        Ok(Self {
            root,
            account,
            _server: server,
        })
    }

    /// Returns the stand-in's URL for a path with an optional query.
    #[must_use]
    pub fn url(&self, path_and_query: &str) -> String {
        format!("{}{path_and_query}", self.root)
    }

    /// Returns all requests received so far, oldest first.
    #[must_use]
    pub fn received(&self) -> Vec<Received> {
        lock(&self.account.received).clone()
    }

    /// Returns the codes of the Login Audit Trail, oldest first.
    #[must_use]
    pub fn audit_trail(&self) -> Vec<AuditCode> {
        lock(&self.account.audit_trail).clone()
    }

    /// Rejects this many of the next requests with the concurrency limit.
    pub fn be_busy(&self, requests: usize) {
        self.account.busy.store(requests, SeqCst);
    }

    /// Makes the user decline in the browser, in step two of the flow.
    pub fn decline(&self) {
        self.account.flow.declines.store(true, SeqCst);
    }
}

impl Account {
    fn answer(&self, request: &Request<Bytes>, now: Timestamp) -> Response<Bytes> {
        lock(&self.received).push(Received {
            method: request.method().clone(),
            target: request.uri().clone(),
            headers: request.headers().clone(),
            body: request.body().clone(),
        });
        if let Some(response) = self.missing.and_then(|missing| missing.redirect(request)) {
            return response;
        }
        if let Some(response) = self.flow.answer(request, now) {
            return response;
        }
        let is_step_three = request.uri().path() == "/rest/accesstoken";
        let verifier = if is_step_three {
            &self.flow.verifier
        } else {
            &self.verifier
        };
        let verified = verifier.verify_request(request, now);
        if let Err(code) = verified.as_ref().map_err(verify::Error::code) {
            return self.refuse_login(request, code);
        }
        if is_step_three {
            return self.flow.access_token(request);
        }
        if self.is_token_revoked.load(SeqCst) {
            return self.refuse_login(request, AuditCode::TokenRejected);
        }
        if let Some(code) = self.missing.and_then(Missing::login_refusal) {
            return self.refuse_login(request, code);
        }
        if let Some(response) = self.missing.and_then(|missing| missing.answer(request)) {
            return response;
        }
        let busy = self.busy.fetch_update(SeqCst, SeqCst, |n| n.checked_sub(1));
        if busy.is_ok() {
            return answer::busy(request);
        }
        if request.uri().path() == "/rest/revoketoken" {
            return answer::revoke(request, &self.is_token_revoked);
        }
        answer::success(request, now)
    }

    /// Records the cause in the audit trail only. The response does not contain it.
    fn refuse_login(&self, request: &Request<Bytes>, code: AuditCode) -> Response<Bytes> {
        lock(&self.audit_trail).push(code);
        answer::login_refused(request, code)
    }
}

/// Returns the credentials that the stand-in accepts.
///
/// # Errors
///
/// Never, because the values are constants.
pub fn credentials() -> Result<Credentials, netsuite_oauth1::Error> {
    Ok(Credentials::new(
        ACCOUNT_ID.parse()?,
        Consumer::new(CONSUMER_KEY, CONSUMER_SECRET)?,
        Token::new(TOKEN_ID, TOKEN_SECRET)?,
    ))
}

/// Locks a mutex, even if a test panicked while it held the lock.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

const ACCOUNT_ID: &str = "1234567_SB1";
const CONSUMER_KEY: &str = "71cc02b731f05895561ef0862d71553a";
const CONSUMER_SECRET: &str = "7278da58caf07f5c336301a601203d10";
const TOKEN_ID: &str = "89e08d9767c5ac85b374415725567d05";
const TOKEN_SECRET: &str = "060cd9ab3ffbbe1e3d3918e90165ffd3";

#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct ReadmeExamples;
