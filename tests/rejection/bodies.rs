//! Bodies that are broken, nested or something else.

use netsuite_oauth1::rejection::Kind;

use crate::read;

#[track_caller]
fn assert_read(body: &str, code: Option<&str>, message: Option<&str>) {
    let rejection = read(400, &[], body);
    assert_eq!(
        (rejection.code(), rejection.message()),
        (code, message),
        "{body}"
    );
}

const CODE: Option<&str> = Some("SSS_X");
const MESSAGE: Option<&str> = Some("No \"way\".");

#[test]
fn json() {
    for body in [
        r#"{"error":{"code":"SSS_X","message":"No \"way\"."}}"#,
        r#"{"error":{"name":"SSS_X","message":"No \"way\"."}}"#,
        r#"{"code":"SSS_X","message":"No \"way\"."}"#,
        r#"{"errorCode":"SSS_X","errorMessage":"No \"way\"."}"#,
        r#"{"type":"error.SuiteScriptError","name":"SSS_X","message":"No \"way\".","stack":[]}"#,
        r#"{"error":"SSS_X","error_description":"No \"way\"."}"#,
        r#"{"error":"SSS_X","message":"No \"way\"."}"#,
        r#"[{"code":"SSS_X","message":"No \"way\"."}]"#,
        r#""{\"error\":{\"code\":\"SSS_X\",\"message\":\"No \\\"way\\\".\"}}""#,
        r#"{"o:errorDetails":[{"detail":"No \"way\".","o:errorCode":"SSS_X"},{"o:errorCode":"SSS_Y"}]}"#,
        "\u{feff}  {\"code\":\"SSS_X\",\"message\":\"\\u004eo \\\"way\\\".\\n\"}\r\n",
    ] {
        assert_read(body, CODE, MESSAGE);
    }
    for body in [
        "{}",
        "[]",
        "null",
        "1",
        r#"{"error":null}"#,
        r#"{"error":{}}"#,
        r#"{"o:errorDetails":[]}"#,
        r#"{"o:errorDetails":[{}]}"#,
        r#"{"code":{}}"#,
        r#"{"id":"7","name":"Acme"}"#,
    ] {
        assert_read(body, None, None);
    }
    // The code may be within the message alone.
    for body in [
        r#"{"error":{"message":"{\"code\":\"INVALID_REQUEST\",\"message\":\"No.\"}"}}"#,
        r#"{"error":{"code":"UNEXPECTED_ERROR","message":"{\"error\":{\"code\":\"INVALID_REQUEST\",\"message\":\"No.\"}}"}}"#,
        r#"{"error":{"code":"UNEXPECTED_ERROR","message":{"code":"INVALID_REQUEST","message":"No."}}}"#,
    ] {
        assert_read(body, Some("INVALID_REQUEST"), Some("No."));
        assert_eq!(read(400, &[], body).kind(), Kind::MalformedHeader);
    }
}

#[test]
fn of_several_errors_the_one_that_says_the_kind() {
    let body = r#"{"o:errorDetails":[{"detail":"One","o:errorCode":"USER_ERROR"},{"detail":"Two","o:errorCode":"INSUFFICIENT_PERMISSION"}]}"#;
    let rejection = read(400, &[], body);
    assert_eq!(rejection.kind(), Kind::Permission);
    assert_eq!(rejection.code(), Some("INSUFFICIENT_PERMISSION"));
    assert_eq!(rejection.message(), Some("Two"));
    let text = rejection.to_string();
    assert!(
        text.contains("\nbody: USER_ERROR: One\nbody: INSUFFICIENT_PERMISSION: Two\n"),
        "{text}"
    );
}

