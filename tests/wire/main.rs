//! The header on a wire: every client of the examples, against a stand-in for NetSuite on a loopback port.
#![allow(
    clippy::duplicate_mod,
    reason = "each example has the stand-in among its modules"
)]

mod bodies;
mod clients;
mod clock;
mod flow;
mod load;
mod once;
mod refusals;
mod targets;

#[path = "../../examples/call_netsuite.rs"]
#[allow(dead_code, reason = "it is for an account")]
mod call_netsuite;
#[path = "../../examples/hyper_client.rs"]
mod hyper_client;
#[path = "../../examples/reqwest_retry.rs"]
mod reqwest_retry;
#[path = "../../examples/stand_in/mod.rs"]
mod stand_in;
#[path = "../../examples/three_step_flow.rs"]
#[allow(dead_code, reason = "it is for an account")]
mod three_step_flow;
#[path = "../../examples/tower_filter.rs"]
mod tower_filter;
#[path = "../../examples/ureq_middleware.rs"]
mod ureq_middleware;

#[test]
fn every_client_runs() {
    hyper_client::main().unwrap();
    reqwest_retry::main().unwrap();
    tower_filter::main().unwrap();
    ureq_middleware::main().unwrap();
    call_netsuite::call_stand_in().unwrap();
    three_step_flow::walk_with_stand_in().unwrap();
}
