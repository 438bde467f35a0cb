//! Reads bodies of all forms, whole and broken.

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
fn reads_the_code_and_the_message_in_every_form_of_json() {
    for body in [
        r#"{"error":{"code":"SSS_X","message":"No \"way\"."}}"#,
        r#"{"error":{"name":"SSS_X","message":"No \"way\"."}}"#,
        r#"{"code":"SSS_X","message":"No \"way\"."}"#,
        r#"{"errorCode":"SSS_X","errorMessage":"No \"way\"."}"#,
        r#"{"type":"error.SuiteScriptError","name":"SSS_X","message":"No \"way\".","stack":[]}"#,
        r#"{"error":"SSS_X","error_description":"No \"way\"."}"#,
        r#"{"error":"SSS_X","message":"No \"way\"."}"#,
        r#"[{"code":"SSS_X","message":"No \"way\"."}]"#,
        r#"{"o:errorDetails":{"detail":"No \"way\".","o:errorCode":"SSS_X"}}"#,
        r#"{"title":"Bad","status":400,"code":"SSS_X","detail":"No \"way\"."}"#,
        r#""{\"error\":{\"code\":\"SSS_X\",\"message\":\"No \\\"way\\\".\"}}""#,
        r#"{"o:errorDetails":[{"detail":"No \"way\".","o:errorCode":"SSS_X"},{"o:errorCode":"SSS_Y"}]}"#,
        "\u{feff}  {\"code\":\"SSS_X\",\"message\":\"\\u004eo \\\"way\\\".\\n\"}\r\n",
    ] {
        assert_read(body, CODE, MESSAGE);
    }
    // The error may be in any element of a list.
    let list = r#"[{"x":1},{"o:errorDetails":[{"detail":"Nein."}]}]"#;
    assert_eq!(read(403, &[], list).kind(), Kind::Permission);
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
    // The code may be in the message only.
    for body in [
        r#"{"error":{"message":"{\"code\":\"INVALID_REQUEST\",\"message\":\"No.\"}"}}"#,
        r#"{"error":{"code":"UNEXPECTED_ERROR","message":"{\"error\":{\"code\":\"INVALID_REQUEST\",\"message\":\"No.\"}}"}}"#,
        r#"{"error":{"code":"UNEXPECTED_ERROR","message":{"code":"INVALID_REQUEST","message":"No."}}}"#,
        r#"{"error":"{\"code\":\"INVALID_REQUEST\",\"message\":\"No.\"}"}"#,
        r#"[{"note":1},{"code":"X"},{"error":{"code":"INVALID_REQUEST","message":"No."}}]"#,
    ] {
        assert_read(body, Some("INVALID_REQUEST"), Some("No."));
        assert_eq!(read(400, &[], body).kind(), Kind::MalformedHeader);
    }
}

#[test]
fn shows_of_several_errors_the_one_that_decides() {
    let body = r#"{"o:errorDetails":[{"detail":"One","o:errorCode":"USER_ERROR"},{"detail":"Two","o:errorCode":"INSUFFICIENT_PERMISSION"}]}"#;
    let rejection = read(400, &[], body);
    assert_eq!(rejection.kind(), Kind::Permission);
    assert_eq!(rejection.code(), Some("INSUFFICIENT_PERMISSION"));
    assert_eq!(rejection.message(), Some("Two"));
    let text = format!("{rejection:#}");
    assert!(
        text.contains("\nbody: USER_ERROR: One\nbody: INSUFFICIENT_PERMISSION: Two\n"),
        "{text}"
    );
}

