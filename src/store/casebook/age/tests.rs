//! What other programs sealed opens, and what is bent in any way does not.

use super::header::{self, BASE64, Stanza};
use super::keys::FileKey;
use super::stream::CHUNK;
use super::*;
use chacha20poly1305::ChaCha20Poly1305;
use chacha20poly1305::aead::{Aead, KeyInit};
use ed25519_dalek::SigningKey;
use std::io::Cursor;

const TEXT: &[u8] = b"Nobody signed the permit.\n";

/// The vectors are sealed to this one.
fn me() -> Identity {
    Identity::of(SigningKey::from_bytes(&[7; 32]).to_scalar_bytes())
}

fn other() -> Identity {
    Identity::of([8; 32])
}

fn sealed(bytes: &[u8], to: &[Recipient]) -> Vec<u8> {
    let mut out = Vec::new();
    seal(to, &mut Entropy::default(), bytes, &mut out).unwrap();
    out
}

/// Says what becomes of a file that was sealed to me.
fn verdict(file: &[u8]) -> String {
    match open(&[other(), me()], file) {
        Ok(Some(bytes)) if bytes == TEXT => "opens".into(),
        Ok(Some(bytes)) => format!("opens to {} other bytes", bytes.len()),
        Ok(None) => "is for others".into(),
        Err(flaw) => format!("{flaw:?}"),
    }
}

fn key() -> FileKey {
    FileKey::unwrapped(b"YELLOW SUBMARINE").unwrap()
}

fn mine() -> String {
    me().recipient().wrap(&key(), &mut Entropy::default()).unwrap().write()
}

/// A file with these stanzas, and a MAC over them.
fn with_stanzas(stanzas: &str) -> Vec<u8> {
    let text = format!("age-encryption.org/v1\n{stanzas}---");
    let mut file = format!("{text} {}\n", BASE64.encode(&key().mac(text.as_bytes()))).into_bytes();
    stream::seal(&key(), &[5; 16], TEXT, &mut file).unwrap();
    file
}

/// A file with a header of mine and this payload behind its nonce.
fn with_chunks(chunks: &[Vec<u8>]) -> Vec<u8> {
    let stanza = me().recipient().wrap(&key(), &mut Entropy::default()).unwrap();
    [header::write(&[stanza], &key()).unwrap().as_bytes(), &[5; 16], &chunks.concat()].concat()
}

fn chunk(number: u8, last: u8, bytes: &[u8]) -> Vec<u8> {
    let cipher = ChaCha20Poly1305::new(&(*key().payload(&[5; 16])).into());
    cipher.encrypt(&[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, number, last].into(), bytes).unwrap()
}

#[test]
fn what_other_programs_sealed_opens() {
    let by_the_program = include_bytes!("vectors/by_the_program.age");
    let by_the_crate = include_bytes!("vectors/by_the_crate.age");
    for file in [&by_the_program[..], by_the_crate] {
        assert_eq!(verdict(file), "opens");
        assert!(open(&[other()], file).unwrap().is_none());
        assert!(open(&[], file).unwrap().is_none());
    }
}

#[test]
fn bytes_of_any_length_come_back_to_each_recipient_and_to_nobody_else() {
    let to = [me().recipient(), other().recipient()];
    for length in [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 200 << 10] {
        let bytes: Vec<u8> = (0..length).map(|at| (at % 251) as u8).collect();
        let file = sealed(&bytes, &to);
        let chunks = length.div_ceil(CHUNK).max(1);
        assert_eq!(file.len(), 22 + 2 * 98 + 48 + 16 + length + 16 * chunks, "{length}");
        for identity in [me(), other()] {
            assert!(open(&[identity], &file).unwrap().unwrap() == bytes, "{length}");
        }
        assert!(open(&[Identity::of([9; 32])], &file).unwrap().is_none());
    }
}

/// Gives a byte at a time, and fails in the end where it is told to.
struct Drops<'a>(&'a [u8], bool);

