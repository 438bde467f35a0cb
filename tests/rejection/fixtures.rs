//! Responses as NetSuite sends them, each with the public page or repository that quotes it.
//!
//! A status that the source does not have is from Oracle's pages on errors. Without a source, the
//! status and the code are from these pages and the rest is made up.

use netsuite_oauth1::rejection::Kind;

use crate::Fixture;
use crate::soap_fixtures::SOAP_FIXTURES;

const CHALLENGE: (&str, &str) = (
    "www-authenticate",
    r#"OAuth realm="1234567_SB1", error="token_rejected", error_description="Invalid login attempt.""#,
);
const JSON: (&str, &str) = ("content-type", "application/json;charset=utf-8");
const REST: (&str, &str) = (
    "content-type",
    "application/vnd.oracle.resource+json; type=error; charset=UTF-8",
);
pub(crate) const XML: (&str, &str) = ("content-type", "text/xml;charset=utf-8");
const HTML: (&str, &str) = ("content-type", "text/html;charset=utf-8");

const INVALID_LOGIN: &str = "Invalid login attempt. For more details, see the Login Audit Trail in the NetSuite UI at Setup > Users/Roles > \
     User Management > View Login Audit Trail.";

pub(crate) fn fixtures() -> impl Iterator<Item = &'static Fixture> {
    FIXTURES.iter().chain(SOAP_FIXTURES)
}

