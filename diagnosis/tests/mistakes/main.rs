//! Mistakes are made by plain clients, which share no code with the crate, and must be named.

mod client;
mod flaws;
mod headers;
mod properties;

use std::collections::HashSet;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use http::{Method, Uri};
use netsuite_oauth1::{Consumer, Credentials, Token};
use netsuite_oauth1_diagnosis::{Diagnosis, Mistake};

use crate::client::{Client, Flaw, Job, Sent};
use crate::flaws::{FLAWS, Known};

/// A request on which every flaw shows: names that sort otherwise decoded, joined and in another case, a name twice, an empty value,
/// a `+` and a `%2B`, punctuation, and secrets that are not plain.
const JOB: Job = Job {
    account: "1234567_SB1",
    secrets: [
        "ef40afdd8abaac111b13825dd5e5e2ddddb44f86d5a0dd6dcf38c20aae6b67e4",
        "d26ad321+b2f23b0/41c8d3=392ce01c3e23e109df6c96eac6d099e9ab9e8b5",
        "2b0ce516420110bcbd36b69e99196d1b7f6de3c6234c5afb799b73d87569f5cc",
        "c29a677d&7d5439a%58c0636541 7e3d678d73aca8e3c9d8bea1478a3eb0d295",
    ],
    method: "POST",
    url: "https://1234567-sb1.suitetalk.api.netsuite.com/services/rest/record/v1/customer/eid:A%20B~(1)/!transform\
        ?q=name%20IS%20%22O%27Neil%20%26%20(S*ns)%22&tag=b&tag=a&id=1&id2=2&c@=3&c2=4&Zone=5&a+b=c%2Bd/e~f&empty=&r%C3%B4le!=x",
    body: r#"{"memo":"it's (a/b) ~ c*d","count":5}"#,
};

/// A request as most are: nothing in it is escaped, and the secrets are hex digits.
const PLAIN: Job = Job {
    account: "123456",
    secrets: [
        "ef40afdd8abaac111b13825dd5e5e2ddddb44f86d5a0dd6dcf38c20aae6b67e4",
        "d26ad321a4b2f23b0741c8d38392ce01c3e23e109df6c96eac6d099e9ab9e8b5",
        "2b0ce516420110bcbd36b69e99196d1b7f6de3c6234c5afb799b73d87569f5cc",
        "c29a677df7d5439a458c063654187e3d678d73aca8e3c9d8bea1478a3eb0d295",
    ],
    method: "POST",
    url: "https://123456.restlets.api.netsuite.com/app/site/hosting/restlet.nl?script=6&deploy=1&customParam=someValue&testParam=someOtherValue",
    body: "{}",
};

fn job(flaws: &[Flaw]) -> Job {
    let mut job = JOB;
    if flaws.contains(&Flaw::NoPort) {
        // A mock's, or a proxy's.
        job.url = "https://localhost.example:8443/app/site/hosting/restlet.nl?script=6&deploy=1&q=a%20b/c+(d)~&empty=&tag=b&tag=a&Z=1&c@=2&c2=3&id=4&id2=5";
    }
    job
}

fn credentials(job: &Job) -> Credentials {
    let [key, consumer_secret, id, token_secret] = job.secrets;
    Credentials::new(
        job.account.parse().unwrap(),
        Consumer::new(key, consumer_secret).unwrap(),
        Token::new(id, token_secret).unwrap(),
    )
}

fn diagnose(job: &Job, sent: &Sent) -> Diagnosis {
    let method: Method = job.method.parse().unwrap();
    let uri: Uri = sent.url.parse().unwrap();
    let diagnosis = Diagnosis::new(
        &credentials(job),
        &method,
        &uri,
        &sent.header,
        job.body.as_bytes(),
    );
    let shown = format!("{diagnosis} {diagnosis:?} {diagnosis:#?}");
    for secret in job.secrets {
        assert!(!shown.contains(secret), "{shown}");
    }
    diagnosis
}

/// Whether the signature cannot be recomputed, so that its length is all that is known of it.
fn is_of_another_hash(flaw: Flaw) -> bool {
    matches!(flaw, Flaw::Sha1 | Flaw::Sha1NamedSha256)
}

