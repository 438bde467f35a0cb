use std::env;
use std::hint::black_box;
use std::process::Command;

use http::Method;
use url::Url;

use crate::calls::{Call, MacText, OWN_CALLS, bare_mac};
use crate::others::by_hand;
use crate::request::{URL, search, signer};

/// The instructions of one call.
#[derive(Debug)]
pub struct Counted {
    /// The call in Markdown.
    pub name: &'static str,
    /// All instructions.
    pub all: f64,
    /// The instructions of the call's MAC.
    pub mac: f64,
    /// The bound on the instructions beyond the MAC, for calls of this crate.
    pub bound: Option<f64>,
}

impl Counted {
    /// Returns the instructions beyond the MAC.
    pub fn beyond_mac(&self) -> f64 {
        self.all - self.mac
    }

    /// Returns whether the bound holds.
    pub fn holds(&self) -> bool {
        self.bound.is_none_or(|bound| self.beyond_mac() <= bound)
    }
}

/// Runs a call as often as the arguments say, and returns whether they do.
///
/// A bench that counts instructions calls this first, and exits if it returns `true`: then it is
/// the process under valgrind.
pub fn make_calls() -> bool {
    let mut arguments = env::args().skip_while(|argument| argument != CALLS).skip(1);
    let (Some(calls), Some(name)) = (arguments.next(), arguments.next()) else {
        return false;
    };
    let mut call = prepare(&name);
    for _ in 0..calls.parse().unwrap() {
        call();
    }
    true
}

/// Runs each call once.
pub fn make_each_call() {
    let names = OWN_CALLS.iter().map(|row| row.name).chain([BY_HAND]);
    for name in names.chain(MACS.map(|(name, _)| name)) {
        prepare(name)();
    }
    prepare(&growth_name(10))();
}

/// Returns whether valgrind is installed.
pub fn can_count() -> bool {
    Command::new("valgrind").arg("--version").output().is_ok()
}

/// Counts the instructions of this crate's calls and of the same job by hand. Skips the calls whose
/// names do not contain `filter`.
pub fn count_calls(filter: &str) -> Vec<Counted> {
    let macs = MACS.map(|(name, text)| (text, instructions_of(name)));
    let mac = |text| macs.iter().find(|(known, _)| *known == text).unwrap().1;
    let own = OWN_CALLS
        .iter()
        .map(|row| (row.name, row.text, Some(row.bounds.instructions)));
    own.chain([(BY_HAND, MacText::BaseString, None)])
        .filter(|(name, _, _)| name.contains(filter))
        .map(|(name, text, bound)| Counted {
            name,
            all: instructions_of(name),
            mac: mac(text),
            bound,
        })
        .collect()
}

/// Counts the instructions of `Signer::authorize` on a query with this many parameters.
pub fn count_growth(parameters: u32) -> f64 {
    instructions_of(&growth_name(parameters))
}

/// Returns the URL that [`count_growth`] signs.
pub fn growth_url(parameters: u32) -> Url {
    search(parameters, STEP)
}

/// Prepares a call by its name.
fn prepare(name: &str) -> Call {
    if let Some(count) = name.strip_prefix(GROWTH) {
        let (signer, url) = (signer(), growth_url(count.parse().unwrap()));
        return Box::new(move || {
            let authorization = signer.authorize(&Method::GET, black_box(&url));
            drop(black_box(authorization.unwrap()));
        });
    }
    if name == BY_HAND {
        let url = Url::parse(URL).unwrap();
        return Box::new(move || drop(black_box(by_hand(&Method::POST, black_box(&url)))));
    }
    if let Some((_, text)) = MACS.into_iter().find(|(known, _)| *known == name) {
        return bare_mac(text);
    }
    let row = OWN_CALLS.into_iter().find(|row| row.name == name);
    (row.unwrap().prepare)()
}

fn growth_name(count: u32) -> String {
    format!("{GROWTH}{count}")
}

/// Returns the instructions of one call.
///
/// It subtracts a run with few calls from a run with many, which cancels the work done once.
fn instructions_of(name: &str) -> f64 {
    let [few, many] = if name.starts_with(GROWTH) {
        [2, 10]
    } else {
        [256, 2304]
    };
    (run(many, name) - run(few, name)) / f64::from(many - few)
}

/// Returns the instructions of a process that runs a call this often.
fn run(calls: u32, name: &str) -> f64 {
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(env::current_exe().unwrap())
        .args([CALLS, &calls.to_string(), name])
        .output()
        .unwrap();
    let report = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{report}");
    let collected = report
        .lines()
        .find_map(|line| line.split_once("Collected : "));
    collected.unwrap().1.trim().parse().unwrap()
}

const CALLS: &str = "--calls";
const MACS: [(&str, MacText); 2] = [
    ("bare MAC", MacText::BaseString),
    ("bare MAC from the nonce on", MacText::FromNonce),
];
const BY_HAND: &str = "by hand: `hmac`, `percent-encoding`, `format!`";
const GROWTH: &str = "Signer::authorize with parameters: ";
/// A prime that divides none of the numbers of parameters.
const STEP: u32 = 7919;
