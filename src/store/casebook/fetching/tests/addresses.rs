//! Which addresses are asked for at all, as tables.

use super::*;
use crate::casebook::fetching::address::{Address, shown};
use crate::casebook::fetching::lookup::{Fault, checked};
use crate::casebook::fetching::reach::{Kind, kind};
use std::net::IpAddr;

#[test]
fn every_number_is_told_apart() {
    use Kind::*;
    let table: &[(&str, Kind)] = &[
        ("8.8.8.8", Public),
        ("1.1.1.1", Public),
        ("9.255.255.255", Public),
        ("11.0.0.0", Public),
        ("0.0.0.0", Unspecified),
        ("0.1.2.3", Unspecified),
        ("10.0.0.1", Private),
        ("10.255.255.255", Private),
        ("100.63.255.255", Public),
        ("100.64.0.1", Shared),
        ("100.127.255.255", Shared),
        ("100.128.0.0", Public),
        ("127.0.0.1", Loopback),
        ("127.255.255.254", Loopback),
        ("128.0.0.1", Public),
        ("169.254.169.254", LinkLocal),
        ("169.253.255.255", Public),
        ("172.15.255.255", Public),
        ("172.16.0.1", Private),
        ("172.31.255.255", Private),
        ("172.32.0.0", Public),
        ("192.0.0.8", Reserved),
        ("192.0.2.1", Documentation),
        ("192.88.99.1", Tunnel),
        ("192.167.255.255", Public),
        ("192.168.0.1", Private),
        ("192.169.0.0", Public),
        ("198.17.255.255", Public),
        ("198.18.0.1", Testing),
        ("198.19.255.255", Testing),
        ("198.51.100.7", Documentation),
        ("203.0.113.9", Documentation),
        ("223.255.255.255", Public),
        ("224.0.0.1", Multicast),
        ("239.255.255.255", Multicast),
        ("240.0.0.1", Reserved),
        ("255.255.255.255", Reserved),
        ("::", Unspecified),
        ("::1", Loopback),
        ("::2", Reserved),
        ("::127.0.0.1", Reserved),
        ("::ffff:127.0.0.1", Loopback),
        ("::ffff:10.1.2.3", Private),
        ("::ffff:169.254.169.254", LinkLocal),
        ("::ffff:8.8.8.8", Public),
        ("::ffff:0:192.168.1.1", Private),
        ("64:ff9b::7f00:1", Loopback),
        ("64:ff9b::192.168.1.1", Private),
        ("64:ff9b::8.8.8.8", Public),
        ("64:ff9b:1::8.8.8.8", Private),
        ("100::1", Reserved),
        ("2001::1", Tunnel),
        ("2001:0:4136:e378:8000:63bf:3fff:fdd2", Tunnel),
        ("2001:2::1", Testing),
        ("2001:10::1", Reserved),
        ("2001:200::1", Public),
        ("2001:db8::1", Documentation),
        ("2001:4860:4860::8888", Public),
        ("2002:7f00:1::", Loopback),
        ("2002:a00:1::1", Private),
        ("2002:808:808::1", Public),
        ("2606:4700:4700::1111", Public),
        ("3fff::1", Documentation),
        ("3fff:1000::1", Public),
        ("4000::1", Reserved),
        ("5f00::1", Reserved),
        ("fbff::1", Reserved),
        ("fc00::1", UniqueLocal),
        ("fd12:3456::1", UniqueLocal),
        ("fe80::1", LinkLocal),
        ("febf::1", LinkLocal),
        ("fec0::1", Private),
        ("ff02::1", Multicast),
    ];
    for (text, expected) in table {
        assert_eq!(kind(text.parse().unwrap()), *expected, "{text}");
    }
}

fn read(text: &str) -> String {
    match Address::parse(text) {
        Ok(address) => address.as_str().to_string(),
        Err(reason) => reason,
    }
}

#[test]
fn an_address_is_read_as_a_browser_reads_it() {
    let table = [
        (" https://Example.ORG:443/a/../b?c=d e#part ", "https://example.org/b?c=d%20e"),
        ("http://example.org", "http://example.org/"),
        ("https://münchen.example/straße", "https://xn--mnchen-3ya.example/stra%C3%9Fe"),
        ("http://2130706433/", "http://127.0.0.1/"),
        ("http://0x7f.1/", "http://127.0.0.1/"),
        ("http://0177.0.0.1/", "http://127.0.0.1/"),
        ("http://127.1/", "http://127.0.0.1/"),
        ("http://0x7f000001/", "http://127.0.0.1/"),
        ("http://127.0.0.%31/", "http://127.0.0.1/"),
        ("http://１２７.0.0.1/", "http://127.0.0.1/"),
        ("http://127。0。0。1/", "http://127.0.0.1/"),
        ("http:\\\\10.0.0.1\\x", "http://10.0.0.1/x"),
        ("http://[::FFFF:127.0.0.1]/", "http://[::ffff:7f00:1]/"),
        ("http://[0:0::1]:8080/", "http://[::1]:8080/"),
    ];
    for (text, expected) in table {
        assert_eq!(read(text), expected, "{text}");
    }
}

