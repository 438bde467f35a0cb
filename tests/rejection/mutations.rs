//! A response that was cut, reordered, translated or written otherwise is about the same, or
//! unknown.

use netsuite_oauth1::rejection::{Kind, Rejection};
use serde_json::Value;

use crate::fixtures::fixtures;
use crate::read_any;
use crate::reports::reports;

/// A generator that gives the same numbers in every run (Marsaglia's xorshift).
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % bound as u64).unwrap()
    }
}

#[derive(Debug)]
struct Response {
    name: String,
    status: u16,
    headers: Vec<(String, String)>,
    body: String,
}

impl Response {
    fn read(&self, body: &str) -> Option<Rejection> {
        let headers: Vec<(&str, &str)> = self
            .headers
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        read_any(self.status, &headers, body)
    }
}

fn responses() -> Vec<Response> {
    let reports = reports("rejection").into_iter().map(|report| {
        let input = &report["input"];
        let headers = input["headers"].as_object().unwrap();
        Response {
            name: report["id"].to_string(),
            status: u16::try_from(input["status"].as_u64().unwrap()).unwrap(),
            headers: headers
                .iter()
                .map(|(name, value)| (name.clone(), value.as_str().unwrap().to_owned()))
                .collect(),
            body: input["body"].as_str().unwrap().to_owned(),
        }
    });
    let published = fixtures().map(|fixture| Response {
        name: fixture.name.to_owned(),
        status: fixture.status,
        headers: fixture
            .headers
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect(),
        body: fixture.body.to_owned(),
    });
    reports.chain(published).collect()
}

/// Cuts the end off, but leaves something.
fn cut(body: &str, random: &mut Random) -> String {
    let length = 1 + random.below(body.chars().count() - 1);
    body.chars().take(length).collect()
}

/// Puts the members of JSON objects, or the children of a SOAP fault, into another order.
fn reorder(body: &str, random: &mut Random) -> String {
    fn shuffle<T>(items: &mut [T], random: &mut Random) {
        for at in (1..items.len()).rev() {
            items.swap(at, random.below(at + 1));
        }
    }
    /// Writes JSON with its members shuffled.
    fn write(value: &Value, random: &mut Random) -> String {
        match value {
            Value::Object(members) => {
                let mut members: Vec<String> = members
                    .iter()
                    .map(|(name, value)| {
                        format!("{}:{}", Value::from(name.as_str()), write(value, random))
                    })
                    .collect();
                shuffle(&mut members, random);
                format!("{{{}}}", members.join(","))
            }
            Value::Array(items) => {
                let items: Vec<String> = items.iter().map(|item| write(item, random)).collect();
                format!("[{}]", items.join(","))
            }
            value => value.to_string(),
        }
    }
    if let Ok(value) = serde_json::from_str::<Value>(body) {
        return write(&value, random);
    }
    // Each pair of neighbours in turn: code and message, faultstring and detail.
    let Ok(document) = roxmltree::Document::parse(body) else {
        return body.to_owned();
    };
    let parents: Vec<_> = document
        .descendants()
        .filter(|node| node.children().filter(roxmltree::Node::is_element).count() > 1)
        .collect();
    let Some(parent) = parents.get(random.below(parents.len().max(1))) else {
        return body.to_owned();
    };
    let mut children: Vec<&str> = parent
        .children()
        .filter(roxmltree::Node::is_element)
        .map(|child| &body[child.range()])
        .collect();
    let (start, end) = (
        parent.first_element_child().unwrap().range().start,
        parent.last_element_child().unwrap().range().end,
    );
    shuffle(&mut children, random);
    format!("{}{}{}", &body[..start], children.join("\n"), &body[end..])
}

fn rename_prefixes(body: &str, random: &mut Random) -> String {
    let mut body = body.to_owned();
    if body.contains("xmlns:") || body.contains("Fault>") {
        for prefix in ["soapenv", "platformFaults", "ns1", "platformCore"] {
            let renamed = ["a", "SOAP-ENV", "ns7", "x-y.z"][random.below(4)];
            body = body
                .replace(&format!("<{prefix}:"), &format!("<{renamed}:"))
                .replace(&format!("</{prefix}:"), &format!("</{renamed}:"))
                .replace(&format!("xmlns:{prefix}="), &format!("xmlns:{renamed}="));
        }
    }
    body
}

