//! Figures that are cut in two: `5` of `5 million`, of `5%`.

/// Gives what goes on with the figure before it, if anything: a scale or a sign of percent.
pub(super) fn goes_on(after: &str) -> Option<&str> {
    let rest = after.trim_start();
    let whole = ["%", "‰", "per cent", "por ciento"].into_iter().find(|sign| rest.starts_with(sign));
    let word = rest.split(|mark: char| !mark.is_alphanumeric()).next().unwrap_or_default();
    whole.map(|sign| &rest[..sign.len()]).or_else(|| is_scale(word).then_some(word))
}

/// Says whether a word multiplies the figure before it.
pub(super) fn is_scale(word: &str) -> bool {
    const SCALES: [&str; 14] = [
        "hundred", "thousand", "million", "billion", "trillion", "bn", "mn", "percent", "dozen", "mil", "millón",
        "millones", "billones", "cientos",
    ];
    SCALES.contains(&word.to_lowercase().as_str())
}
