//! The auto traits of the public types.

use std::panic::{RefUnwindSafe, UnwindSafe};

use netsuite_oauth1::audit::{AuditCode, UnknownAuditCode};
use netsuite_oauth1::connect::{self, ConnectionString, Settings, TokenPassword};
use netsuite_oauth1::flow::{self, Approval, Place, RequestToken, Start, State, TokenInfo};
use netsuite_oauth1::rejection::{Cause, Kind, Rejection};
use netsuite_oauth1::token_passport::{self, TokenPassport};
use netsuite_oauth1::verify::{self, Verified, Verifier};
use netsuite_oauth1::{
    AccountId, Authorization, BaseString, Consumer, Credentials, Endpoint, Error, Explanation,
    Field, Nonce, Service, Signer, Target, Timestamp, Token, setup,
};

fn all<T: Send + Sync + Unpin + UnwindSafe + RefUnwindSafe>() {}

#[test]
fn every_type_can_be_shared_between_threads_and_across_a_caught_panic() {
    all::<AccountId>();
    all::<Approval>();
    all::<AuditCode>();
    all::<Authorization>();
    all::<BaseString>();
    all::<Cause>();
    all::<connect::Error>();
    all::<connect::Field>();
    all::<ConnectionString>();
    all::<Consumer>();
    all::<Credentials>();
    all::<Endpoint>();
    all::<Error>();
    all::<Explanation>();
    all::<Field>();
    all::<flow::Error>();
    all::<flow::Field>();
    all::<Kind>();
    all::<Nonce>();
    all::<verify::Error>();
    all::<Rejection>();
    all::<RequestToken>();
    all::<Place>();
    all::<Service>();
    all::<Settings>();
    all::<setup::Check>();
    all::<setup::Finding>();
    all::<setup::Step>();
    all::<setup::Verdict>();
    all::<Signer>();
    all::<Start>();
    all::<State>();
    all::<Target<'_>>();
    all::<Timestamp>();
    all::<Token>();
    all::<TokenInfo>();
    all::<token_passport::Error>();
    all::<TokenPassport>();
    all::<TokenPassword>();
    all::<UnknownAuditCode>();
    all::<Verified>();
    all::<Verifier>();
}

#[test]
fn every_error_implements_error() {
    fn is_error<T: std::error::Error + Clone + PartialEq + Eq + 'static>() {}
    is_error::<Error>();
    is_error::<connect::Error>();
    is_error::<flow::Error>();
    is_error::<token_passport::Error>();
    is_error::<verify::Error>();
    is_error::<Rejection>();
    is_error::<UnknownAuditCode>();
}