/// Replaces the messages by words that no phrase knows.
fn translate(body: &str, random: &mut Random) -> String {
    const WORDS: [&str; 4] = [
        "Ungültige Anfrage, bitte den Administrator fragen.",
        "Usted no tiene permiso para 'Listas -> Moneda'.",
        "権限がありません。",
        "Vos droits sont insuffisants : contactez l'administrateur.",
    ];
    let words = WORDS[random.below(WORDS.len())];
    let mut translated = String::new();
    let mut rest = body;
    let starts = [
        "message>",
        "faultstring>",
        "\"message\" : \"",
        "\"message\":\"",
        "\"message\": \"",
        "\"detail\":\"",
        "\"detail\": \"",
        "error message: ",
        "\\\"message\\\":\\\"",
        "\\\"message\\\": \\\"",
        "<h1>",
        "<title>",
    ];
    while let Some((at, start)) = starts
        .iter()
        .filter_map(|start| Some((rest.find(start)?, *start)))
        .min()
    {
        let (before, after) = rest.split_at(at + start.len());
        let is_closing = before.ends_with(&format!("/{start}"))
            || before[..at]
                .rsplit('<')
                .next()
                .is_some_and(|tag| tag.starts_with('/'));
        translated.push_str(before);
        rest = after;
        if is_closing || after.starts_with('{') || after.starts_with("\\\"{") {
            continue;
        }
        let end = after.find(['<', '"', '\\']).unwrap_or(after.len());
        translated.push_str(words);
        rest = &after[end..];
    }
    translated + rest
}

/// Puts white space where both formats allow it, and into messages.
fn space_out(body: &str, random: &mut Random) -> String {
    let space = ["\n", "\r\n  ", "\t", "   "][random.below(4)];
    let is_json = body.trim_start().starts_with(['{', '[']);
    let spaced = if is_json {
        // But not within a string that holds JSON.
        body.replace("\\\":", "\u{1}")
            .replace("\":", &format!("\"{space}:{space}"))
            .replace('\u{1}', "\\\":")
    } else {
        body.replace("><", &format!(">{space}<"))
    };
    format!("{space}{spaced}{space}")
}

/// `None` is a response that seems to refuse nothing, which only a cut can make of a status of 200.
fn is_same_or_unknown(found: Option<&Rejection>, expected: Kind) -> bool {
    found.is_none_or(|found| found.kind() == expected || found.kind() == Kind::Unknown)
}

#[test]
fn gives_the_same_kind_or_unknown() {
    let mutations = [cut, reorder, rename_prefixes, translate, space_out];
    let mut counts = [0; 3];
    for (seed, response) in (1..).zip(responses()) {
        if response.body.chars().count() < 2 {
            continue;
        }
        let rejection = response.read(&response.body).unwrap();
        let mut random = Random(0x9e37_79b9_7f4a_7c15 ^ seed);
        for number in 0..100 {
            let mut body = response.body.clone();
            // Single mutations first, then two or three at once.
            if number < 50 {
                body = mutations[number % 5](&body, &mut random);
            } else {
                for _ in 0..2 + random.below(2) {
                    if body.trim().chars().count() > 1 {
                        body = mutations[random.below(5)](&body, &mut random);
                    }
                }
            }
            if body.trim().is_empty() {
                continue;
            }
            let found = response.read(&body);
            let (name, kind) = (&response.name, rejection.kind());
            assert!(
                is_same_or_unknown(found.as_ref(), kind),
                "{name}: {kind:?} became {:?} in {body:?}",
                found.map(|found| found.kind())
            );
            assert!(found.is_some() || response.status == 200, "{name}: {body}");
            counts[match found {
                Some(found) if found.kind() == kind => 0,
                Some(_) => 1,
                None => 2,
            }] += 1;
        }
    }
    let [same, unknown, none] = counts;
    // Without this, a reader that knows nothing would pass.
    assert!(same > 3 * (unknown + none), "{counts:?}");
}

#[test]
fn reads_the_same_whatever_a_mutation_leaves_alone() {
    for (seed, response) in (1..).zip(responses()) {
        let rejection = response.read(&response.body).unwrap();
        let mut random = Random(seed);
        for mutate in [reorder, rename_prefixes, space_out] {
            let body = mutate(&response.body, &mut random);
            let found = response.read(&body).unwrap();
            assert_eq!(found.kind(), rejection.kind(), "{}: {body}", response.name);
            assert_eq!(found.code(), rejection.code(), "{}: {body}", response.name);
        }
    }
}