#[test]
fn nothing_is_wrong() {
    for job in [JOB, PLAIN, job(&[Flaw::NoPort])] {
        let diagnosis = diagnose(&job, &Client(&[]).send(&job));
        assert_eq!(diagnosis.mistakes(), [], "{diagnosis}");
        assert!(diagnosis.explains_signature());
        assert_eq!(diagnosis.alternatives(), [[]; 0]);
    }
}

#[test]
fn every_mistake_alone() {
    for Known { flaw, mistake, .. } in FLAWS {
        let job = job(&[*flaw]);
        let sent = Client(&[*flaw]).send(&job);
        assert_ne!(sent, Client(&[]).send(&job), "{flaw:?} shows");
        let diagnosis = diagnose(&job, &sent);
        assert_eq!(
            diagnosis.mistakes(),
            [*mistake],
            "{flaw:?}: {diagnosis}\n{sent:?}"
        );
        assert_eq!(
            diagnosis.explains_signature(),
            !is_of_another_hash(*flaw),
            "{flaw:?}"
        );
        assert_eq!(diagnosis.alternatives(), [[]; 0], "{flaw:?}: {diagnosis}");
    }
}

/// The longer a request, the fewer pairs are tried: each mistake alone still is, and the likeliest together.
#[test]
fn on_a_long_request() {
    let query: Vec<String> = (0..200).map(|n| format!("&p{n}=a%20b%2F{n}")).collect();
    let url: &'static str = format!("{}{}", JOB.url, query.concat()).leak();
    let job = Job { url, ..JOB };
    let find = |flaws: &[Flaw]| {
        diagnose(&job, &Client(flaws).send(&job))
            .mistakes()
            .to_vec()
    };
    for Known { flaw, mistake, .. } in FLAWS {
        if *flaw != Flaw::NoPort && *flaw != Flaw::Port443 {
            assert_eq!(find(&[*flaw]), [*mistake], "{flaw:?}");
        }
    }
    let field = "token secret";
    assert_eq!(
        find(&[Flaw::QueryLeftOut, Flaw::NoTokenSecret]),
        [Mistake::QueryLeftOut, Mistake::SecretMissing { field }]
    );
    assert_eq!(
        find(&[Flaw::RealmSigned, Flaw::SecretsSwapped]),
        [Mistake::RealmSigned, Mistake::SecretsSwapped]
    );
}

/// One sentence each: what happened, and how it is mended.
#[test]
fn every_text() {
    let more = [
        Mistake::Malformed,
        Mistake::Empty { name: "realm" },
        Mistake::ForeignParameter,
        Mistake::SignatureMethod,
        Mistake::SignatureMalformed,
    ];
    let all: HashSet<Mistake> = FLAWS
        .iter()
        .map(|known| known.mistake)
        .chain(more)
        .collect();
    for mistake in all {
        let text = mistake.to_string();
        let (happened, mended) = text.split_once(": ").unwrap();
        assert!(!happened.is_empty() && !mended.is_empty(), "{text}");
        assert!(
            !text.contains('\n') && !text.contains(". ") && !text.ends_with('.'),
            "{text}"
        );
    }
}

/// On the longest requests, of short parameters, too: each mistake alone that makes a difference is found.
#[test]
fn on_a_request_of_many_parameters() {
    let numbered: String = (0..).map(|n| format!("&p{n}={n}")).take(900).collect();
    for query in ["&a".repeat(2000), numbered] {
        let mut url = format!("{}{query}", PLAIN.url);
        url.truncate(8_192);
        let url: &'static str = url.leak();
        let job = Job { url, ..PLAIN };
        let right = Client(&[]).send(&job);
        // With its query in it, a header is longer than is read.
        let flaws = FLAWS
            .iter()
            .filter(|known| known.flaw != Flaw::QueryInHeader);
        for Known { flaw, mistake, .. } in flaws {
            let sent = Client(&[*flaw]).send(&job);
            let diagnosis = diagnose(&job, &sent);
            let is_named = diagnosis.mistakes().first() == Some(mistake)
                || diagnosis.alternatives().contains(&vec![*mistake]);
            assert!(is_named || sent == right, "{flaw:?}: {diagnosis}");
        }
    }
}