#[test]
fn eight_errors_are_enough() {
    let errors = r#"{"o:errorCode":"A"},"#.repeat(20);
    for body in [
        format!(r#"{{"o:errorDetails":[{}]}}"#, errors.trim_end_matches(',')),
        format!(r#"{{"o:errorDetails":[{errors}]}}"#),
        "<code>A</code>".repeat(20),
    ] {
        let text = read(400, &[], &body).to_string();
        assert_eq!(text.matches("\nbody: A").count(), 8, "{text}");
    }
}

#[test]
fn errors_of_rest_web_services_are_known_by_their_form() {
    for body in [
        r#"{"o:errorDetails":[{"detail":"No.","o:errorCode":"NONEXISTENT_ID"}]}"#,
        r#"{"o:errorDetails":[{"detail":"No.","o:errorCode":"NONEXISTENT_ID"},]}"#,
        r#"{"o:errorDetails":[{"detail":"No."#,
    ] {
        assert_eq!(read(403, &[], body).kind(), Kind::Permission, "{body}");
        assert_eq!(read(404, &[], body).kind(), Kind::Request, "{body}");
    }
    let other = r#"{"error":{"code":"NONEXISTENT_ID"}}"#;
    assert_eq!(read(404, &[], other).kind(), Kind::ScriptNotFound);
}

/// A host that is not NetSuite's knows none of its codes.
#[test]
fn a_code_has_come_from_the_service() {
    for body in [
        r#"{"error":{"code":"UNEXPECTED_ERROR","message":"m"}}"#,
        "<error><code>UNEXPECTED_ERROR</code><message>m</message></error>",
        "error code: UNEXPECTED_ERROR error message: m",
    ] {
        assert_eq!(read(403, &[], body).kind(), Kind::Request, "{body}");
    }
    for body in [
        "",
        r#"{"error":"Forbidden"}"#,
        r#"{"code":403,"message":"Forbidden"}"#,
        "<html><title>Forbidden</title></html>",
    ] {
        assert_eq!(read(403, &[], body).kind(), Kind::WrongDomain, "{body}");
    }
}

/// SOAP 1.2 section 5.4.
#[test]
fn faults_of_soap_1_2() {
    let fault = |code: &str, text: &str| {
        format!(
            "<env:Envelope xmlns:env=\"http://www.w3.org/2003/05/soap-envelope\"><env:Body><env:Fault><env:Code><env:Value>{code}</env:Value></env:Code><env:Reason><env:Text xml:lang=\"en\">{text}</env:Text></env:Reason></env:Fault></env:Body></env:Envelope>"
        )
    };
    let refused = read(500, &[], fault("env:Sender", "Invalid login attempt."));
    assert_eq!(refused.kind(), Kind::LoginRefused);
    assert!(!refused.can_retry());
    assert_eq!(refused.code(), Some("env:Sender"));
    assert_eq!(refused.message(), Some("Invalid login attempt."));
    let broken = read(500, &[], fault("env:Receiver", "Out of order"));
    assert_eq!(broken.kind(), Kind::ServerError);
    // Elsewhere these are elements as any other.
    assert_read("<error><Value>a</Value><Text>b</Text></error>", None, None);
}

#[test]
fn broken_json() {
    for body in [
        r#"{"error":{"code":"SSS_X","message":"No \"way\".",}}"#,
        r#"{"error":{"code":"SSS_X","message":"No \"way\"."}"#,
        r#"{"error" : {"code" : "SSS_X", "message" : "No \"way\"."#,
        r#"{"error":{"message":"No \"way\"." "code":"SSS_X"}}"#,
        r#"{'error':{'code':'SSS_X','message':'No "way".'}}"#,
        r#"x {"error":{"code":"SSS_X","message":"No \"way\"."}} y"#,
        r#"{"a":NaN,"error":{"code":"SSS_X","message":"No \"way\"."}}"#,
        r#"{"o:errorDetails":[{"detail":"No \"way\".","o:errorCode":"SSS_X"},]}"#,
        "{\"code\":\"SSS_X\",\"message\":\"No \\\"way\\\".\"}{}",
    ] {
        assert_read(body, CODE, MESSAGE);
    }
    assert_read(
        r#"{"error":{"code":"SSS_X","message":"<a href="x">No</a>"}}"#,
        CODE,
        Some("<a href="),
    );
    assert_read(
        r#"{"message":"<div class="a" title="b">","code":"SSS_X"}"#,
        CODE,
        Some("<div class="),
    );
    assert_read(r#"{"code":"SSS_X"#, CODE, None);
    assert_read(r#"{"code":400,"message":"No"#, Some("400"), Some("No"));
    assert_read(
        r#"{"error":"{\"code\":\"SSS_X\",\"message\":\"No."#,
        CODE,
        Some("No."),
    );
    assert_read(r#"{"code":"#, None, None);
    // Two errors are kept apart.
    let body = r#"{"o:errorDetails":[{"detail":"One","o:errorCode":"A"},{"detail":"Two"}{"o:errorCode":"B"}"#;
    let text = read(400, &[], body).to_string();
    assert!(
        text.contains("\nbody: A: One\nbody: Two\nbody: B\n"),
        "{text}"
    );
}

#[test]
fn xml() {
    for body in [
        "<error><code>SSS_X</code><message>No \"way\".</message></error>",
        "<?xml version='1.0'?>\n<!-- <code>SSS_Y</code> --><error>\n<code a='b'>\n SSS_X </code>\n<message><![CDATA[No \"way\".]]></message></error>",
        "<error><message>No &quot;way&#x22;&#46;</message><code>SSS_X</code></error>",
        "<e:error><e:code>SSS_X</e:code><e:message>No \"way\".",
        "<error><code>SSS_X<message>No \"way\".</error></code>",
    ] {
        assert_read(body, CODE, MESSAGE);
    }
    assert_read("<error><code/><message/></error>", None, None);
    assert_read("<error>", None, None);
    assert_read("<error", None, None);
    assert_read("<", None, None);
    assert_read("<code><![CDATA[SSS_X", CODE, None);
    assert_read(
        "<message>a &amp b &lt; &unknown; &#xd800; &#0; c</message>",
        None,
        Some("a &amp b < &unknown; &#xd800; \\0 c"),
    );
}

#[test]
fn text_and_pages() {
    assert_read(
        "Error code: SSS_X\nError message: No \"way\".",
        CODE,
        MESSAGE,
    );
    assert_read(
        "error message: No \"way\". error code: SSS_X",
        CODE,
        Some("No \"way\". error code: SSS_X"),
    );
    assert_read("error code:", None, Some("error code:"));
    assert_read(
        "upstream connect error",
        None,
        Some("upstream connect error"),
    );
    assert_read("\0\0", None, None);
    assert_read("\x1f\u{8b}\0", None, None);
    assert_read("<HTML><TITLE>\n Sorry\n</TITLE>", None, Some("Sorry"));
    assert_read(
        "<html><title> </title><h1 class=a>Sorry</h1>",
        None,
        Some("Sorry"),
    );
    assert_read("<!doctype html><title>Sorry", None, None);
    assert_eq!(read(400, &[], b"caf\xe9").message(), Some("caf\u{fffd}"));
    // A page in another body does not make that one a page.
    for page in ["<![CDATA[<html>no</html>]]>", "<html>no</html>"] {
        let body = format!(
            "<error><code>SSS_REQUEST_LIMIT_EXCEEDED</code><message>{page}</message></error>"
        );
        let limit = read(400, &[], &body);
        assert_eq!(limit.kind(), Kind::ConcurrencyLimit, "{body}");
        assert_eq!(limit.code(), Some("SSS_REQUEST_LIMIT_EXCEEDED"));
    }
    for start in [
        "<?xml version=\"1.0\"?>\n",
        "<!-- <error> -->",
        "<!-- a -->\n<?a?> <!-- b -->",
        "<!DOCTYPE HTML PUBLIC \"-//W3C//DTD HTML 4.01//EN\">\r\n",
    ] {
        let body = format!("{start}<HTML><title>Sorry</title>");
        assert_read(&body, None, Some("Sorry"));
    }
    assert_read(
        r#"{"code":"SSS_X","message":"<html><title>Sorry</title></html>"}"#,
        CODE,
        Some("<html><title>Sorry</title></html>"),
    );
    assert_read(
        "no <html><title>Sorry</title>",
        None,
        Some("no <html><title>Sorry</title>"),
    );
    for password in ["type=\"password\"", "TYPE='password'", "type=password"] {
        let page = format!("<html><input {password}></html>");
        assert_eq!(read(200, &[], &page).kind(), Kind::LoginPage);
        assert_eq!(read(403, &[], &page).kind(), Kind::WrongDomain);
    }
}

#[test]
fn only_the_start_is_read() {
    let body = format!("{{\"a\":\"{}\",\"code\":\"SSS_X\"}}", "a ".repeat(40_000));
    assert_read(&body, None, None);
    let body = format!("{{\"code\":\"SSS_X\",\"a\":\"{}\"}}", "a ".repeat(40_000));
    assert_read(&body, CODE, None);
}
