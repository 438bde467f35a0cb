//! `Debug` shows no credential.

use http::uri::Scheme;

use crate::support::NOW;
use crate::{header, verifier, verify};

#[test]
fn debug_shows_no_credential() {
    let verifier = verifier().with_scheme(Scheme::HTTPS);
    assert_eq!(
        format!("{verifier:?}"),
        "Verifier { scheme: \"https\", window: 300, .. }"
    );
    let verified = verify(&verifier, &header(&[]), NOW).unwrap();
    assert_eq!(
        format!("{verified:?}"),
        "Verified { account_id: AccountId(\"1234567_SB1\"), nonce: Nonce(\"fjaLirsIcCGVZWzBX0pg\"), \
         timestamp: Timestamp(1508242306), .. }"
    );
    let error = verify(&verifier, &header(&[]), NOW).unwrap_err();
    assert_eq!(
        format!("{error:?}"),
        "Error { kind: NonceUsed { nonce: Nonce(\"fjaLirsIcCGVZWzBX0pg\"), \
         timestamp: Timestamp(1508242306) } }"
    );
}
