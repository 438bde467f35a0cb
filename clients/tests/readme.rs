//! The README shows real output.

use http::{HeaderMap, StatusCode};
use netsuite_oauth1::rejection::Rejection;

#[test]
fn the_readme_shows_the_beginning_of_a_report() {
    let body = r#"{"status": 400, "o:errorDetails": [{
        "detail": "Your current role does not have permission to perform this action.",
        "o:errorCode": "USER_ERROR"
    }]}"#;
    let rejection = Rejection::from_parts(StatusCode::BAD_REQUEST, &HeaderMap::new(), body);
    let report = format!("{:#}", rejection.unwrap());
    let beginning: Vec<&str> = report.lines().take(4).collect();
    let expected = format!("\n```text\n{}\n```\n", beginning.join("\n"));
    let readme = include_str!("../../README.md");
    assert!(readme.contains(&expected), "{report}");
}
