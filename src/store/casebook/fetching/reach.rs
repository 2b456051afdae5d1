//! Which numbers belong to the public network, and what the others are for.
//!
//! After the registries of special-purpose addresses for IPv4 and IPv6 that IANA keeps (RFC 6890 and its successors).

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// What a number is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Public,
    Unspecified,
    Loopback,
    Private,
    Shared,
    LinkLocal,
    UniqueLocal,
    Multicast,
    Documentation,
    Testing,
    Tunnel,
    Reserved,
}

impl fmt::Display for Kind {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Public => "a public address",
            Self::Unspecified => "no address of a machine",
            Self::Loopback => "this machine itself",
            Self::Private | Self::UniqueLocal => "an address inside of a private network",
            Self::Shared => "an address inside of a provider's network",
            Self::LinkLocal => "an address of the local link only",
            Self::Multicast => "an address of many machines at once",
            Self::Documentation => "an address for examples only",
            Self::Testing => "an address for tests of equipment only",
            Self::Tunnel => "an address of a tunnel that hides where it leads",
            Self::Reserved => "an address that is not in use",
        })
    }
}

/// Ranges of IPv4 that are not public: network, length of its prefix, what it is for.
const IPV4: [([u8; 4], u32, Kind); 15] = [
    ([0, 0, 0, 0], 8, Kind::Unspecified),
    ([10, 0, 0, 0], 8, Kind::Private),
    ([100, 64, 0, 0], 10, Kind::Shared),
    ([127, 0, 0, 0], 8, Kind::Loopback),
    ([169, 254, 0, 0], 16, Kind::LinkLocal),
    ([172, 16, 0, 0], 12, Kind::Private),
    ([192, 0, 0, 0], 24, Kind::Reserved),
    ([192, 0, 2, 0], 24, Kind::Documentation),
    ([192, 88, 99, 0], 24, Kind::Tunnel),
    ([192, 168, 0, 0], 16, Kind::Private),
    ([198, 18, 0, 0], 15, Kind::Testing),
    ([198, 51, 100, 0], 24, Kind::Documentation),
    ([203, 0, 113, 0], 24, Kind::Documentation),
    ([224, 0, 0, 0], 4, Kind::Multicast),
    ([240, 0, 0, 0], 4, Kind::Reserved),
];

/// Ranges of IPv6, the narrower before the wider; what is in none of them is not in use.
const IPV6: [([u16; 8], u32, Kind); 15] = [
    ([0, 0, 0, 0, 0, 0, 0, 0], 128, Kind::Unspecified),
    ([0, 0, 0, 0, 0, 0, 0, 1], 128, Kind::Loopback),
    ([0x64, 0xff9b, 1, 0, 0, 0, 0, 0], 48, Kind::Private),
    ([0x100, 0, 0, 0, 0, 0, 0, 0], 64, Kind::Reserved),
    ([0x2001, 0, 0, 0, 0, 0, 0, 0], 32, Kind::Tunnel),
    ([0x2001, 2, 0, 0, 0, 0, 0, 0], 48, Kind::Testing),
    ([0x2001, 0, 0, 0, 0, 0, 0, 0], 23, Kind::Reserved),
    ([0x2001, 0xdb8, 0, 0, 0, 0, 0, 0], 32, Kind::Documentation),
    ([0x3fff, 0, 0, 0, 0, 0, 0, 0], 20, Kind::Documentation),
    ([0x2000, 0, 0, 0, 0, 0, 0, 0], 3, Kind::Public),
    ([0xfc00, 0, 0, 0, 0, 0, 0, 0], 7, Kind::UniqueLocal),
    ([0xfe80, 0, 0, 0, 0, 0, 0, 0], 10, Kind::LinkLocal),
    ([0xfec0, 0, 0, 0, 0, 0, 0, 0], 10, Kind::Private),
    ([0xff00, 0, 0, 0, 0, 0, 0, 0], 8, Kind::Multicast),
    ([0x5f00, 0, 0, 0, 0, 0, 0, 0], 16, Kind::Reserved),
];

/// Forms of IPv6 that carry an IPv4 number: the prefix, its length, and the first bit of the number.
const CARRIERS: [([u16; 8], u32, u32); 4] = [
    ([0, 0, 0, 0, 0, 0xffff, 0, 0], 96, 96),
    ([0, 0, 0, 0, 0xffff, 0, 0, 0], 96, 96),
    ([0x64, 0xff9b, 0, 0, 0, 0, 0, 0], 96, 96),
    ([0x2002, 0, 0, 0, 0, 0, 0, 0], 16, 16),
];

/// Says what a number is for; one that carries an IPv4 number is what that one is.
pub fn kind(number: IpAddr) -> Kind {
    match number {
        IpAddr::V4(number) => kind_of_v4(number),
        IpAddr::V6(number) => carried(number).map_or_else(|| kind_of_v6(number), kind_of_v4),
    }
}

fn kind_of_v4(number: Ipv4Addr) -> Kind {
    let inside = |network: [u8; 4], length: u32| (number.to_bits() ^ u32::from_be_bytes(network)) >> (32 - length) == 0;
    IPV4.iter().find(|(network, length, _)| inside(*network, *length)).map_or(Kind::Public, |(.., kind)| *kind)
}

fn kind_of_v6(number: Ipv6Addr) -> Kind {
    IPV6.iter()
        .find(|(network, length, _)| inside_v6(number, *network, *length))
        .map_or(Kind::Reserved, |(.., kind)| *kind)
}

fn inside_v6(number: Ipv6Addr, network: [u16; 8], length: u32) -> bool {
    (number.to_bits() ^ Ipv6Addr::from(network).to_bits()) >> (128 - length) == 0
}

fn carried(number: Ipv6Addr) -> Option<Ipv4Addr> {
    let (.., first_bit) = CARRIERS.iter().find(|(network, length, _)| inside_v6(number, *network, *length))?;
    // The 32 bits from the first one on; what stands above them is cut off.
    Some(Ipv4Addr::from_bits((number.to_bits() >> (96 - first_bit)) as u32))
}