/// Where not even each alone is tried, it says so.
#[test]
fn on_a_request_that_is_too_long() {
    let url: &'static str = format!("{}{}", PLAIN.url, "&a=%20".repeat(5_000)).leak();
    let job = Job { url, ..PLAIN };
    let mut sent = Client(&[]).send(&job);
    sent.header = sent.header.replace("1508242306", "1508242307");
    let text = diagnose(&job, &sent).to_string();
    assert!(text.contains("not all known ones were tried"), "{text}");
    PLAIN.url.clone_into(&mut sent.url);
    let text = diagnose(&PLAIN, &sent).to_string();
    assert!(!text.contains("not all known ones were tried"), "{text}");
}

/// On a plain request most mistakes of encoding make no difference, and none is then reported.
#[test]
fn every_mistake_on_a_plain_request() {
    let right = Client(&[]).send(&PLAIN);
    for Known { flaw, mistake, .. } in FLAWS {
        let sent = Client(&[*flaw]).send(&PLAIN);
        let diagnosis = diagnose(&PLAIN, &sent);
        if sent == right {
            assert_eq!(diagnosis.mistakes(), [], "{flaw:?}: {diagnosis}");
        } else {
            let first = diagnosis.mistakes().first();
            let is_alternative = diagnosis.alternatives().contains(&vec![*mistake]);
            assert!(
                first == Some(mistake) || is_alternative,
                "{flaw:?}: {diagnosis}"
            );
        }
    }
}

/// Every two mistakes that one client can make, if neither hides the other.
#[test]
fn every_pair() {
    let mut pairs = Vec::new();
    for (at, a) in FLAWS.iter().enumerate() {
        pairs.extend(FLAWS[at + 1..].iter().map(|b| (a, b)));
    }
    let [tried, found, hidden] = [(); 3].map(|()| AtomicUsize::new(0));
    let missed = std::sync::Mutex::new(Vec::new());
    let try_pair = |a: &Known, b: &Known| {
        let flaws = [a.flaw, b.flaw];
        if a.step == b.step || a.mistake == b.mistake {
            return;
        }
        let job = job(&flaws);
        let send = |flaws: &[Flaw]| Client(flaws).send(&job);
        let sent = send(&flaws);
        if sent == send(&[a.flaw]) || sent == send(&[b.flaw]) || sent == send(&[]) {
            hidden.fetch_add(1, Ordering::Relaxed);
            return;
        }
        tried.fetch_add(1, Ordering::Relaxed);
        let diagnosis = diagnose(&job, &sent);
        let has = |mistake: &Mistake| diagnosis.mistakes().contains(mistake);
        // Where a signature is not explained, what the header shows is one of the two; where it is, there are no more than two.
        let mut mistakes = diagnosis.mistakes().iter();
        let is_true = |mistake: &Mistake| [a.mistake, b.mistake].contains(mistake);
        assert!(
            diagnosis.mistakes().len() <= 2
                && (diagnosis.explains_signature() || mistakes.all(is_true)),
            "{flaws:?}: {diagnosis}"
        );
        if has(&a.mistake) && has(&b.mistake) {
            found.fetch_add(1, Ordering::Relaxed);
        } else {
            missed.lock().unwrap().push(format!(
                "{flaws:?}: {:?} {:?}",
                diagnosis.mistakes(),
                diagnosis.alternatives()
            ));
        }
    };
    let next = AtomicUsize::new(0);
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(2, usize::from) {
            scope.spawn(|| {
                while let Some((a, b)) = pairs.get(next.fetch_add(1, Ordering::Relaxed)) {
                    try_pair(a, b);
                }
            });
        }
    });
    let (tried, found, hidden) = (tried.into_inner(), found.into_inner(), hidden.into_inner());
    let missed = missed.into_inner().unwrap();
    println!("{}", missed.join("\n"));
    println!("pairs: {tried} tried, {found} found; of {hidden} more, one hides the other");
    assert!(tried > 2000, "{tried}");
    assert!(found * 10 >= tried * 9, "{found} of {tried}");
}
