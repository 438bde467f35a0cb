//! The crate's side of `second_opinion.py`: reads a request in JSON from each line of standard input, signs it or, where it has a
//! header, verifies it, and writes a line with the answer.

use std::error::Error;
use std::io::{self, BufRead, Write};

use http::header::AUTHORIZATION;
use http::{HeaderMap, Method, Uri};
use netsuite_oauth1::verify::Verifier;
use netsuite_oauth1::{Consumer, Credentials, Signer, Timestamp, Token};
use serde_json::{Value, json};

fn main() -> Result<(), Box<dyn Error>> {
    let mut output = io::stdout().lock();
    for line in io::stdin().lock().lines() {
        let answer = match answer(&serde_json::from_str(&line?)?) {
            Ok(answer) => answer,
            Err(error) => json!({"error": error.to_string()}),
        };
        writeln!(output, "{answer}")?;
        output.flush()?;
    }
    Ok(())
}

fn answer(request: &Value) -> Result<Value, Box<dyn Error>> {
    let text = |name: &str| request[name].as_str().ok_or(format!("no {name}"));
    let credentials = Credentials::new(
        text("account_id")?.parse()?,
        Consumer::new(text("consumer_key")?, text("consumer_secret")?)?,
        Token::new(text("token_id")?, text("token_secret")?)?,
    );
    let method: Method = text("method")?.parse()?;
    let uri: Uri = text("url")?.parse()?;
    let Ok(header) = text("authorization") else {
        let authorization = Signer::new(credentials).authorize(&method, &uri)?;
        return Ok(json!({"authorization": authorization.as_str()}));
    };
    let headers = HeaderMap::from_iter([(AUTHORIZATION, header.parse()?)]);
    let verifier = Verifier::new([credentials]);
    let verified = verifier.verify(&method, &uri, &headers, Timestamp::now())?;
    Ok(json!({"nonce": verified.nonce().as_str(), "timestamp": verified.timestamp().unix()}))
}
