use std::time::Instant;

use http::Method;
use netsuite_oauth1::{Consumer, Credentials, Token};
use netsuite_oauth1_diagnosis::{Diagnosis, Mistake};
use serde_json::Value;

#[test]
fn measure() {
    let text = std::fs::read_to_string("/work/shared/cases/clients.jsonl").unwrap();
    let mut slow = std::time::Duration::ZERO;
    for line in text.lines() {
        let row: Value = serde_json::from_str(line).unwrap();
        let get = |name: &str| row[name].as_str().unwrap_or_default();
        let credentials = Credentials::new(
            get("account").parse().unwrap(),
            Consumer::new(get("consumer_key"), get("consumer_secret")).unwrap(),
            Token::new(get("token_id"), get("token_secret")).unwrap(),
        );
        let method: Method = get("method").parse().unwrap();
        let cpu = || {
            std::fs::read_to_string("/proc/thread-self/schedstat")
                .unwrap()
                .split(' ')
                .next()
                .unwrap()
                .parse::<u64>()
                .unwrap()
        };
        let c0 = cpu();
        let start = Instant::now();
        let d = Diagnosis::of_header(
            &credentials,
            &method,
            get("url"),
            get("authorization"),
            get("body").as_bytes(),
        );
        let spent = cpu() - c0;
        if spent > 4_000_000 {
            eprintln!("{} us", spent / 1000);
        }
        slow = slow.max(start.elapsed());
        let codes = |m: &[Mistake]| m.iter().map(Mistake::code).collect::<Vec<_>>().join(" + ");
        let alts: Vec<String> = d.alternatives().iter().map(|a| codes(a)).collect();
        println!(
            "{}\t{}\t{}\t{}\t{}\t{}\t{:?}",
            row["right"],
            d.verdict(),
            codes(d.mistakes()),
            alts.join(" / "),
            get("true_mistake"),
            get("client"),
            start.elapsed()
        );
    }
    println!("slowest {slow:?}");
    let reports: Value =
        serde_json::from_str(&std::fs::read_to_string("/work/shared/cases/reports.json").unwrap())
            .unwrap();
    for r in reports.as_array().unwrap() {
        if r["kind"] != "diagnosis" {
            continue;
        }
        let get = |name: &str| r["input"][name].as_str().unwrap_or_default();
        let credentials = Credentials::new(
            get("account").parse().unwrap(),
            Consumer::new(get("ck"), get("cs")).unwrap(),
            Token::new(get("tk"), get("ts")).unwrap(),
        );
        let method: Method = get("method").parse().unwrap();
        let d = Diagnosis::of_header(
            &credentials,
            &method,
            get("url"),
            get("authorization"),
            get("body").as_bytes(),
        );
        let codes = |m: &[Mistake]| m.iter().map(Mistake::code).collect::<Vec<_>>().join(" + ");
        let alts: Vec<String> = d.alternatives().iter().map(|a| codes(a)).collect();
        println!(
            "REPORT\t{}\t{}\t{}\t{}\t{}",
            r["id"],
            d.verdict(),
            codes(d.mistakes()),
            alts.join(" / "),
            r["expected"]
        );
    }
}
