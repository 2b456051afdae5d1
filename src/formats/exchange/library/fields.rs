//! What the three formats have in common: names, dates, identifiers and addresses.

use super::Reference;

/// Joins blanks and takes them off the ends; `None` for what is blank.
pub(super) fn told(text: &str) -> Option<String> {
    let joined = text.split_whitespace().collect::<Vec<_>>().join(" ");
    Some(joined).filter(|text| !text.is_empty())
}

/// Turns `Hale, Ada` round; a third part, as `Jr`, stays last.
pub(super) fn given_first(name: &str) -> Option<String> {
    let mut parts = name.splitn(3, ',').map(str::trim);
    let (family, given, rest) = (parts.next()?, parts.next(), parts.next());
    told(&[given.unwrap_or_default(), family, rest.unwrap_or_default()].join(" "))
}

/// Writes year, month and day as ISO 8601 does, as far as they are numbers that make sense.
pub(super) fn date(year: &str, month: Option<u32>, day: Option<u32>) -> Option<String> {
    let year = told(year)?;
    let month = month.filter(|month| (1..=12).contains(month));
    let day = day.filter(|day| (1..=31).contains(day));
    Some(match (month, day) {
        (Some(month), Some(day)) => format!("{year}-{month:02}-{day:02}"),
        (Some(month), None) => format!("{year}-{month:02}"),
        _ => year,
    })
}

/// Takes a DOI out of the ways in which it is written.
pub(super) fn doi(text: &str) -> Option<String> {
    let at = text.find("10.")?;
    let doi = text[at..].split_whitespace().next()?;
    let is_doi = doi.split_once('/').is_some_and(|(_, rest)| !rest.is_empty());
    is_doi.then(|| doi.to_owned())
}

/// Sets the identifier, and the address where none was stated.
pub(super) fn identify(reference: &mut Reference, doi: Option<String>, isbn: Option<String>, issn: Option<String>) {
    if let (None, Some(doi)) = (&reference.address, &doi) {
        reference.address = Some(format!("https://doi.org/{}", escaped(doi)));
    }
    let named = |name: &str, value: Option<String>| value.map(|value| format!("{name}:{value}"));
    reference.identifier = named("doi", doi).or(named("isbn", isbn)).or(named("issn", issn));
}

/// A DOI may hold characters that end an address.
fn escaped(doi: &str) -> String {
    doi.chars()
        .map(|letter| match letter {
            '#' | '?' | '%' | '<' | '>' | '"' | '\\' => format!("%{:02X}", u32::from(letter)),
            letter => letter.to_string(),
        })
        .collect()
}

/// Tells an ISBN from an ISSN by its length.
pub(super) fn serial(text: &str) -> (Option<String>, Option<String>) {
    let Some(text) = told(text) else { return (None, None) };
    let digits = text.chars().filter(|letter| letter.is_ascii_digit() || matches!(letter, 'x' | 'X')).count();
    match digits {
        8 => (None, Some(text)),
        _ => (Some(text), None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_dates_and_identifiers_come_in_one_shape() {
        assert_eq!(given_first("Hale,  Ada").as_deref(), Some("Ada Hale"));
        assert_eq!(given_first("Hale, Ada, Jr").as_deref(), Some("Ada Hale Jr"));
        assert_eq!(given_first("World Bank").as_deref(), Some("World Bank"));
        assert_eq!(given_first(" , "), None);
        assert_eq!(date("2024", Some(5), Some(1)).as_deref(), Some("2024-05-01"));
        assert_eq!(date("2024", Some(13), Some(1)).as_deref(), Some("2024"));
        assert_eq!(doi("https://doi.org/10.1000/a(1)b").as_deref(), Some("10.1000/a(1)b"));
        assert_eq!(doi("10.1000"), None);
        assert_eq!(serial("1234-567X"), (None, Some("1234-567X".to_owned())));
        let mut reference = Reference::default();
        identify(&mut reference, Some("10.1/a#b".to_owned()), None, None);
        assert_eq!(reference.address.as_deref(), Some("https://doi.org/10.1/a%23b"));
    }
}
