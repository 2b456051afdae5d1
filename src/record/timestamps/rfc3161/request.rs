//! The request that goes to an authority (RFC 3161, section 2.4.1), written and read by hand: some seventy bytes.

use super::der::{self, BOOLEAN, Der, INTEGER, NotDer, OCTET_STRING, OID, SEQUENCE};
use super::oid;
use sha2::{Digest, Sha256};

/// Asks for a timestamp over bytes, by their SHA-256, with the authority's certificate in the reply.
pub fn request(bytes: &[u8], nonce: [u8; 8]) -> Vec<u8> {
    let algorithm = der::element(SEQUENCE, &[&der::element(OID, &[oid::SHA256]), &der::element(0x05, &[])]);
    let imprint = der::element(SEQUENCE, &[&algorithm, &der::element(OCTET_STRING, &[&Sha256::digest(bytes)])]);
    let version = der::element(INTEGER, &[&[1]]);
    let certificate_wanted = der::element(BOOLEAN, &[&[0xff]]);
    der::element(SEQUENCE, &[&version, &imprint, &der::element(INTEGER, &[&positive(nonce)]), &certificate_wanted])
}

/// Spells eight bytes as a number above zero, in the shortest way.
fn positive(mut nonce: [u8; 8]) -> [u8; 8] {
    // A leading byte of 0x40 to 0x7f needs no other before it and none of it can be left out.
    nonce[0] = nonce[0] & 0x3f | 0x40;
    nonce
}

/// Gives the nonce of a request, as the bytes of its number; `None` where the file is no request or has none.
pub fn requested_nonce(request: &[u8]) -> Option<Vec<u8>> {
    let read = || -> Result<Option<Vec<u8>>, NotDer> {
        let mut outer = Der(request);
        let mut fields = outer.take(SEQUENCE)?.open();
        outer.end()?;
        fields.number(INTEGER)?;
        fields.take(SEQUENCE)?;
        fields.take_if(OID)?;
        Ok(fields.take_if(INTEGER)?.map(|nonce| nonce.body.to_vec()))
    };
    read().ok().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_is_what_the_standard_lays_down() {
        let request = request(b"abc", [0xff, 2, 3, 4, 5, 6, 7, 8]);
        let expected = "3043020101\
            3031300d060960864801650304020105000420ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\
            02087f02030405060708\
            0101ff";
        assert_eq!(data_encoding::HEXLOWER.encode(&request), expected);
        assert_eq!(requested_nonce(&request), Some(vec![0x7f, 2, 3, 4, 5, 6, 7, 8]));
        assert_eq!(requested_nonce(&request[1..]), None);
    }
}
