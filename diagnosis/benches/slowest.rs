//! Measures the slowest diagnoses: of every recorded header, of each with another timestamp, so
//! that the search finds nothing, and of the worst inputs within the limits.
//!
//! `cargo bench -p netsuite-oauth1-diagnosis` prints the median and the slowest, by time and by
//! counted work. An argument selects inputs by name and diagnoses each once, so that
//! `valgrind --tool=callgrind --toggle-collect='*Diagnosis::of_*'` counts its instructions.

#[path = "../tests/recorded/cases.rs"]
mod cases;

use std::env;
use std::hint::black_box;
use std::time::Duration;

use http::Method;
use netsuite_oauth1::{Consumer, Credentials, Token};
use netsuite_oauth1_diagnosis::Diagnosis;

/// How often an input is diagnosed. The shortest time counts, because other processes only add
/// time.
const RUNS: usize = 5;

/// The longest URL, header or secret, in bytes.
const LIMIT: usize = 8 * 1024;

struct Input {
    name: String,
    answer: Box<dyn Fn() -> Diagnosis>,
}

struct Measured<'a> {
    time: Duration,
    work: usize,
    name: &'a str,
}

fn main() {
    let inputs = [
        recorded(),
        queries(),
        headers(),
        bodies_and_secrets(),
        passports(),
    ];
    let mut inputs: Vec<Input> = inputs.into_iter().flatten().collect();
    let (options, names): (Vec<String>, Vec<String>) = env::args()
        .skip(1)
        .partition(|argument| argument.starts_with("--"));
    inputs.retain(|input| names.is_empty() || names.iter().any(|name| input.name.contains(name)));
    let is_test = options.iter().any(|option| option == "--test");
    let runs = if is_test || !names.is_empty() {
        1
    } else {
        RUNS
    };
    let mut measured: Vec<Measured<'_>> = inputs.iter().map(|input| measure(input, runs)).collect();
    println!("{} inputs", measured.len());
    measured.sort_by_key(|measured| measured.time);
    show("by time", &measured);
    measured.sort_by_key(|measured| measured.work);
    show("by work", &measured);
}

fn measure(input: &Input, runs: usize) -> Measured<'_> {
    let mut work = 0;
    let times = (0..runs).map(|_| {
        let start = processor_time();
        let diagnosis = black_box((input.answer)());
        work = diagnosis.work();
        processor_time().saturating_sub(start)
    });
    let time = times.min().unwrap_or_default();
    let name = &input.name;
    Measured { time, work, name }
}

/// Returns the CPU time of this process, which excludes the time of other processes.
#[cfg(unix)]
#[allow(unsafe_code, reason = "the standard library does not have this clock")]
fn processor_time() -> Duration {
    let mut time = libc::timespec {
        tv_sec: 0,
        tv_nsec: 0,
    };
    // SAFETY: `time` has the type that the call writes.
    unsafe { libc::clock_gettime(libc::CLOCK_PROCESS_CPUTIME_ID, &raw mut time) };
    Duration::new(
        time.tv_sec.try_into().unwrap(),
        time.tv_nsec.try_into().unwrap(),
    )
}

#[cfg(not(unix))]
fn processor_time() -> Duration {
    static START: std::sync::LazyLock<std::time::Instant> =
        std::sync::LazyLock::new(std::time::Instant::now);
    START.elapsed()
}

