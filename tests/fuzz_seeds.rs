//! Replays the seeds of the fuzz targets.

#[path = "../fuzz/checks/mod.rs"]
mod checks;
#[path = "reference/mod.rs"]
mod reference;

use std::fs;

#[test]
fn signs_like_the_reference() {
    replay("sign", checks::sign::check);
}

#[test]
fn the_verifier_never_prints_a_credential() {
    replay("verify", checks::verify::check);
}

#[test]
fn the_verifier_rejects_a_flipped_bit() {
    replay("tamper", checks::tamper::check);
}

#[test]
fn reports_of_rejections_are_short_and_printable() {
    replay("rejection", checks::rejection::check);
}

#[test]
fn the_flow_never_prints_a_secret() {
    replay("flow", checks::flow::check);
}

#[test]
fn connection_strings_have_only_their_settings() {
    replay("connect", checks::connect::check);
}

fn replay(target: &str, check: fn(&[u8])) {
    let folder = format!("{}/fuzz/seeds/{target}", env!("CARGO_MANIFEST_DIR"));
    let seeds: Vec<_> = fs::read_dir(folder).unwrap().collect();
    assert!(!seeds.is_empty());
    for seed in seeds {
        let path = seed.unwrap().path();
        println!("{}", path.display());
        check(&fs::read(path).unwrap());
    }
}