impl Read for Drops<'_> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        if self.0.is_empty() && self.1 {
            return Err(std::io::Error::other("it broke off"));
        }
        let length = into.len().min(1);
        self.0.read(&mut into[..length])
    }
}

#[test]
fn what_is_read_in_drops_is_sealed_whole_and_what_breaks_off_is_refused() {
    let bytes = vec![3; CHUNK + 3];
    let (to, mut out) = ([me().recipient()], Vec::new());
    seal(&to, &mut Entropy::default(), Drops(&bytes, false), &mut out).unwrap();
    assert!(open(&[me()], &out).unwrap().unwrap() == bytes);
    let refused = seal(&to, &mut Entropy::default(), Drops(&bytes, true), &mut out).unwrap_err();
    assert_eq!(refused.to_string(), "it broke off");
    let full = seal(&to, &mut Entropy::default(), &bytes[..], Cursor::new(&mut [0; 1000][..]));
    assert!(matches!(full, Err(Flaw::Io(_))));
}

#[test]
fn nothing_is_sealed_to_nobody_to_a_crowd_or_to_what_is_no_key() {
    let refused = |to: &[Recipient]| seal(to, &mut Entropy::default(), TEXT, &mut Vec::new()).unwrap_err();
    assert!(matches!(refused(&[]), Flaw::ForNobody));
    assert!(matches!(refused(&vec![me().recipient(); header::STANZAS + 1]), Flaw::Bounds));
    assert!(matches!(refused(&[me().recipient(), Recipient::at(Default::default())]), Flaw::Share));
    assert_eq!(verdict(&sealed(TEXT, &vec![me().recipient(); 9])), "opens");
}

/// A stanza of mine with something else in the place of its share or of its body.
fn bent(share: &str, body: &str) -> String {
    let text = mine();
    let mut lines = text.lines();
    let (first, last) = (lines.next().unwrap(), lines.next().unwrap());
    let share = share.replace("SHARE", first.rsplit(' ').next().unwrap());
    format!("-> X25519{share}\n{}\n", body.replace("BODY", last))
}

#[test]
fn stanzas_are_read_strictly_and_those_of_others_are_passed_over() {
    let (zero, short, long) = (BASE64.encode(&[0; 32]), BASE64.encode(&[4; 31]), BASE64.encode(&[4; 33]));
    let full = "A".repeat(64);
    let cases = [
        (mine(), "opens"),
        (format!("-> fjord\n\n{}-> X-grease a #]~ !\n{full}\n{full}\nAA\n", mine()), "opens"),
        (format!("-> fjord\n{full}\n\n{}", mine()), "opens"),
        (format!("{}{}", bent(" SHARE", &BASE64.encode(&[4; 32])), mine()), "opens"),
        (mine().repeat(header::STANZAS), "opens"),
        (format!("-> fjord SHARE\n{full}\n\n"), "is for others"),
        (mine().replace("X25519", "x25519"), "is for others"),
        ("-> scrypt AAAA 10\nAAAA\n".into(), "is for others"),
        (format!("-> scrypt AAAA 10\nAAAA\n{}", mine()), "Header"),
        (format!("{}-> scrypt AAAA 10\nAAAA\n", mine()), "Header"),
        (String::new(), "Header"),
        (bent("", "BODY"), "Header"),
        (bent(" SHARE SHARE", "BODY"), "Header"),
        (bent("  SHARE", "BODY"), "Header"),
        (bent(" SHARE ", "BODY"), "Header"),
        (bent(" SHARE\r", "BODY"), "Header"),
        (bent(" SHAREé", "BODY"), "Header"),
        (bent(" SHARE=", "BODY"), "Header"),
        (bent(&format!(" {short}"), "BODY"), "Header"),
        (bent(&format!(" {long}"), "BODY"), "Header"),
        (bent(&format!(" {}B", &zero[..42]), "BODY"), "Header"),
        (bent(&format!(" {zero}"), "BODY"), "Share"),
        (bent(&format!(" {}", BASE64.encode(&one())), "BODY"), "Share"),
        (bent(" SHARE", ""), "Header"),
        (bent(" SHARE", "BODY="), "Header"),
        (bent(" SHARE", "BODY\n"), "Header"),
        (bent(" SHARE", "BODY\r"), "Header"),
        (bent(" SHARE", "BO DY"), "Header"),
        (bent(" SHARE", &short), "Header"),
        (bent(" SHARE", &long), "Header"),
        (format!("{}{}", mine(), bent(" SHARE", &long)), "Header"),
        (format!("->\n\n{}", mine()), "Header"),
        (format!("-> \n\n{}", mine()), "Header"),
        (format!("->fjord\n\n{}", mine()), "Header"),
        (format!("-> fjord\n{}", mine()), "Header"),
        (format!("-> fjord\n{full}\n{}", mine()), "Header"),
        (format!("-> fjord\n{full}A\n{}", mine()), "Header"),
        (format!("-> fjord\nAB\n{}", mine()), "Header"),
        (format!("\n{}", mine()), "Header"),
        (mine().repeat(header::STANZAS + 1), "Bounds"),
        (format!("-> fjord {}\n\n{}", "a".repeat(header::LENGTH), mine()), "Bounds"),
        (format!("-> fjord\n{}\n{}", format!("{full}\n").repeat(17_000), mine()), "Bounds"),
    ];
    for (stanzas, expected) in cases {
        assert_eq!(verdict(&with_stanzas(&stanzas)), expected, "{:.300}", stanzas);
    }
}

