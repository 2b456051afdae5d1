//! What a printing program put into a PDF by its own clock, set to the time of the record.

use record::model::time::Moment;

/// The first Chromium that prints what stands in the margins of pages.
pub const OLDEST_BROWSER: u32 = 131;

/// How a date begins, after the name of its entry: `D:` and fourteen digits follow.
const ENTRIES: [&[u8]; 2] = [b"/CreationDate (D:", b"/ModDate (D:"];
const DIGITS: usize = 14;

/// Sets the times of a document, in place and at the same length, so that no offset in it moves.
///
/// A bracket inside the words of a PDF has a backslash before it, so that no words are taken for an entry.
pub fn set_times(pdf: &mut [u8], time: Option<Moment>) {
    let time = time.map_or_else(|| "1970-01-01T00:00:00.000Z".to_string(), |time| time.to_string());
    let digits: Vec<u8> = time.bytes().filter(u8::is_ascii_digit).take(DIGITS).collect();
    for entry in ENTRIES {
        let Some(at) = memchr::memmem::find(pdf, entry).map(|at| at + entry.len()) else { continue };
        if let Some(place) = pdf.get_mut(at..at + DIGITS).filter(|place| place.iter().all(u8::is_ascii_digit)) {
            place.copy_from_slice(&digits);
        }
    }
}

/// Gives the version of a browser that is too old to number pages, by the name of its PDF library.
pub fn too_old(producer: Option<&str>) -> Option<u32> {
    let version = producer?.strip_prefix("Skia/PDF m")?.parse().ok()?;
    (version < OLDEST_BROWSER).then_some(version)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_times_of_the_entries_are_set_and_nothing_else() {
        let time = Moment::parse("2026-11-23T10:00:00.000Z");
        let mut pdf = b"<</Title (a \\(/ModDate \\(D:20200101000000)/CreationDate (D:20261124045851+00'00')\n\
            /ModDate (D:20261124045852+00'00')>>"
            .to_vec();
        set_times(&mut pdf, time);
        let text = String::from_utf8(pdf).unwrap();
        assert!(text.contains("/CreationDate (D:20261123100000+00'00')\n/ModDate (D:20261123100000+00'00')"), "{text}");
        assert!(text.contains("D:20200101000000)"));
        let mut short = b"/ModDate (D:2026)".to_vec();
        set_times(&mut short, time);
        assert_eq!(short, b"/ModDate (D:2026)");
    }

    #[test]
    fn an_old_browser_is_known_by_its_library() {
        assert_eq!(too_old(Some("Skia/PDF m130")), Some(130));
        assert_eq!(too_old(Some("Skia/PDF m131")), None);
        assert_eq!(too_old(Some("WeasyPrint 70.0")), None);
        assert_eq!(too_old(None), None);
    }
}
