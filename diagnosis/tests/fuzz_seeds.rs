//! Runs the fuzz target's check on its seeds.

#[path = "../../fuzz/checks/diagnosis.rs"]
mod diagnosis;

use std::fs;

#[test]
fn a_diagnosis_never_shows_a_credential() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../fuzz/seeds/diagnosis");
    let seeds: Vec<_> = fs::read_dir(folder).unwrap().collect();
    assert!(!seeds.is_empty());
    for seed in seeds {
        let path = seed.unwrap().path();
        println!("{}", path.display());
        diagnosis::check(&fs::read(path).unwrap());
    }
}
