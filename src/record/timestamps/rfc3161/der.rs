//! Reading DER (X.690) one element after the other; nothing is allocated, and nothing but DER is taken.

/// Tags that occur in what is read here.
pub const BOOLEAN: u8 = 0x01;
pub const INTEGER: u8 = 0x02;
pub const BIT_STRING: u8 = 0x03;
pub const OCTET_STRING: u8 = 0x04;
pub const OID: u8 = 0x06;
pub const UTC_TIME: u8 = 0x17;
pub const GENERALIZED_TIME: u8 = 0x18;
pub const SEQUENCE: u8 = 0x30;
pub const SET: u8 = 0x31;

/// Gives the tag of a context-specific element that holds others.
pub const fn context(number: u8) -> u8 {
    0xa0 | number
}

/// Gives the tag of a context-specific element that holds a value.
pub const fn context_value(number: u8) -> u8 {
    0x80 | number
}

/// What could not be read; what was looked for is for the caller to say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotDer;

/// One element: its tag, what it holds, and all of its bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Element<'a> {
    pub tag: u8,
    pub body: &'a [u8],
    pub whole: &'a [u8],
}

impl<'a> Element<'a> {
    /// Reads what the element holds.
    pub fn open(self) -> Der<'a> {
        Der(self.body)
    }
}

/// Bytes that are read from the front.
#[derive(Clone, Copy, Debug)]
pub struct Der<'a>(pub &'a [u8]);

impl<'a> Der<'a> {
    /// Says whether all was read.
    pub fn is_empty(self) -> bool {
        self.0.is_empty()
    }

    /// Requires that all was read.
    pub fn end(self) -> Result<(), NotDer> {
        if self.is_empty() { Ok(()) } else { Err(NotDer) }
    }

    /// Gives the tag of the next element.
    pub fn peek(self) -> Option<u8> {
        self.0.first().copied()
    }

    /// Reads the next element, whatever it is.
    pub fn next(&mut self) -> Result<Element<'a>, NotDer> {
        let (&tag, rest) = self.0.split_first().ok_or(NotDer)?;
        // Tags of several bytes occur nowhere in timestamps and certificates.
        if tag & 0x1f == 0x1f {
            return Err(NotDer);
        }
        let (length, header) = length(rest)?;
        let end = (1 + header).checked_add(length).filter(|end| *end <= self.0.len()).ok_or(NotDer)?;
        let element = Element { tag, body: &self.0[1 + header..end], whole: &self.0[..end] };
        self.0 = &self.0[end..];
        Ok(element)
    }

    /// Reads the next element, which has the tag.
    pub fn take(&mut self, tag: u8) -> Result<Element<'a>, NotDer> {
        let element = self.next()?;
        if element.tag == tag { Ok(element) } else { Err(NotDer) }
    }

    /// Reads the next element where it has the tag.
    pub fn take_if(&mut self, tag: u8) -> Result<Option<Element<'a>>, NotDer> {
        if self.peek() == Some(tag) { self.next().map(Some) } else { Ok(None) }
    }

    /// Reads a number that is not negative and fits.
    pub fn number(&mut self, tag: u8) -> Result<u64, NotDer> {
        let body = self.take(tag)?.body;
        let shortest = match body {
            [] => false,
            [0, next, ..] => next & 0x80 != 0,
            [first, ..] => first & 0x80 == 0,
        };
        if !shortest || body.len() > 8 {
            return Err(NotDer);
        }
        Ok(body.iter().fold(0, |number, byte| number << 8 | u64::from(*byte)))
    }
}

/// Reads a length, in the shortest spelling only: its value, and how many bytes it takes.
fn length(bytes: &[u8]) -> Result<(usize, usize), NotDer> {
    let first = *bytes.first().ok_or(NotDer)?;
    if first < 0x80 {
        return Ok((first.into(), 1));
    }
    let count = usize::from(first & 0x7f);
    let digits = bytes.get(1..1 + count).filter(|digits| (1..=4).contains(&digits.len())).ok_or(NotDer)?;
    let value = digits.iter().fold(0usize, |value, byte| value << 8 | usize::from(*byte));
    if digits[0] == 0 || value < 0x80 {
        return Err(NotDer);
    }
    Ok((value, 1 + count))
}

/// Writes an element.
pub fn element(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
    let length: usize = parts.iter().map(|part| part.len()).sum();
    let mut out = vec![tag];
    match length {
        0..0x80 => out.push(length as u8),
        _ => {
            let digits: Vec<u8> = length.to_be_bytes().into_iter().skip_while(|byte| *byte == 0).collect();
            out.push(0x80 | digits.len() as u8);
            out.extend(digits);
        }
    }
    parts.iter().for_each(|part| out.extend(*part));
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn one_spelling_of_a_length_is_taken() {
        for (bytes, length) in [
            (&[4, 0][..], Some(0)),
            (&[4, 2, 1, 2], Some(2)),
            (&[4, 0x81, 2, 1, 2], None),
            (&[4, 0x80, 1, 2, 0, 0], None),
            (&[4, 3, 1, 2], None),
            (&[4, 0x84, 0xff, 0xff, 0xff, 0xff], None),
            (&[4, 0x85, 1, 0, 0, 0, 0], None),
            (&[4, 0x82, 0, 0x80], None),
            (&[0x1f, 1, 1], None),
            (&[4], None),
            (&[], None),
        ] {
            assert_eq!(Der(bytes).next().ok().map(|element| element.body.len()), length, "{bytes:?}");
        }
    }

    #[test]
    fn numbers_are_read_in_their_shortest_spelling() {
        for (bytes, number) in [
            (&[2, 1, 0][..], Some(0)),
            (&[2, 1, 0x7f], Some(127)),
            (&[2, 2, 0, 0x80], Some(128)),
            (&[2, 2, 0, 1], None),
            (&[2, 1, 0x80], None),
            (&[2, 0], None),
            (&[2, 9, 1, 0, 0, 0, 0, 0, 0, 0, 0], None),
        ] {
            assert_eq!(Der(bytes).number(INTEGER).ok(), number, "{bytes:?}");
        }
    }

    proptest! {
        #[test]
        fn what_was_written_is_read_and_nothing_panics(body in prop::collection::vec(any::<u8>(), 0..600), tag in 0u8..0x1f) {
            let written = element(tag, &[&body]);
            let mut der = Der(&written);
            let read = der.next().unwrap();
            prop_assert_eq!((read.tag, read.body, read.whole), (tag, &body[..], &written[..]));
            prop_assert!(der.is_empty());
            let mut noise = Der(&body);
            while noise.next().is_ok() {}
        }
    }
}