#[test]
fn an_address_of_no_use_is_refused_with_a_sentence() {
    let scheme = "only addresses that begin with http:// or https:// are fetched";
    let user = "it holds a user's name or password, which would be kept in the record; take it out";
    let letters = "it holds a line break or another control character";
    let table = [
        ("", "the address is empty"),
        ("example.org/page", scheme),
        ("localhost:8080/x", scheme),
        ("file:///etc/passwd", scheme),
        ("ftp://example.org/", scheme),
        ("data:text/html,x", scheme),
        ("javascript:alert(1)", scheme),
        ("http://me:secret@example.org/", user),
        ("http://me@example.org/", user),
        ("http://example.org\r\nHost: other/", letters),
        ("http://example.org/\u{0}", letters),
        ("http://", "it names no host"),
        ("http://example.org:0/", "there is no port 0"),
        ("http://example.org:70000/", "its port is not a number from 1 to 65535"),
        ("http://256.1.1.1/", "it cannot be read as an address: invalid IPv4 address"),
        ("http://[fe80::1%25eth0]/", "it cannot be read as an address: invalid IPv6 address"),
    ];
    for (text, expected) in table {
        assert_eq!(read(text), expected, "{text}");
    }
    assert_eq!(read(&format!("http://example.org/{}", "a".repeat(17_000))), "it is longer than 16384 bytes");
}

#[test]
fn a_message_shows_no_password_and_stays_on_one_line() {
    assert_eq!(shown("https://me:secret@example.org/"), "https://example.org/");
    assert_eq!(shown("https://me:secret@exa mple.org/"), "the address");
    assert_eq!(shown("http://x/\n\u{1b}[31m"), "http://x/\\n\\u{1b}[31m");
    assert_eq!(shown(&"a".repeat(400)).chars().count(), 301);
}

#[test]
fn hosts_are_allowed_by_name_and_port() {
    let table = [
        ("http://localhost:8080/", "localhost", true),
        ("http://localhost:8080/", "LOCALHOST:8080", true),
        ("http://localhost./", "localhost", true),
        ("http://localhost:8080/", "localhost:8081", false),
        ("http://localhost/", "localhost:80", true),
        ("https://localhost/", "localhost:80", false),
        ("http://2130706433/", "127.0.0.1", true),
        ("http://[::1]:8080/", "::1", true),
        ("http://[::1]:8080/", "[::1]:8080", true),
        ("http://[::1]:8080/", "[::1]", true),
        ("http://wiki.localhost/", "localhost", false),
        ("http://localhost.example.org/", "localhost", false),
    ];
    for (address, entry, expected) in table {
        let address = Address::parse(address).unwrap();
        assert_eq!(address.is_among(&[entry.to_string()]), expected, "{address} {entry}");
    }
    for entry in ["", "http://localhost", "a b", "localhost:port"] {
        assert!(address::fault_in(&[entry.to_string()]).is_some(), "{entry}");
    }
}

fn numbers_of(address: &str, allow: &[&str], answers: &[&str]) -> Result<usize, String> {
    let answers: Vec<IpAddr> = answers.iter().map(|number| number.parse().unwrap()).collect();
    let names = |_: &str, _| Ok(answers.clone());
    let allow: Vec<_> = allow.iter().map(ToString::to_string).collect();
    let deadline = Deadline::after(Duration::from_secs(5));
    checked(&Address::parse(address).unwrap(), &allow, &names, deadline).map(|sockets| sockets.len())
}

#[test]
fn every_number_that_a_name_stands_for_is_checked() {
    let refused = |host: &str, what: &str| {
        Err(format!("{host} is {what}; such is fetched only where the host is allowed by its name"))
    };
    let stands = |number: &str, what: &str| {
        let reason = format!("which is {what}; such is fetched only where the host is allowed by its name");
        Err(format!("news.test stands for {number}, {reason}"))
    };
    let loopback = "this machine itself";
    assert_eq!(numbers_of("http://news.test/", &[], &["8.8.8.8", "2606:4700::1"]), Ok(2));
    assert_eq!(numbers_of("http://news.test/", &[], &["127.0.0.1"]), stands("127.0.0.1", loopback));
    assert_eq!(numbers_of("http://news.test/", &[], &["8.8.8.8", "::1"]), stands("::1", loopback));
    assert_eq!(numbers_of("http://news.test/", &["news.test"], &["8.8.8.8", "::1"]), Ok(2));
    assert_eq!(numbers_of("http://news.test/", &["other.test"], &["::1"]), stands("::1", loopback));
    assert_eq!(numbers_of("http://0x7f.1/", &[], &[]), refused("127.0.0.1", loopback));
    assert_eq!(numbers_of("http://2130706433/", &[], &[]), refused("127.0.0.1", loopback));
    assert_eq!(numbers_of("http://[::1]/", &[], &[]), refused("[::1]", loopback));
    assert_eq!(numbers_of("http://169.254.169.254/", &[], &[]), {
        refused("169.254.169.254", "an address of the local link only")
    });
    assert_eq!(numbers_of("http://8.8.8.8/", &[], &[]), Ok(1));
    assert_eq!(numbers_of("http://news.test/", &[], &["8.8.8.8"; 40]), Ok(16));
}

#[test]
fn a_name_that_is_not_found_is_said_so() {
    let here = Address::parse("http://no.test/").unwrap();
    let deadline = Deadline::after(Duration::from_secs(5));
    let unknown = checked(&here, &[], &|_, _| Err(Fault::Unknown), deadline).unwrap_err();
    assert_eq!(unknown, "there is no host of the name no.test, or this machine has no way to the network");
    let slow = checked(&here, &[], &|_, _| Err(Fault::Slow), deadline).unwrap_err();
    assert_eq!(slow, "the name no.test was not found within 5 seconds");
}
