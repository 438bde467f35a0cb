//! SOAP faults as NetSuite sends them, each with the public page or repository that quotes it.

use netsuite_oauth1::rejection::Kind;

use crate::Fixture;
use crate::fixtures::XML;

pub(crate) const SOAP_FIXTURES: &[Fixture] = &[
    Fixture {
        name: "SOAP, login: a fixture of a TypeScript client for purchase orders",
        status: 500,
        headers: &[XML],
        body: r#"<?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><soapenv:Body><soapenv:Fault><faultcode>soapenv:Server.userException</faultcode><faultstring>Invalid login attempt.</faultstring><detail><platformFaults:invalidCredentialsFault xmlns:platformFaults="urn:faults_2019_2.platform.webservices.netsuite.com"><platformFaults:code>USER_ERROR</platformFaults:code><platformFaults:message>Invalid login attempt.</platformFaults:message></platformFaults:invalidCredentialsFault><ns1:hostname xmlns:ns1="http://xml.apache.org/axis/">partners030</ns1:hostname></detail></soapenv:Fault></soapenv:Body></soapenv:Envelope>"#,
        kind: Kind::LoginRefused,
        code: Some("USER_ERROR"),
        message: Some("Invalid login attempt."),
    },
    Fixture {
        name: "SOAP, concurrency: the message of oracle/netsuite-suitecloud-sdk issue 227, in Oracle's fault",
        status: 500,
        headers: &[XML],
        body: r#"<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Body><soapenv:Fault><faultcode>soapenv:Server.userException</faultcode><faultstring>SuiteTalk concurrent request limit exceeded. Request blocked.</faultstring><detail><platformFaults:exceededRequestLimitFault xmlns:platformFaults="urn:faults_2019_2.platform.webservices.netsuite.com"><platformFaults:code>WS_REQUEST_BLOCKED</platformFaults:code><platformFaults:message>SuiteTalk concurrent request limit exceeded. Request blocked.</platformFaults:message></platformFaults:exceededRequestLimitFault></detail></soapenv:Fault></soapenv:Body></soapenv:Envelope>"#,
        kind: Kind::ConcurrencyLimit,
        code: Some("WS_REQUEST_BLOCKED"),
        message: Some("SuiteTalk concurrent request limit exceeded. Request blocked."),
    },
    Fixture {
        name: "SOAP, session, without its envelope: the README of davidlaprade/netsuite_elixir",
        status: 500,
        headers: &[],
        body: r#"    <soapenv:Body>
      <soapenv:Fault>
        <faultcode>soapenv:Server.userException</faultcode>
        <faultstring>Only one request may be made against a session at a time</faultstring>
        <detail>
          <platformFaults:exceededRequestLimitFault xmlns:platformFaults="urn:faults_2012_1.platform.webservices.netsuite.com">
            <platformFaults:code>WS_CONCUR_SESSION_DISALLWD</platformFaults:code>
            <platformFaults:message>Only one request may be made against a session at a time</platformFaults:message>
          </platformFaults:exceededRequestLimitFault>
          <ns1:hostname xmlns:ns1="http://xml.apache.org/axis/">sb-partners-java051.svale.netledger.com</ns1:hostname>
        </detail>
      </soapenv:Fault>
    </soapenv:Body>
"#,
        kind: Kind::ConcurrencyLimit,
        code: Some("WS_CONCUR_SESSION_DISALLWD"),
        message: Some("Only one request may be made against a session at a time"),
    },
    Fixture {
        name: "SOAP, permission: a comment in a spec of the Ruby gem netsuite_rails",
        status: 500,
        headers: &[],
        body: r#"<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
  <soapenv:Body>
    <soapenv:Fault>
      <faultcode>soapenv:Server.userException</faultcode>
      <faultstring>You do not have permission to access web services feature.</faultstring>
      <detail>
        <platformFaults:UnexpectedErrorFault xmlns:platformFaults="urn:faults_2015_1.platform.webservices.netsuite.com">
          <platformFaults:code>UNEXPECTED_ERROR</platformFaults:code>
          <platformFaults:message>An unexpected error occurred. Error ID: j0b0mmf81qhk9h7ezjgbz</platformFaults:message>
        </platformFaults:UnexpectedErrorFault>
        <ns1:hostname xmlns:ns1="http://xml.apache.org/axis/">partners-java10001.bos.netledger.com</ns1:hostname>
      </detail>
    </soapenv:Fault>
  </soapenv:Body>
</soapenv:Envelope>"#,
        kind: Kind::Permission,
        code: None,
        message: Some("You do not have permission to access web services feature."),
    },
    Fixture {
        name: "SOAP, session timed out: NetSuite's SuiteTalk Platform Guide of 2015",
        status: 500,
        headers: &[XML],
        body: "<soapenv:Fault><faultcode>soapenv:Server.userException</faultcode><faultstring>com.netledger.dto.faults.InvalidSessionFault: Your connection has timed out. Please log in again.</faultstring><detail><ns1:invalidSessionFault><ns2:code>INVALID_SESSION</ns2:code><ns3:message>Your connection has timed out. Please log in again.</ns3:message></ns1:invalidSessionFault></detail></soapenv:Fault>",
        kind: Kind::LoginRefused,
        code: Some("INVALID_SESSION"),
        message: Some("Your connection has timed out. Please log in again."),
    },
    Fixture {
        name: "SOAP, unexpected",
        status: 500,
        headers: &[XML],
        body: "<soapenv:Body><soapenv:Fault><faultcode>soapenv:Server.generalException</faultcode><faultstring>An unexpected error occurred</faultstring><detail/></soapenv:Fault></soapenv:Body>",
        kind: Kind::ServerError,
        code: None,
        message: Some("An unexpected error occurred"),
    },
];
