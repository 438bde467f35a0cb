//! A stand-in for NetSuite on a loopback port: what the examples call, and the tests.
//!
//! It verifies each request as NetSuite does, answers as NetSuite's documentation says, and remembers what it has received and why
//! it has refused. It ends when it is dropped.
#![allow(dead_code, reason = "nobody uses all of it")]

mod answer;
mod flow;

use std::io;
use std::net::{Ipv4Addr, TcpListener};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};

use http::{HeaderMap, Method, Request, Response, Uri, header};
use http_body_util::{BodyExt, Full};
use hyper::body::{Bytes, Incoming};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use netsuite_oauth1::audit::AuditCode;
use netsuite_oauth1::verify::{Refusal, Verifier};
use netsuite_oauth1::{Consumer, Credentials, Timestamp, Token};
use time::{Duration, OffsetDateTime};
use tokio::sync::oneshot;

use self::flow::Flow;

pub(crate) struct StandIn {
    /// Such as `http://127.0.0.1:40000`.
    root: String,
    state: Arc<State>,
    stop: Option<oneshot::Sender<()>>,
    server: Option<JoinHandle<()>>,
}

/// A request as it has arrived.
#[derive(Clone)]
pub(crate) struct Received {
    pub(crate) method: Method,
    /// The request target: path and query, byte for byte.
    pub(crate) target: Uri,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

struct State {
    verifier: Verifier,
    clock_offset: Duration,
    received: Mutex<Vec<Received>>,
    refusals: Mutex<Vec<Refusal>>,
    busy: AtomicUsize,
    revoked: AtomicBool,
    flow: Flow,
}

impl StandIn {
    /// Starts it, with the machine's clock.
    pub(crate) fn start() -> io::Result<Self> {
        Self::start_with_clock_offset(Duration::ZERO)
    }

    /// Starts it, with a clock that is ahead of the machine's.
    pub(crate) fn start_with_clock_offset(clock_offset: Duration) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        listener.set_nonblocking(true)?;
        let root = format!("http://{}", listener.local_addr()?);
        let state = Arc::new(State {
            verifier: Verifier::new([credentials().map_err(io::Error::other)?]),
            clock_offset,
            received: Mutex::default(),
            refusals: Mutex::default(),
            busy: AtomicUsize::new(0),
            revoked: AtomicBool::new(false),
            flow: Flow::new().map_err(io::Error::other)?,
        });
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_io()
            .build()?;
        let (stop, stopped) = oneshot::channel();
        let serving = serve(listener, Arc::clone(&state));
        // With the runtime all connections end.
        let server = thread::spawn(move || {
            runtime.block_on(async {
                tokio::select! {
                    _ = stopped => {}
                    result = serving => eprintln!("the stand-in has ended: {result:?}"),
                }
            });
        });
        Ok(Self {
            root,
            state,
            stop: Some(stop),
            server: Some(server),
        })
    }

    /// Its URL with a path and a query.
    pub(crate) fn url(&self, path_and_query: &str) -> String {
        format!("{}{path_and_query}", self.root)
    }

    /// All requests so far, the oldest first.
    pub(crate) fn received(&self) -> Vec<Received> {
        self.state.received.lock().unwrap().clone()
    }

    /// What the Login Audit Trail would show, the oldest first.
    pub(crate) fn refusals(&self) -> Vec<Refusal> {
        self.state.refusals.lock().unwrap().clone()
    }

    /// Has it answer the next of them that there are too many at once.
    pub(crate) fn be_busy(&self, requests: usize) {
        self.state.busy.store(requests, SeqCst);
    }

    /// Has the user say no in the browser.
    pub(crate) fn deny(&self) {
        self.state.flow.denies.store(true, SeqCst);
    }
}

impl Drop for StandIn {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(server) = self.server.take() {
            let _ = server.join();
        }
    }
}

async fn serve(listener: TcpListener, state: Arc<State>) -> io::Result<()> {
    let listener = tokio::net::TcpListener::from_std(listener)?;
    loop {
        let (stream, _) = listener.accept().await?;
        let state = Arc::clone(&state);
        let service = service_fn(move |request| answer_to(Arc::clone(&state), request));
        tokio::spawn(http1::Builder::new().serve_connection(TokioIo::new(stream), service));
    }
}

async fn answer_to(
    state: Arc<State>,
    request: Request<Incoming>,
) -> Result<Response<Full<Bytes>>, hyper::Error> {
    let (head, body) = request.into_parts();
    let request = Request::from_parts(head, body.collect().await?.to_bytes());
    state.received.lock().unwrap().push(Received {
        method: request.method().clone(),
        target: request.uri().clone(),
        headers: request.headers().clone(),
        body: request.body().clone(),
    });
    let now = OffsetDateTime::try_from(Timestamp::now()).unwrap() + state.clock_offset;
    let timestamp = Timestamp::try_from(now).unwrap();
    let mut response = state.answer(&request, timestamp);
    let date = http_date(now).try_into().unwrap();
    response.headers_mut().insert(header::DATE, date);
    Ok(response.map(Full::new))
}

impl State {
    fn answer(&self, request: &Request<Bytes>, now: Timestamp) -> Response<Bytes> {
        if let Some(response) = self.flow.answer(request, now) {
            return response;
        }
        let is_step_three = request.uri().path() == "/rest/accesstoken";
        let verifier = if is_step_three {
            &self.flow.verifier
        } else {
            &self.verifier
        };
        if let Err(refusal) = verifier.verify_request(request, now) {
            let response = answer::refusal(request, refusal.code());
            self.refusals.lock().unwrap().push(refusal);
            return response;
        }
        if is_step_three {
            return self.flow.access_token(request);
        }
        if self.revoked.load(SeqCst) {
            return answer::refusal(request, AuditCode::TokenRejected);
        }
        let is_busy = self.busy.fetch_update(SeqCst, SeqCst, |n| n.checked_sub(1));
        if is_busy.is_ok() {
            return answer::busy(request);
        }
        if request.uri().path() == "/rest/revoketoken" {
            return answer::revoke(request, &self.revoked);
        }
        answer::success(request)
    }
}

/// The credentials that it knows.
pub(crate) fn credentials() -> Result<Credentials, netsuite_oauth1::Error> {
    Ok(Credentials::new(
        ACCOUNT_ID.parse()?,
        Consumer::new(CONSUMER_KEY, CONSUMER_SECRET)?,
        Token::new(TOKEN_ID, TOKEN_SECRET)?,
    ))
}

/// Writes a time as RFC 9110 section 5.6.7 wants it: `Sun, 06 Nov 1994 08:49:37 GMT`.
fn http_date(time: OffsetDateTime) -> String {
    let (weekday, month) = (time.weekday().to_string(), time.month().to_string());
    let (date, clock) = (time.date(), time.time());
    format!(
        "{}, {:02} {} {:04} {:02}:{:02}:{:02} GMT",
        &weekday[..3],
        date.day(),
        &month[..3],
        date.year(),
        clock.hour(),
        clock.minute(),
        clock.second(),
    )
}

const ACCOUNT_ID: &str = "1234567_SB1";
const CONSUMER_KEY: &str = "71cc02b731f05895561ef0862d71553a";
const CONSUMER_SECRET: &str = "7278da58caf07f5c336301a601203d10";
const TOKEN_ID: &str = "89e08d9767c5ac85b374415725567d05";
const TOKEN_SECRET: &str = "060cd9ab3ffbbe1e3d3918e90165ffd3";
