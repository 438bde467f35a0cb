//! The public interface, as a text file, so that a change shows in a diff.

#[path = "../../tests/interface/lister.rs"]
mod lister;

#[test]
fn is_the_recorded_one() {
    lister::check(env!("CARGO_MANIFEST_DIR"), "tests/interface.txt");
}
