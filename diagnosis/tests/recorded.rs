//! Headers of real clients, and headers from bug reports. The diagnosis must name all mistakes of a
//! header, and no others. See `recorded/README.md`.

#[path = "recorded/cases.rs"]
mod cases;

use std::collections::BTreeSet;

use netsuite_oauth1_diagnosis::{Diagnosis, Mistake, Verdict};

use crate::cases::Case;

/// Compares the mistakes that the diagnosis names with the recorded ones.
fn check(case: &Case) -> Result<(), String> {
    let Case {
        credentials,
        method,
        url,
        authorization,
        body,
        ..
    } = case;
    let diagnosis = Diagnosis::of_header(credentials, method, url, authorization, body.as_bytes());
    let shown = format!("{diagnosis} {diagnosis:?}");
    assert!(!shown.contains(credentials.consumer().secret()), "{shown}");
    assert!(!shown.contains(credentials.token().secret()), "{shown}");

    let found = diagnosis.mistakes().iter().map(Mistake::code);
    let found: BTreeSet<String> = found.map(str::to_owned).collect();
    let verdict = match diagnosis.verdict() {
        Verdict::Right => case.mistakes.is_empty(),
        Verdict::Explained => !case.mistakes.is_empty(),
        Verdict::NotComputed => ["not-oauth", "signature-method"]
            .iter()
            .any(|code| case.mistakes.contains(*code)),
        _ => false,
    };
    if verdict && found == case.mistakes {
        Ok(())
    } else {
        Err(format!(
            "{}: expected {:?}\n{url}\n{authorization}\n{diagnosis}\n",
            case.name, case.mistakes
        ))
    }
}

fn check_all(cases: &[Case]) {
    let failed: Vec<String> = cases.iter().filter_map(|case| check(case).err()).collect();
    let (total, named) = (cases.len(), cases.len() - failed.len());
    println!("the mistakes of {named} of {total} cases are named");
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

#[test]
fn names_what_real_clients_do_wrong() {
    check_all(&cases::of_clients());
}

#[test]
fn names_what_bug_reports_are_about() {
    check_all(&cases::of_reports());
}
