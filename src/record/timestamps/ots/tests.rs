//! Files made by hand, and hostile ones.

use super::*;
use proptest::prelude::*;

fn file(body: &[u8]) -> Vec<u8> {
    [MAGIC, &[0x08], &Sha256::digest(b"abc"), body].concat()
}

fn bitcoin(height: u8) -> Vec<u8> {
    [&[0][..], &BITCOIN, &[1, height]].concat()
}

fn pending(address: &str) -> Vec<u8> {
    let length = address.len() as u8;
    [&[0][..], &PENDING, &[length + 1, length], address.as_bytes()].concat()
}

#[test]
fn every_path_is_followed_to_its_attestation() {
    let first = [&[0xf0, 2, 1, 2, 0x08][..], &pending("https://calendar.example")].concat();
    let second = [&[0xf1, 1, 9, 0x08, 0x08][..], &bitcoin(7)].concat();
    let read = Ots::read(&file(&[&[0xff][..], &first, &second].concat())).unwrap();
    let root = Sha256::digest(Sha256::digest([&[9][..], &Sha256::digest(b"abc")].concat()));
    assert_eq!(
        read.attestations,
        [
            Attestation::Pending { calendar: "https://calendar.example".into() },
            Attestation::Bitcoin { height: 7, merkle_root: Some(as_shown(&root)) },
        ]
    );
    assert!(read.is_over(b"abc") && !read.is_over(b"abd"));
}

#[test]
fn every_step_is_computed_or_said_to_be_unknown() {
    let root_after = |steps: &[u8]| match &Ots::read(&file(&[steps, &bitcoin(1)].concat())).unwrap().attestations[..] {
        [Attestation::Bitcoin { merkle_root, .. }] => merkle_root.clone(),
        other => panic!("{other:?}"),
    };
    let digest = Sha256::digest(b"abc").to_vec();
    assert_eq!(root_after(&[]), Some(as_shown(&digest)));
    assert_eq!(root_after(&[0xf2]), Some(data_encoding::HEXLOWER.encode(&digest)));
    let hexadecimal = data_encoding::HEXLOWER.encode(&digest);
    assert_eq!(root_after(&[0xf3, 0x08]), Some(as_shown(&Sha256::digest(hexadecimal))));
    let padded = |hash: &[u8]| Some(as_shown(&Sha256::digest(hash)));
    assert_eq!(root_after(&[0x02, 0x08]), padded(&sha1::Sha1::digest(&digest)));
    assert_eq!(root_after(&[0x03, 0x08]), padded(&ripemd::Ripemd160::digest(&digest)));
    // Of 20 bytes no block has a root; of what is not computed nothing is said.
    assert_eq!(root_after(&[0x03]), None);
    assert_eq!(root_after(&[0x67, 0x08]), None);
}

#[test]
fn a_block_bears_out_what_has_its_height_and_its_root() {
    let read = Ots::read(&file(&bitcoin(7))).unwrap();
    let header = |root: &[u8]| {
        let bytes = [&[1; 36][..], root, &1_795_428_000u32.to_le_bytes(), &[2; 8]].concat();
        data_encoding::HEXLOWER.encode(&bytes)
    };
    let genuine = BlockHeader::read(&format!("7={}", header(&Sha256::digest(b"abc")))).unwrap();
    assert_eq!(read.borne_out(std::slice::from_ref(&genuine)), Some(&genuine));
    assert_eq!(genuine.found_between().1.to_string(), "2026-11-23T12:00:00.000Z");
    for wrong in [format!("8={}", header(&Sha256::digest(b"abc"))), format!("7={}", header(&Sha256::digest(b"abd")))] {
        assert_eq!(read.borne_out(&[BlockHeader::read(&wrong).unwrap()]), None);
    }
    for wrong in ["", "7", "7=", "x=00", &format!("7={}00", header(&[0; 32]))] {
        assert_eq!(BlockHeader::read(wrong), None, "{wrong}");
    }
}

#[test]
fn what_is_not_as_it_should_be_is_refused() {
    let long_number = [0xff; 10];
    for (body, flaw) in [
        (vec![], Flaw::Short),
        (vec![0x08], Flaw::Short),
        (vec![0x77], Flaw::Step),
        ([&bitcoin(1)[..], &[0]].concat(), Flaw::Long),
        ([&[0xf0][..], &long_number].concat(), Flaw::Bounds),
        (vec![0xf0, 0x81, 0x20], Flaw::Bounds),
        ([vec![0x08; DEPTH], bitcoin(1)].concat(), Flaw::Bounds),
        ([vec![0xf3; 8], bitcoin(1)].concat(), Flaw::Bounds),
        ([[&[0xff][..], &bitcoin(1)].concat().repeat(STEPS), bitcoin(1)].concat(), Flaw::Bounds),
        ([&[0][..], &BITCOIN, &[2, 1, 1]].concat(), Flaw::Attestation),
        ([&[0][..], &BITCOIN, &[0]].concat(), Flaw::Attestation),
        ([&[0][..], &PENDING, &[2, 1, 0xff]].concat(), Flaw::Attestation),
    ] {
        assert_eq!(Ots::read(&file(&body)), Err(flaw), "{:?}", &body[..body.len().min(40)]);
    }
    let mut other_version = file(&bitcoin(1));
    other_version[MAGIC.len() - 1] = 2;
    assert_eq!(Ots::read(&other_version), Err(Flaw::NoFile));
    assert!(Ots::is_one(&other_version));
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic(body in prop::collection::vec(any::<u8>(), 0..300)) {
        let _ = Ots::read(&file(&body));
        let _ = Ots::read(&body);
    }

    #[test]
    fn a_file_that_was_cut_or_changed_never_claims_the_same_root(at in 31usize..80, bit in 0u8..8) {
        let whole = file(&[&[0xf0, 4, 1, 2, 3, 4, 0x08][..], &bitcoin(7)].concat());
        let genuine = Ots::read(&whole).unwrap();
        let at = at.min(whole.len() - 1);
        prop_assert!(Ots::read(&whole[..at]).is_err());
        let mut changed = whole.clone();
        changed[at] ^= 1 << bit;
        if let Ok(read) = Ots::read(&changed) {
            prop_assert!(read != genuine);
        }
    }
}