#[test]
fn reads_at_most_eight_errors() {
    let errors = r#"{"o:errorCode":"A"},"#.repeat(20);
    for body in [
        format!(r#"{{"o:errorDetails":[{}]}}"#, errors.trim_end_matches(',')),
        format!(r#"{{"o:errorDetails":[{errors}]}}"#),
        "<code>A</code>".repeat(20),
    ] {
        let text = format!("{:#}", read(400, &[], &body));
        assert_eq!(text.matches("\nbody: A").count(), 8, "{text}");
    }
}

#[test]
fn errors_of_rest_web_services_are_known_by_their_form() {
    let body = r#"{"o:errorDetails":[{"detail":"No.","o:errorCode":"NONEXISTENT_ID"}]}"#;
    assert_eq!(read(403, &[], body).kind(), Kind::Request);
    let body = r#"{"o:errorDetails":[{"detail":"Nein."}]}"#;
    assert_eq!(read(403, &[], body).kind(), Kind::Permission);
    assert_eq!(read(404, &[], body).kind(), Kind::Request);
    assert_eq!(read(400, &[], body).kind(), Kind::Unknown);
    // Without the list.
    let body = r#"{"title":"No.","o:errorCode":"INVALID_SEARCH"}"#;
    assert_read(body, Some("INVALID_SEARCH"), Some("No."));
    let body = r#"{"title":"Nein.","o:errorCode":"USER_ERROR"}"#;
    assert_eq!(read(403, &[], body).kind(), Kind::Permission);
}

#[test]
fn a_code_beside_the_details_is_read() {
    let outer = |items: &str| format!(r#"{{"o:errorCode":"OUTER","o:errorDetails":[{items}]}}"#);
    assert_read(&outer(r#"{"detail":"No."}"#), Some("OUTER"), Some("No."));
    let report = format!("{:#}", read(400, &[], outer(r#"{"detail":"No."}"#)));
    assert!(report.contains("\nbody: OUTER: No.\n"), "{report}");
    let both = outer(r#"{"detail":"No.","o:errorCode":"INNER"}"#);
    assert_read(&both, Some("INNER"), Some("No."));
    let report = format!("{:#}", read(400, &[], both));
    assert!(
        report.contains("\nbody: INNER: No.\nbody: OUTER\n"),
        "{report}"
    );
    let same = outer(r#"{"detail":"No.","o:errorCode":"OUTER"}"#);
    let report = format!("{:#}", read(400, &[], same));
    assert_eq!(report.matches("OUTER").count(), 1, "{report}");
}

/// A truncated code may be another code.
#[test]
fn a_cut_body_is_unknown_unless_a_code_or_a_phrase_is_left() {
    for (status, body) in [
        (403, r#"{"o:errorDetails":[{"detail":"No."#),
        (404, r#"{"o:errorDetails":[{"detail":"No."#),
        (400, r#"{"error" : {"code" : "INVALID_LOGIN"#),
        (404, r#"{"error" : {"code" : "INVALID_LOGIN_INVALID"#),
        (403, "<error><code>INVALID_LOGIN</code><message>"),
        (403, "<error><code>INVALID_LOGIN"),
        (403, "error code: INVALID_LOGIN"),
        (403, "erro"),
        (500, "<soapenv:Envelope><soapenv:Body"),
        (500, "<"),
    ] {
        let is_left = body.contains("</code>");
        let kind = read(status, &[], body).kind();
        let expected = if is_left {
            Kind::LoginRefused
        } else {
            Kind::Unknown
        };
        assert_eq!(kind, expected, "{body}");
    }
}

#[test]
fn broken_json_is_read_as_far_as_it_goes() {
    for body in [
        r#"{"error":{"code":"SSS_X","message":"No \"way\".",}}"#,
        r#"{"error":{"code":"SSS_X","message":"No \"way\"."}"#,
        r#"{"error":{"message":"No \"way\"." "code":"SSS_X"}}"#,
        r#"{"a":NaN,"error":{"code":"SSS_X","message":"No \"way\"."}}"#,
        r#"{"o:errorDetails":[{"detail":"No \"way\".","o:errorCode":"SSS_X"},]}"#,
        "{\"code\":\"SSS_X\",\"message\":\"No \\\"way\\\".\"}{}",
        "{\"code\":\"SSS_X\",\n\"message\":\"No\n\\\"way\\\".\"}",
    ] {
        assert_read(body, CODE, MESSAGE);
    }
    assert_read(
        r#"{"error":{"code":"SSS_X","message":"<a href="x">No</a>"}}"#,
        CODE,
        Some("<a href="),
    );
    // A text without its end may have lost half of a word.
    assert_read(r#"{"code":"SSS_X","message":"No wa"#, CODE, Some("No"));
    assert_read(r#"{"code":"SSS_X","message":"wa"#, CODE, None);
    assert_read(r#"{"code":400,"message":"No w"#, Some("400"), Some("No"));
    let body = r#"{"o:errorDetails":[{"detail":"One","o:errorCode":"A"},{"detail":"Two"}{"o:errorCode":"B"}"#;
    let text = format!("{:#}", read(400, &[], body));
    assert!(
        text.contains("\nbody: A: One\nbody: Two\nbody: B\n"),
        "{text}"
    );
}

/// A message that names a permission may be cut before the code that says so.
#[test]
fn a_cut_body_of_a_401_is_unknown_unless_a_code_or_a_phrase_refuses_the_login() {
    let permission = r#"{"error":{"message":"You need the 'Custom Lists' permission.","code":"INSUFFICIENT_PERMISSION"}}"#;
    assert_eq!(read(401, &[], permission).kind(), Kind::Permission);
    let login = r#"{"error":{"message":"Invalid login attempt.","code":"INVALID_LOGIN"}}"#;
    for length in 1..permission.len() {
        let kind = read(401, &[], &permission[..length]).kind();
        let has_code = permission[..length].contains("PERMISSION\"");
        let expected = if has_code {
            Kind::Permission
        } else {
            Kind::Unknown
        };
        assert_eq!(kind, expected, "{}", &permission[..length]);
    }
    for length in 1..login.len() {
        let kind = read(401, &[], &login[..length]).kind();
        let is_told = login[..length].contains("Invalid login a");
        let expected = if is_told {
            Kind::LoginRefused
        } else {
            Kind::Unknown
        };
        assert_eq!(kind, expected, "{}", &login[..length]);
    }
    // A page has no code, and another text is whole.
    for body in ["<html><title>Unauthorized", "Unauthorized", ""] {
        assert_eq!(read(401, &[], body).kind(), Kind::LoginRefused, "{body}");
    }
}

/// Then it is shown as it is, with the first code that is known.
#[test]
fn json_that_cannot_be_read_is_shown() {
    for body in [
        "{'error': {'code': 'INVALID_REQUEST', 'message': 'No.'}}",
        r#""title": "Bad Request", "o:errorDetails": [{"o:errorCode": "INVALID_REQUEST"}"#,
        r#"x": {"code":"INVALID_REQUEST"} y"#,
    ] {
        let rejection = read(400, &[], body);
        assert_eq!(rejection.code(), Some("INVALID_REQUEST"), "{body}");
        assert_eq!(rejection.kind(), Kind::MalformedHeader);
        let message = rejection.message().unwrap();
        assert!(
            body.starts_with(message.trim_end_matches(|c: char| !c.is_ascii())),
            "{message}"
        );
    }
    // A code at the end may be the start of another.
    let cut = read(400, &[], "{'code': 'INVALID_LOGIN");
    assert_eq!(cut.code(), None);
}

#[test]
fn reads_the_code_and_the_message_in_xml() {
    for body in [
        "<error><code>SSS_X</code><message>No \"way\".</message></error>",
        "<?xml version='1.0'?>\n<!-- <code>SSS_Y</code> --><error>\n<code a='b'>\n SSS_X </code>\n<message><![CDATA[No \"way\".]]></message></error>",
        "<error><message>No &quot;way&#x22;&#46;</message><code>SSS_X</code></error>",
        "<e:error><e:code>SSS_X</e:code><e:message>No \"way\". and",
        "<error><code>SSS_X<message>No \"way\".</error></code>",
    ] {
        assert_read(body, CODE, MESSAGE);
    }
    assert_read("<error><code/><message/></error>", None, None);
    // A message belongs to the code of its own element.
    let text = format!(
        "{:#}",
        read(
            400,
            &[],
            "<e><x><code>A</code></x><x><message>b</message></x></e>"
        )
    );
    assert!(text.contains("\nbody: A\nbody: b\n"), "{text}");
    assert_read("<error>", None, None);
    assert_read("<error", None, None);
    assert_read("<", None, None);
    assert_read("<code><![CDATA[SSS_X", None, None);
    assert_read("<code><![CDATA[SSS_X]]", None, None);
    assert_read("<code><![CDATA[SSS_X]]>", CODE, None);
    assert_read(
        "<message>&lt;a&gt; &amp; &quot;b&quot; &apos;c&apos;</message>",
        None,
        Some("<a> & \"b\" 'c'"),
    );
    assert_read(
        "<message>a &amp b &lt; &unknown; &#xd800; &#0; c</message>",
        None,
        Some("a &amp b < &unknown; &#xd800; \\u{0} c"),
    );
}

#[test]
fn reads_plain_text_and_the_title_of_pages() {
    assert_read(
        "Error code: SSS_X\nError message: No \"way\".",
        CODE,
        MESSAGE,
    );
    assert_read(
        "error message: No \"way\". error code: SSS_X",
        None,
        Some("error message: No \"way\". error code: SSS_X"),
    );
    assert_read("error code:", None, Some("error code:"));
    assert_read("error code: a", None, Some("error code: a"));
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
    assert_read(
        "<html><title>Error > <b>Sorry</b></title>",
        None,
        Some("Error > Sorry"),
    );
    assert_eq!(read(400, &[], b"caf\xe9").message(), Some("caf\u{fffd}"));
    // An error may have a page in its message.
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
        assert_eq!(read(200, &[], &page).message(), None);
        assert_eq!(read(403, &[], &page).kind(), Kind::WrongDomain);
    }
}

#[test]
fn reads_64_kib_and_no_more() {
    let start = r#"{"error":{"code":"INVALID_REQUEST"},"a":"#;
    let body = |length: usize| format!("{start}\"{}\"}}", "a ".repeat(length / 2));
    let fits = body(64 * 1024 - start.len() - 3);
    assert!(fits.len() > 64 * 1024 - 3 && fits.len() <= 64 * 1024);
    // A code after the limit is not seen, and one before it is.
    for (body, code) in [
        (fits.clone(), Some("INVALID_REQUEST")),
        (format!("{fits}  "), Some("INVALID_REQUEST")),
        (format!("[\"{}\",{fits}]", "b ".repeat(32 * 1024)), None),
    ] {
        assert_eq!(read(400, &[], body).code(), code);
    }
    // An unknown code decides only if the body is whole.
    let unknown = |padding: usize| {
        let body = format!(r#"{{"error":{{"code":"SSS_X"}}}}{}"#, " ".repeat(padding));
        (body.len(), read(400, &[], body).kind())
    };
    assert_eq!(unknown(64 * 1024 - 26), (64 * 1024, Kind::Request));
    assert_eq!(unknown(64 * 1024 - 25), (64 * 1024 + 1, Kind::Unknown));
}
