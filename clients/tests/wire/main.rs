//! The header on a wire: the examples call a stand-in for NetSuite on a loopback port.

mod answers;
mod bodies;
mod client;
mod clock;
mod flow;
mod load;
mod once;
mod targets;

#[path = "../../examples/call_netsuite.rs"]
#[expect(dead_code, reason = "the part for a real account is not tested")]
mod call_netsuite;
#[path = "../../examples/hyper_client.rs"]
#[expect(dead_code, reason = "`main` reads the command line")]
mod hyper_client;
#[path = "../../examples/reqwest_retry.rs"]
#[expect(dead_code, reason = "`main` reads the command line")]
mod reqwest_retry;
#[path = "../../examples/three_step_flow.rs"]
#[expect(dead_code, reason = "the part for a real account is not tested")]
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
    // These block, and the stand-in serves on a thread of its own.
    ureq_middleware::run().unwrap();
    call_netsuite::call_stand_in().unwrap();
    three_step_flow::walk_with_stand_in().unwrap();
}
