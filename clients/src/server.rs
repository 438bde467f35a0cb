//! The HTTP server. It has its own thread, so blocking clients can call it too.

use std::io;
use std::net::TcpListener;
use std::sync::Arc;
use std::thread::{self, JoinHandle};
use std::time::SystemTime;

use http::{HeaderValue, Request, Response, header};
use http_body_util::{BodyExt, Full};
use httpdate::fmt_http_date;
use hyper::body::{Bytes, Incoming};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use netsuite_oauth1::Timestamp;
use time::OffsetDateTime;
use tokio::sync::oneshot;

use crate::Account;

#[derive(Debug)]
pub(crate) struct Server {
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    pub(crate) fn start(listener: TcpListener, account: Arc<Account>) -> io::Result<Self> {
        listener.set_nonblocking(true)?;
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_io()
            .build()?;
        let (stop, stopped) = oneshot::channel();
        let thread = thread::spawn(move || {
            runtime.block_on(async {
                tokio::select! {
                    _ = stopped => {}
                    result = serve(listener, account) => {
                        eprintln!("error: the stand-in stopped: {result:?}");
                    }
                }
            });
            // Dropping the runtime closes all connections.
        });
        Ok(Self {
            stop: Some(stop),
            thread: Some(thread),
        })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

async fn serve(listener: TcpListener, account: Arc<Account>) -> io::Result<()> {
    let listener = tokio::net::TcpListener::from_std(listener)?;
    loop {
        let (stream, _) = listener.accept().await?;
        let account = Arc::clone(&account);
        let service = service_fn(move |request| answer(Arc::clone(&account), request));
        tokio::spawn(http1::Builder::new().serve_connection(TokioIo::new(stream), service));
    }
}

async fn answer(
    account: Arc<Account>,
    request: Request<Incoming>,
) -> Result<Response<Full<Bytes>>, Box<dyn std::error::Error + Send + Sync>> {
    let (head, body) = request.into_parts();
    let request = Request::from_parts(head, body.collect().await?.to_bytes());
    let now = SystemTime::now() + account.clock_offset;
    let timestamp = Timestamp::try_from(OffsetDateTime::from(now))?;
    let mut response = account.answer(&request, timestamp);
    let date = HeaderValue::try_from(fmt_http_date(now))?;
    response.headers_mut().insert(header::DATE, date);
    Ok(response.map(Full::new))
}
