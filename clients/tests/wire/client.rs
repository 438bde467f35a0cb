//! Sends a request through any of the clients, set up as in its example.

use std::error::Error;

use clients::Received;
use http::{HeaderMap, Method, Request, Response, StatusCode};
use http_body_util::{BodyExt, Full};
use hyper::body::{Bytes, Incoming};
use netsuite_oauth1::{Nonce, Signer};
use tower::ServiceExt;

use crate::{hyper_client, reqwest_retry, tower_filter, ureq_middleware};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Client {
    Hyper,
    Reqwest,
    Tower,
    Ureq,
}

impl Client {
    pub(crate) const ALL: [Self; 4] = [Self::Hyper, Self::Reqwest, Self::Tower, Self::Ureq];

    /// Sends one request. The client parses its URL.
    pub(crate) fn send(
        self,
        signer: &Signer,
        sent: &Sent<'_>,
    ) -> Result<Answer, Box<dyn Error + Send + Sync>> {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()?;
        let signer = signer.clone();
        match self {
            Self::Hyper => runtime.block_on(async {
                let request = sent.request(Full::from(sent.body))?;
                let client = hyper_client::client();
                let sending = hyper_client::send(&client, &signer, request);
                let response = sending.await.map_err(|error| error.to_string())?;
                Answer::read(response).await
            }),
            Self::Tower => runtime.block_on(async {
                let request = sent.request(Full::<Bytes>::from(sent.body))?;
                let response = tower_filter::service(signer).oneshot(request).await?;
                Answer::read(response).await
            }),
            Self::Reqwest => runtime.block_on(async {
                let client = reqwest_retry::client(signer)?;
                let mut builder = client.request(sent.method.clone(), &sent.url);
                for (name, value) in sent.headers {
                    builder = builder.header(*name, *value);
                }
                let response = builder.body(sent.body).send().await?;
                Ok(Answer {
                    status: response.status(),
                    headers: response.headers().clone(),
                    body: response.bytes().await?,
                })
            }),
            Self::Ureq => {
                let agent = ureq_middleware::agent(signer);
                let response = if sent.body.is_empty() {
                    agent.run(sent.request(())?)?
                } else {
                    agent.run(sent.request(sent.body)?)?
                };
                let (head, mut body) = response.into_parts();
                Ok(Answer {
                    status: head.status,
                    headers: head.headers,
                    body: body.with_config().limit(1 << 23).read_to_vec()?.into(),
                })
            }
        }
    }
}

/// A request that a test sends.
#[derive(Clone, Debug)]
pub(crate) struct Sent<'a> {
    pub(crate) method: Method,
    pub(crate) url: String,
    pub(crate) headers: &'a [(&'static str, &'static str)],
    pub(crate) body: &'static [u8],
}

impl Sent<'_> {
    pub(crate) fn get(url: String) -> Self {
        Self {
            method: Method::GET,
            url,
            headers: &[],
            body: b"",
        }
    }

    fn request<B>(&self, body: B) -> http::Result<Request<B>> {
        let mut builder = Request::builder().method(&self.method).uri(&self.url);
        for (name, value) in self.headers {
            builder = builder.header(*name, *value);
        }
        builder.body(body)
    }
}

/// A response with its whole body.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Answer {
    pub(crate) async fn read(
        response: Response<Incoming>,
    ) -> Result<Self, Box<dyn Error + Send + Sync>> {
        let (head, body) = response.into_parts();
        Ok(Self {
            status: head.status,
            headers: head.headers,
            body: body.collect().await?.to_bytes(),
        })
    }

    pub(crate) fn text(&self) -> &str {
        str::from_utf8(&self.body).unwrap()
    }
}

pub(crate) fn signer() -> Signer {
    Signer::new(clients::credentials().unwrap())
}

/// Returns the nonce of a request that the stand-in received.
#[track_caller]
pub(crate) fn nonce(received: &Received) -> Nonce {
    let header = received.headers["authorization"].to_str().unwrap();
    let (_, rest) = header.split_once("oauth_nonce=\"").unwrap();
    Nonce::new(rest.split_once('"').unwrap().0).unwrap()
}