const FIXTURES: &[Fixture] = &[
    // RESTlets. The three forms are those of Oracle's section_4634920277.
    Fixture {
        name: "RESTlet, JSON (Oracle: section_4634920277)",
        status: 401,
        headers: &[JSON, CHALLENGE],
        body: r#"{"error" : {"code" : "INVALID_LOGIN_ATTEMPT", "message" : "Invalid login attempt."}}"#,
        kind: Kind::LoginRefused,
        code: Some("INVALID_LOGIN_ATTEMPT"),
        message: Some("Invalid login attempt."),
    },
    Fixture {
        name: "RESTlet, XML (Oracle: section_4634920277)",
        status: 401,
        headers: &[XML],
        body: "<error>\n  <code>INVALID_LOGIN_ATTEMPT</code>\n  <message>Invalid login attempt.</message>\n</error>",
        kind: Kind::LoginRefused,
        code: Some("INVALID_LOGIN_ATTEMPT"),
        message: Some("Invalid login attempt."),
    },
    Fixture {
        name: "RESTlet, text (Oracle: section_4634920277)",
        status: 401,
        headers: &[("content-type", "text/plain;charset=utf-8")],
        body: "error code: INVALID_LOGIN_ATTEMPT error message: Invalid login attempt.",
        kind: Kind::LoginRefused,
        code: Some("INVALID_LOGIN_ATTEMPT"),
        message: Some("Invalid login attempt."),
    },
    Fixture {
        name: "RESTlet, text on two lines",
        status: 400,
        headers: &[],
        body: "error code: SSS_INVALID_SCRIPTLET_ID\r\nerror message: That Suitelet is invalid, disabled, or no longer exists.\r\n",
        kind: Kind::ScriptNotFound,
        code: Some("SSS_INVALID_SCRIPTLET_ID"),
        message: Some("That Suitelet is invalid, disabled, or no longer exists."),
    },
    Fixture {
        name: "RESTlet, login refused with 403",
        status: 403,
        headers: &[JSON],
        body: r#"{"error" : {"code" : "INVALID_LOGIN_ATTEMPT", "message" : "Invalid login attempt."}}"#,
        kind: Kind::LoginRefused,
        code: Some("INVALID_LOGIN_ATTEMPT"),
        message: Some("Invalid login attempt."),
    },
    Fixture {
        name: "RESTlet, header",
        status: 400,
        headers: &[JSON],
        body: r#"{"error" : {"code" : "INVALID_REQUEST", "message" : "Invalid request."}}"#,
        kind: Kind::MalformedHeader,
        code: Some("INVALID_REQUEST"),
        message: Some("Invalid request."),
    },
    Fixture {
        name: "RESTlet, wrong domain (Oracle: section_4634920277)",
        status: 403,
        headers: &[],
        body: "",
        kind: Kind::WrongDomain,
        code: None,
        message: None,
    },
    Fixture {
        name: "RESTlet, wrong data center (Oracle: section_4634920277)",
        status: 302,
        headers: &[(
            "location",
            "https://1234567.restlets.api.netsuite.com/app/site/hosting/restlet.nl?script=1&deploy=1",
        )],
        body: "",
        kind: Kind::Redirect,
        code: None,
        message: None,
    },
    Fixture {
        name: "RESTlet, content type (Oracle: section_4634920277)",
        status: 415,
        headers: &[],
        body: "",
        kind: Kind::ContentType,
        code: None,
        message: None,
    },
    Fixture {
        name: "RESTlet, not found (Oracle: section_4634920277)",
        status: 404,
        headers: &[],
        body: "",
        kind: Kind::ScriptNotFound,
        code: None,
        message: None,
    },
    Fixture {
        name: "RESTlet, script: two READMEs of NetSuite clients for OAuth 2.0",
        status: 404,
        headers: &[JSON],
        body: r#"{"error":{"code":"SSS_INVALID_SCRIPTLET_ID","message":"That Suitelet is invalid, disabled, or no longer exists."}}"#,
        kind: Kind::ScriptNotFound,
        code: Some("SSS_INVALID_SCRIPTLET_ID"),
        message: Some("That Suitelet is invalid, disabled, or no longer exists."),
    },
    Fixture {
        name: "RESTlet, concurrency, in the user's language: a test of a public client of the RESTlets of a plant",
        status: 400,
        headers: &[JSON],
        body: r#"{"error" : {"code" : "SSS_REQUEST_LIMIT_EXCEEDED","message" : "Se excedio el limite de solicitudes."}}"#,
        kind: Kind::ConcurrencyLimit,
        code: Some("SSS_REQUEST_LIMIT_EXCEEDED"),
        message: Some("Se excedio el limite de solicitudes."),
    },
    Fixture {
        name: "RESTlet, concurrency with 429",
        status: 429,
        headers: &[JSON],
        body: r#"{"error":{"code":"SSS_REQUEST_LIMIT_EXCEEDED"}}"#,
        kind: Kind::ConcurrencyLimit,
        code: Some("SSS_REQUEST_LIMIT_EXCEEDED"),
        message: None,
    },
    Fixture {
        name: "RESTlet, what a script throws: a comment in a SuiteScript file of a Brazilian tax bundle",
        status: 400,
        headers: &[JSON],
        body: r#"{"error" : {"code" : "ERROR AvaTAxBR", "message" : "{\"type\":\"error.SuiteScriptError\",\"name\":\"ERROR AvaTAxBR\",\"message\":\"SUBSIDIÁRIA - Campo \\\"Client Id\\\" não está definido.\",\"stack\":[\"createError(N/error)\"]}"}}"#,
        kind: Kind::Request,
        code: Some("ERROR AvaTAxBR"),
        message: Some("SUBSIDIÁRIA - Campo \"Client Id\" não está definido."),
    },
    Fixture {
        name: "RESTlet, what a script throws, with line breaks in its strings: netsuite-upload-org/netsuite-upload issue 22",
        status: 400,
        headers: &[],
        body: r#"{
    "type": "error.SuiteScriptError",
    "name": "SSS_INVALID_SRCH_OPERATOR",
    "message": "An nlobjSearchFilter contains an invalid operator, or is not in proper syntax: name.
    ",
    "stack": ["each(N/searchObject)",
        "postFunc(/SuiteScripts/Visual Studio/vscodeExtensionRestlet.js:392)"
    ],
    "cause": {
        "type": "internal error",
        "code": "SSS_INVALID_SRCH_OPERATOR",
        "details": "An nlobjSearchFilter contains an invalid operator,
        or is not in proper syntax: name.
        "
    }
}"#,
        kind: Kind::Request,
        code: Some("SSS_INVALID_SRCH_OPERATOR"),
        message: Some(
            "An nlobjSearchFilter contains an invalid operator, or is not in proper syntax: name.",
        ),
    },
    Fixture {
        name: "RESTlet, wrapped by a gateway and cut: getlago/lago-api pull request 4874",
        status: 403,
        headers: &[],
        body: r#"{"error":{"payload":{"error":{"code":"INVALID_LOGIN_ATTEMPT","message":"Invalid login attempt."}}"#,
        kind: Kind::LoginRefused,
        code: Some("INVALID_LOGIN_ATTEMPT"),
        message: Some("Invalid login attempt."),
    },
    Fixture {
        name: "roles endpoint, locked: CrossLead/netsuite-js issue 2",
        status: 400,
        headers: &[],
        body: r#"{"error":{"code":"USER_ERROR","message":"Your account is disabled for 23 more minutes due to 6 consecutive failed login attempts."}}"#,
        kind: Kind::LoginRefused,
        code: Some("USER_ERROR"),
        message: Some(
            "Your account is disabled for 23 more minutes due to 6 consecutive failed login attempts.",
        ),
    },
    // REST web services.
    Fixture {
        name: "REST (Oracle: section_156570709583)",
        status: 401,
        headers: &[REST, CHALLENGE],
        body: r#"{
    "type": "https://www.w3.org/Protocols/rfc2616/rfc2616-sec10.html",
    "title": "Unauthorized",
    "status": 401,
    "o:errorDetails": [
        {
            "detail": "Invalid login attempt. For more details, see the Login Audit Trail in the NetSuite UI at Setup > Users/Roles > User Management > View Login Audit Trail.",
            "o:errorCode": "INVALID_LOGIN"
        }
    ]
}"#,
        kind: Kind::LoginRefused,
        code: Some("INVALID_LOGIN"),
        message: Some(INVALID_LOGIN),
    },
    Fixture {
        name: "REST, another type: jacobsvante/netsuite issue 27",
        status: 401,
        headers: &[],
        body: r#"{"type":"https://www.w3.org/Protocols/rfc2616/rfc2616-sec10.html#sec10.4.2","title":"Unauthorized","status":401,"o:errorDetails":[{"detail":"Invalid login attempt. For more details, see the Login Audit Trail in the NetSuite UI at Setup > Users/Roles > User Management > View Login Audit Trail.","o:errorCode":"INVALID_LOGIN"}]}"#,
        kind: Kind::LoginRefused,
        code: Some("INVALID_LOGIN"),
        message: Some(INVALID_LOGIN),
    },
    Fixture {
        name: "REST, torn out of its braces: drudge/n8n-nodes-netsuite issue 9",
        status: 401,
        headers: &[],
        body: "\"title\": \n\"Unauthorized\",\n\"status\": \n401,\n\"o:errorDetails\": \n[\n{\n\"detail\": \n\"Invalid login attempt. For more details, see the Login Audit Trail in the NetSuite UI at Setup > Users/Roles > User Management > View Login Audit Trail.\",\n\"o:errorCode\": \n\"INVALID_LOGIN\"\n",
        kind: Kind::LoginRefused,
        code: Some("INVALID_LOGIN"),
        message: Some(
            r#""title": "Unauthorized", "status": 401, "o:errorDetails": [ { "detail": "Invalid login attempt. For more details, see the Login Audit Trail in the NetSuite UI at Setup > Users/Roles > User Management > View Login Audit Trail.", "o:errorCode": "INVALID_LOGIN""#,
        ),
    },
    Fixture {
        name: "REST, in a list: drudge/n8n-nodes-netsuite issue 5",
        status: 400,
        headers: &[],
        body: r#"[
  {
    "type": "https://www.rfc-editor.org/rfc/rfc9110.html#section-15.5.1",
    "title": "Bad Request",
    "status": 400,
    "o:errorDetails": [
      {
        "detail": "Invalid content in the request body.",
        "o:errorCode": "INVALID_CONTENT"
      }
    ]
  }
]"#,
        kind: Kind::Request,
        code: Some("INVALID_CONTENT"),
        message: Some("Invalid content in the request body."),
    },
    Fixture {
        name: "REST, field (Oracle: section_156570709583)",
        status: 400,
        headers: &[REST],
        body: r#"{
    "type": "https://www.w3.org/Protocols/rfc2616/rfc2616-sec10.html#sec10.4.1",
    "title": "Bad Request",
    "status": 400,
    "o:errorDetails": [
        {
            "detail": "Error while accessing resource: You have entered an Invalid Field Value 9999 for the following field: item",
            "o:errorCode": "INVALID_CONTENT",
            "o:errorPath": "item.items[0].item"
        }
    ]
}"#,
        kind: Kind::Request,
        code: Some("INVALID_CONTENT"),
        message: Some(
            "Error while accessing resource: You have entered an Invalid Field Value 9999 for the following field: item",
        ),
    },
    Fixture {
        name: "REST, feature: a comment in two Go clients for NetSuite",
        status: 403,
        headers: &[REST],
        body: r#"{
  "type": "https://www.w3.org/Protocols/rfc2616/rfc2616-sec10.html#sec10.4.4",
  "title": "Forbidden",
  "status": 403,
  "o:errorDetails": [
    {
      "detail": "The account record is only available as a beta record. Enable the REST Record Service (Beta) feature in Setup > Company > Enable Features to work with this record.",
      "o:errorCode": "INSUFFICIENT_PERMISSION"
    }
  ]
}"#,
        kind: Kind::Permission,
        code: Some("INSUFFICIENT_PERMISSION"),
        message: Some(
            "The account record is only available as a beta record. Enable the REST Record Service (Beta) feature in Setup > Company > Enable Features to work with this record.",
        ),
    },
    Fixture {
        name: "REST, concurrency: the notes on REST web services of several projects",
        status: 429,
        headers: &[REST],
        body: r#"{
  "type": "https://www.w3.org/Protocols/rfc2616/rfc2616-sec10.html",
  "title": "Bad Request",
  "status": 429,
  "o:errorDetails": [
    {
      "detail": "Concurrent request limit exceeded. Request blocked.",
      "o:errorCode": "CONCURRENCY_LIMIT_EXCEEDED"
    }
  ]
}"#,
        kind: Kind::ConcurrencyLimit,
        code: Some("CONCURRENCY_LIMIT_EXCEEDED"),
        message: Some("Concurrent request limit exceeded. Request blocked."),
    },
    Fixture {
        name: "REST, concurrency, without a comma: as quoted by a guide to debugging REST web services",
        status: 429,
        headers: &[],
        body: r#"{
  "type": "https://www.w3.org/Protocols/rfc2616/rfc2616-sec10.html",
  "title": "Bad Request",
  "status": 429,
  "o:errorCode": "USER_ERROR"
  "o:errorDetails": [
    {
      "detail": "Concurrent request limit exceeded. Request blocked.",
      "o:errorCode": "CONCURRENCY_LIMIT_EXCEEDED"
    }
  ]
} "#,
        kind: Kind::ConcurrencyLimit,
        code: Some("CONCURRENCY_LIMIT_EXCEEDED"),
        message: Some("Concurrent request limit exceeded. Request blocked."),
    },
    // Others.
    Fixture {
        name: "authorization flow, switched off",
        status: 405,
        headers: &[],
        body: "",
        kind: Kind::Method,
        code: None,
        message: None,
    },
    Fixture {
        name: "authorization flow (Oracle: subsect_156934879823)",
        status: 400,
        headers: &[JSON],
        body: r#"{"error":{"code":"UnknownIntegration","message":"The appropriate integration record could not be found."}}"#,
        kind: Kind::LoginRefused,
        code: Some("UnknownIntegration"),
        message: Some("The appropriate integration record could not be found."),
    },
    Fixture {
        name: "nothing but a challenge",
        status: 401,
        headers: &[CHALLENGE],
        body: "",
        kind: Kind::LoginRefused,
        code: None,
        message: None,
    },
    Fixture {
        name: "login page, with a redirect followed",
        status: 200,
        headers: &[HTML],
        body: "<!DOCTYPE html>\n<html lang=\"en\"><head><title>NetSuite &ndash; Login &amp; more</title></head><body><form><input type=\"password\" name=\"password\"></form></body></html>",
        kind: Kind::LoginPage,
        code: None,
        message: Some("NetSuite &ndash; Login & more"),
    },
    Fixture {
        name: "maintenance",
        status: 503,
        headers: &[HTML, ("retry-after", "120")],
        body: "<html>\r\n<head></head><body><h1>NetSuite is <b>temporarily</b> unavailable</h1></body></html>",
        kind: Kind::ServerError,
        code: None,
        message: Some("NetSuite is temporarily unavailable"),
    },
];
