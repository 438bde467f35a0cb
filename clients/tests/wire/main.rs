//! End-to-end tests: the examples call a stand-in for NetSuite on a loopback port.

mod answers;
mod bodies;
mod client;
mod clock;
mod flow;
mod load;
mod once;
mod targets;

#[path = "../../examples/call_netsuite.rs"]
#[expect(dead_code, reason = "the tests call no real account")]
mod call_netsuite;
#[path = "../../examples/hyper_client.rs"]
#[expect(dead_code, reason = "`main` reads the command line")]
mod hyper_client;
#[path = "../../examples/reqwest_retry.rs"]
#[expect(dead_code, reason = "`main` reads the command line")]
mod reqwest_retry;
#[path = "../../examples/three_step_flow.rs"]
#[expect(dead_code, reason = "the tests call no real account")]
mod three_step_flow;
#[path = "../../examples/tower_filter.rs"]
#[expect(dead_code, reason = "`main` reads the command line")]
mod tower_filter;
#[path = "../../examples/ureq_middleware.rs"]
#[expect(dead_code, reason = "`main` reads the command line")]
mod ureq_middleware;

#[tokio::test]
async fn every_example_succeeds() {
    hyper_client::run().await.unwrap();
    reqwest_retry::run().await.unwrap();
    tower_filter::run().await.unwrap();
    // These calls block. That is fine, because the stand-in has its own thread.
    ureq_middleware::run().unwrap();
    call_netsuite::call_stand_in().unwrap();
    three_step_flow::walk_with_stand_in().unwrap();
}
