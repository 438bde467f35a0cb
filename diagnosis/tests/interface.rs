//! Compares the public interface with a text file, so that every change appears in a diff.

#[path = "../../tests/interface/lister.rs"]
mod lister;

#[test]
fn the_interface_equals_the_recorded_one() {
    lister::check(env!("CARGO_MANIFEST_DIR"), "tests/interface.txt");
}
