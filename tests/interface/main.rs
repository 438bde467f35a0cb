//! The public interface is recorded in a text file, so a change shows in a diff.

mod lister;

#[test]
fn the_interface_equals_the_recorded_one() {
    lister::check(env!("CARGO_MANIFEST_DIR"), "tests/interface/interface.txt");
}