fn show(by: &str, sorted: &[Measured<'_>]) {
    println!("{by}, the median and the slowest:");
    let median = sorted.get(sorted.len() / 2);
    for Measured { time, work, name } in median.into_iter().chain(sorted.iter().rev().take(10)) {
        println!("  {:6.2} ms  {work:8}  {name}", time.as_secs_f64() * 1e3);
    }
}

fn recorded() -> Vec<Input> {
    let cases = cases::of_clients().into_iter().chain(cases::of_reports());
    let with_damage = cases.enumerate().flat_map(|(number, case)| {
        let cases::Case {
            name,
            credentials,
            method,
            url,
            authorization,
            body,
            mistakes,
        } = case;
        let damaged = authorization.replace("oauth_timestamp=\"1", "oauth_timestamp=\"2");
        [
            (format!("{number} {name}: {mistakes:?}"), authorization),
            (format!("{number} {name}, damaged"), damaged),
        ]
        .map(|(name, header)| {
            let (credentials, method) = (credentials.clone(), method.clone());
            let (url, body) = (url.clone(), body.clone());
            let answer =
                move || Diagnosis::of_header(&credentials, &method, &url, &header, body.as_bytes());
            Input {
                name,
                answer: Box::new(answer),
            }
        })
    });
    with_damage.collect()
}

const URL: &str = "https://1234567-sb1.suitetalk.api.netsuite.com/services/rest?script=6";

fn credentials(secret: &str) -> Credentials {
    Credentials::new(
        "1234567_SB1".parse().unwrap(),
        Consumer::new("key", format!("{secret}1")).unwrap(),
        Token::new("id", format!("{secret}2")).unwrap(),
    )
}

/// A header whose signature no client produces.
fn header(method: &str, digits: usize) -> String {
    format!(
        "OAuth realm=\"1234567_SB1\", oauth_consumer_key=\"key\", oauth_token=\"id\", \
         oauth_nonce=\"fjaLirsIcCGVZWzBX0pg\", oauth_timestamp=\"1508242306\", \
         oauth_signature_method=\"{method}\", oauth_version=\"1.0\", oauth_signature=\"{}\"",
        "0".repeat(digits)
    )
}

fn sha256() -> String {
    header("HMAC-SHA256", 64)
}

fn input(name: &str, url: String, header: String, body: String, secret: &str) -> Input {
    let credentials = credentials(secret);
    let answer =
        move || Diagnosis::of_header(&credentials, &Method::POST, &url, &header, body.as_bytes());
    Input {
        name: name.to_owned(),
        answer: Box::new(answer),
    }
}

const JSON: &str = r#"{"memo":"it's (a/b)","count":5}"#;

/// Queries on which most mistakes have an effect, and long queries.
fn queries() -> Vec<Input> {
    let secret = "d26ad321+b2f23b0/41c8d3=392ce01c3e23e109df6c96eac6d099e9ab9e8b5";
    let rich = [
        (
            "a query that splits badly",
            "r?id=b&id=a&bare&f%5Bi%5D=7&k=YQ==&e=&",
        ),
        (
            "a search",
            "item?q=name%20IS%20%22O%27N~%22+(S*)&id=b&id=a&id2=&r%C3%B4le=%E5%90%8D",
        ),
        (
            "a request on which most mistakes show",
            "services//rest;v=1/Customer/eid:A%20B~(1)/!x/?q=IS%20%22O%27N%22%20(S*)&id=b&id=a&id2=1\
             &c@=3&c2=4&Z=5&a+b=c%2Bd/e~f&empty=&f%5Bi%5D=7&r%C3%B4le=%E5%90%8D&cursor=YQ==&bare&",
        ),
    ];
    let rich = rich.map(|(name, path)| {
        let url = format!("https://1234567-sb1.suitetalk.api.netsuite.com/{path}");
        input(name, url, sha256(), JSON.to_owned(), secret)
    });
    let mut inputs: Vec<Input> = rich.into();
    for (name, piece) in [
        ("empty names", "&"),
        ("short parameters", "&#="),
        ("numbered parameters", "&p#=a%20b/#"),
        ("one repeated name", "&id=1"),
        ("arrays", "&filter[#]=é"),
        ("letters", "a"),
        ("escapes", "%2F"),
        ("escapes of escapes", "%252525"),
        ("spaces and quotes", "+'!~"),
        ("bytes that are not UTF-8", "%FF"),
        ("letters that are not ASCII", "名é"),
    ] {
        for length in [512, 1024, 2048, 4096, LIMIT] {
            let mut url = URL.to_owned();
            for number in 0.. {
                let piece = piece.replace('#', &number.to_string());
                if url.len() + piece.len() > length {
                    break;
                }
                url.push_str(&piece);
            }
            for (method, digits) in [("HMAC-SHA256", 64), ("HMAC-SHA512", 128)] {
                let name = format!("{name}, {length} bytes, {method}");
                let body = JSON.to_owned();
                inputs.push(input(&name, url.clone(), header(method, digits), body, "s"));
            }
        }
    }
    inputs
}

/// Long headers, and text that is not a header.
fn headers() -> Vec<Input> {
    let parameters: Vec<String> = (0..400).map(|at| format!("p{at}=\"a%20b\"")).collect();
    let query: Vec<String> = (0..400).map(|at| format!("&p{at}=a%20b")).collect();
    let many = sha256().replace("OAuth ", &format!("OAuth {}, ", parameters.join(", ")));
    let version = "oauth_version=\"1.0\"";
    let long = sha256().replace(
        version,
        &format!("oauth_verifier=\"{}\"", "%2F".repeat(2500)),
    );
    let url = || URL.to_owned();
    let mut inputs = vec![
        input(
            "a header with 400 parameters",
            url(),
            many.clone(),
            String::new(),
            "s",
        ),
        input(
            "a header that repeats the query",
            URL.to_owned() + &query.concat(),
            many,
            JSON.to_owned(),
            "s",
        ),
        input(
            "a header with a long value",
            url(),
            long,
            String::new(),
            "s",
        ),
    ];
    for (name, text) in [
        ("quotes", "\""),
        ("commas", ","),
        ("equals signs", "="),
        ("names", "a=b,"),
        ("open quotes", "a=\"b,"),
        ("escapes", "%41"),
        ("spaces", " "),
    ] {
        let garbage = |length: usize| text.repeat(length / text.len());
        let alone = format!("OAuth {}", garbage(LIMIT - 6));
        inputs.push(input(
            &format!("a header of {name}"),
            url(),
            alone,
            String::new(),
            "s",
        ));
        let after = format!("{}, {}", sha256(), garbage(LIMIT - 400));
        inputs.push(input(
            &format!("a header and {name}"),
            url(),
            after,
            String::new(),
            "s",
        ));
    }
    inputs
}

fn bodies_and_secrets() -> Vec<Input> {
    let members: Vec<String> = (0..300).map(|at| format!("\"m{at}\":[{at}]")).collect();
    let path = format!("https://h.example/{}", "a/%2e;/../".repeat(800));
    let slashes = "/".repeat(LIMIT - 1);
    let query = "&q=a%20b".repeat(1000);
    let (url, none) = (|| URL.to_owned(), String::new);
    vec![
        input(
            "a body of characters",
            url(),
            sha256(),
            "a".repeat(4096),
            "s",
        ),
        input(
            "a body of items",
            url(),
            sha256(),
            format!("[{}1]", "1,".repeat(2000)),
            "s",
        ),
        input(
            "a body of members",
            url(),
            sha256(),
            format!("{{{}}}", members.join(",")),
            "s",
        ),
        input("a long path", path, sha256(), none(), "s"),
        input(
            "long secrets",
            url(),
            sha256(),
            none(),
            &"s".repeat(LIMIT - 1),
        ),
        input(
            "long secrets to be encoded",
            url(),
            sha256(),
            none(),
            &"é/".repeat(LIMIT / 3 - 1),
        ),
        input(
            "everything long",
            url() + &query,
            sha256(),
            "a".repeat(4096),
            &slashes,
        ),
    ]
}

fn passports() -> Vec<Input> {
    let field = "/".repeat(1500);
    let digest = "0".repeat(64);
    let password = format!("{field}&{field}&{field}&abcdef&1508242306&{digest}&HMAC-SHA256");
    let names = [
        "account",
        "consumerKey",
        "token",
        "nonce",
        "timestamp",
        "signature",
    ];
    let fields = names
        .map(|name| format!("<{name}>{field}</{name}>"))
        .concat();
    let fields = fields.replace(
        &format!("<signature>{field}"),
        &format!("<signature>{digest}"),
    );
    let envelope = format!("<tokenPassport>{fields}</tokenPassport>");
    let credentials = credentials("a/");
    let answer = {
        let credentials = credentials.clone();
        move || Diagnosis::of_password(&credentials, &password)
    };
    let mut inputs = vec![Input {
        name: "a password with long fields".to_owned(),
        answer: Box::new(answer),
    }];
    for (name, text) in [
        ("a passport with long fields", envelope.clone()),
        (
            "a passport after many tags",
            format!("{}{envelope}", "<a:b>".repeat(100_000)),
        ),
        ("no passport in many tags", "<a:b>".repeat(100_000)),
        ("unclosed fields", "<tokenPassport><account>".repeat(20_000)),
    ] {
        let credentials = credentials.clone();
        let answer = move || Diagnosis::of_passport(&credentials, &text);
        inputs.push(Input {
            name: name.to_owned(),
            answer: Box::new(answer),
        });
    }
    inputs
}
