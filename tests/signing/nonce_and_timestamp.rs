//! Nonces and timestamps.

use std::collections::HashSet;
use std::time::{SystemTime, UNIX_EPOCH};

use netsuite_oauth1::{Nonce, Timestamp};
use time::OffsetDateTime;

#[test]
fn random_nonces_have_20_letters_and_digits_and_differ() {
    let nonces: Vec<Nonce> = (0..1000).map(|_| Nonce::random()).collect();
    for nonce in &nonces {
        assert_eq!(nonce.as_str().len(), 20);
        assert!(
            nonce
                .as_str()
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric()),
            "{nonce}"
        );
        assert_eq!(Nonce::new(nonce.as_str()).as_ref(), Ok(nonce));
    }
    assert_eq!(
        nonces.iter().collect::<HashSet<_>>().len(),
        1000,
        "a nonce was drawn twice"
    );
    // 1,000 draws miss a given character of 62 about once in ten million runs.
    for position in 0..20 {
        let seen: HashSet<u8> = nonces
            .iter()
            .map(|nonce| nonce.as_str().as_bytes()[position])
            .collect();
        assert!(
            seen.len() >= 60,
            "position {position} has {} characters of 62",
            seen.len()
        );
    }
}

#[test]
fn threads_draw_different_nonces() {
    let threads: Vec<_> = (0..4)
        .map(|_| std::thread::spawn(|| (0..250).map(|_| Nonce::random()).collect::<Vec<_>>()))
        .collect();
    let nonces: HashSet<Nonce> = threads
        .into_iter()
        .flat_map(|thread| thread.join().unwrap())
        .collect();
    assert_eq!(nonces.len(), 1000);
}

#[test]
fn accepts_6_to_64_letters_and_digits_as_a_nonce() {
    let longest = "aZ09".repeat(16);
    for text in ["aZ09bY", "fjaLirsIcCGVZWzBX0pg", &longest] {
        let nonce = Nonce::new(text).unwrap();
        assert_eq!(nonce.as_str(), text);
        assert_eq!(nonce.as_ref(), text);
        assert_eq!(nonce.to_string(), text);
    }
    assert_eq!(
        format!("{:?}", Nonce::new("aZ09bY").unwrap()),
        "Nonce(\"aZ09bY\")"
    );
}

#[test]
fn timestamps_convert_to_and_from_times() {
    let before = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap()
        .as_secs();
    let now = Timestamp::now();
    let after = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap()
        .as_secs();
    assert!((before..=after).contains(&now.unix()));

    // The timestamp of Oracle's examples. Python computed the date.
    let date = OffsetDateTime::try_from(Timestamp::from_unix(1_508_242_306)).unwrap();
    assert_eq!(
        (date.year(), u8::from(date.month()), date.day()),
        (2017, 10, 17)
    );
    assert_eq!((date.hour(), date.minute(), date.second()), (12, 11, 46));
    let back = Timestamp::try_from(date + time::Duration::milliseconds(999)).unwrap();
    assert_eq!(back, Timestamp::from_unix(1_508_242_306));
    assert_eq!(back.to_string(), "1508242306");
    assert_eq!("01508242306".parse(), Ok(back));
    assert_eq!(
        u64::MAX.to_string().parse(),
        Ok(Timestamp::from_unix(u64::MAX))
    );
    assert_eq!(format!("{back:?}"), "Timestamp(1508242306)");
}