/// A point of order four.
fn one() -> [u8; 32] {
    let mut one = [0; 32];
    one[0] = 1;
    one
}

#[test]
fn the_first_and_the_last_line_of_a_header_are_read_strictly() {
    let file = with_stanzas(&mine());
    let end = file.windows(4).position(|bytes| bytes == b"--- ").unwrap();
    let (header, rest) = file.split_at(end);
    let (mac, payload) = rest[4..].split_at(43);
    let ending = |line: &[u8]| [header, line, payload].concat();
    let beginning = |version: &[u8]| [version, &file[21..]].concat();
    let zero = BASE64.encode(&[0; 32]);
    let cases = [
        (ending(&[b"--- ", mac].concat()), "opens"),
        (ending(&[b"--- ", zero.as_bytes()].concat()), "Mac"),
        (ending(&[b"--- ", &zero.as_bytes()[..42], b"B"].concat()), "Header"),
        (ending(&[b"--- ", &mac[..42]].concat()), "Header"),
        (ending(&[b"--- ", mac, b"="].concat()), "Header"),
        (ending(&[b"--- ", mac, b" "].concat()), "Header"),
        (ending(&[b"--- ", mac, b"\r"].concat()), "Header"),
        (ending(&[b"---  ", mac].concat()), "Header"),
        (ending(&[b"---", mac].concat()), "Header"),
        (ending(b"--- "), "Header"),
        (ending(b"---"), "Header"),
        (ending(b""), "Header"),
        (header.to_vec(), "Header"),
        (file[..end + 47].to_vec(), "Header"),
        (beginning(b"age-encryption.org/v1"), "opens"),
        (beginning(b"age-encryption.org/v2"), "NoFile"),
        (beginning(b"age-encryption.org/v1\r"), "NoFile"),
        (beginning(b" age-encryption.org/v1"), "NoFile"),
        (beginning(b"\nage-encryption.org/v1"), "NoFile"),
        (b"age-encryption.org/v1".to_vec(), "NoFile"),
        (b"-----BEGIN AGE ENCRYPTED FILE-----\n".to_vec(), "NoFile"),
        (Vec::new(), "NoFile"),
    ];
    for (at, (file, expected)) in cases.into_iter().enumerate() {
        assert_eq!(verdict(&file), expected, "case {at}");
    }
}

