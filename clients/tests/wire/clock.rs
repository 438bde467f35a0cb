//! A client with a clock that is off compensates for it with the `Date` of the refusal.

use clients::StandIn;
use http::StatusCode;
use netsuite_oauth1::audit::AuditCode;
use netsuite_oauth1::{Signer, Timestamp};
use time::Duration;

use crate::client::{Client, Sent, signer};

#[test]
fn compensates_for_a_clock_that_is_20_minutes_off() {
    for client in Client::ALL {
        for minutes in [20, -20] {
            let netsuite = StandIn::start_with_clock_offset(Duration::minutes(minutes)).unwrap();
            let sent = Sent::get(netsuite.url("/services/rest/record/v1/customer/107"));
            let signer = signer();
            let refused = client.send(&signer, &sent).unwrap();
            assert_eq!(refused.status, StatusCode::UNAUTHORIZED, "{client:?}");
            assert_eq!(
                netsuite.audit_trail(),
                [AuditCode::InvalidTimestamp],
                "{client:?}"
            );

            let offset = Signer::clock_offset_of(&refused.headers, Timestamp::now()).unwrap();
            let off_by = (offset - Duration::minutes(minutes)).abs();
            assert!(off_by < Duration::minutes(1), "{client:?}: {offset}");
            let corrected = signer.clone().with_clock_offset(offset);
            let accepted = client.send(&corrected, &sent).unwrap();
            assert_eq!(accepted.status, StatusCode::OK, "{client:?}");
            // The offset is relative to the system clock, not to the corrected one.
            let again = Signer::clock_offset_of(&accepted.headers, Timestamp::now()).unwrap();
            assert!((again - offset).abs() < Duration::minutes(1), "{client:?}");
        }
    }
}

#[test]
fn measures_no_offset_if_the_clock_is_right() {
    let netsuite = StandIn::start().unwrap();
    let sent = Sent::get(netsuite.url("/rest/tokeninfo"));
    let answer = Client::Hyper.send(&signer(), &sent).unwrap();
    let offset = Signer::clock_offset_of(&answer.headers, Timestamp::now()).unwrap();
    assert!(offset.abs() < Duration::minutes(1), "{offset}");
}