#[test]
fn chunks_that_are_cut_moved_left_out_or_added_are_refused() {
    let (full, half) = (vec![1; CHUNK], vec![2; CHUNK / 2]);
    let (first, second, third) = (chunk(0, 0, &full), chunk(1, 0, &full), chunk(2, 1, &half));
    let whole = [first.clone(), second.clone(), third.clone()];
    assert!(open(&[me()], &with_chunks(&whole)).unwrap().unwrap() == [&full[..], &full, &half].concat());
    assert_eq!(open(&[me()], &with_chunks(&[chunk(0, 1, b"")])).unwrap().unwrap(), b"");
    let cases: &[&[Vec<u8>]] = &[
        &[],
        &[vec![0; 15]],
        std::slice::from_ref(&first),
        &[first.clone(), second.clone()],
        &[first.clone(), third.clone()],
        &[second.clone(), third.clone()],
        &[second.clone(), first.clone(), third.clone()],
        &[first.clone(), first.clone(), third.clone()],
        &[first.clone(), second.clone(), third[1..].to_vec()],
        &[first.clone(), second.clone(), third[..third.len() - 1].to_vec()],
        &[first.clone(), second.clone(), third.clone(), vec![0]],
        &[first.clone(), second.clone(), third.clone(), chunk(3, 1, b"more")],
        &[first.clone(), second.clone(), chunk(2, 0, &half)],
        &[first.clone(), second.clone(), chunk(2, 2, &half)],
        &[first.clone(), second.clone(), chunk(2, 1, b"")],
        &[chunk(0, 1, &full), chunk(1, 1, &half)],
        &[chunk(0, 0, &half), chunk(1, 1, &half)],
        &[chunk(0, 1, &[&full[..], b"1"].concat())],
        &[chunk(0, 0, b""), chunk(1, 1, &half)],
    ];
    for (at, chunks) in cases.iter().enumerate() {
        assert_eq!(verdict(&with_chunks(chunks)), "Payload", "case {at}");
    }
    let empty = with_chunks(&[]);
    assert_eq!(verdict(&empty[..empty.len() - 1]), "Payload");
}

#[test]
fn a_file_with_any_byte_changed_or_cut_off_opens_to_nothing() {
    let file = sealed(TEXT, &[other().recipient(), me().recipient()]);
    for at in 0..file.len() {
        assert!(open(&[me()], &file[..at]).is_err(), "cut at {at}");
        for bit in 0..8 {
            let mut flipped = file.clone();
            flipped[at] ^= 1 << bit;
            assert!(!matches!(open(&[me()], &flipped), Ok(Some(_))), "bit {bit} of byte {at}");
        }
    }
}

proptest::proptest! {
    #[test]
    fn a_byte_that_is_any_other_opens_to_nothing(at: proptest::sample::Index, mask in 1_u8..) {
        let mut file = include_bytes!("vectors/by_the_crate.age").to_vec();
        let at = at.index(file.len());
        file[at] ^= mask;
        proptest::prop_assert!(!matches!(open(&[me()], &file), Ok(Some(_))));
    }

    #[test]
    fn bytes_of_any_kind_are_read_without_a_panic(bytes: Vec<u8>, header in "(-> [!-~ ]{0,9}\n[A-Za-z+/=]{0,70}\n){0,3}(---)?.{0,50}\n?") {
        let _ = open(&[me()], &bytes);
        let file = [b"age-encryption.org/v1\n", header.as_bytes(), &bytes].concat();
        proptest::prop_assert!(!matches!(open(&[me()], &file), Ok(Some(_))));
    }

    #[test]
    fn a_stanza_is_read_as_it_was_written(words in proptest::collection::vec("[!-~]{1,20}", 1..4), body: Vec<u8>) {
        let stanza = Stanza { words, body };
        let file = header::write(&[stanza], &key()).unwrap();
        let read = header::Header::read(file.as_bytes()).unwrap();
        proptest::prop_assert_eq!(read.stanzas.len(), 1);
        proptest::prop_assert_eq!(&header::write(&read.stanzas, &key()).unwrap(), &file);
        proptest::prop_assert!(key().check(read.covered, &read.mac).is_ok() && read.payload.is_empty());
    }
}
