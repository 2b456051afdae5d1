//! What one character becomes when typography is evened out.

/// What a character becomes.
pub(super) enum Folded {
    Same,
    /// It leaves no trace: soft hyphens, joiners, byte order marks.
    Nothing,
    Space,
    /// A dash or hyphen of any length.
    Hyphen,
    /// A quotation mark or an apostrophe of any shape.
    Quotation,
    /// An accent that stands as a character of its own.
    Accent,
    /// Lower case, or the letters of a ligature.
    Letters(String),
}

/// Says what a character becomes.
pub(super) fn fold(letter: char) -> Folded {
    match letter {
        '0'..='9' | 'a'..='z' => Folded::Same,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' => {
            Folded::Nothing
        }
        _ if letter.is_whitespace() => Folded::Space,
        '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' => Folded::Hyphen,
        '\'' | '‘' | '’' | '‚' | '‛' | '‹' | '›' | '`' | '´' | '′' => Folded::Quotation,
        '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '″' => Folded::Quotation,
        '\u{300}'..='\u{36f}' => Folded::Accent,
        _ if letter.is_ascii() => match letter.to_ascii_lowercase() {
            lower if lower == letter => Folded::Same,
            lower => Folded::Letters(lower.into()),
        },
        _ => wide(letter),
    }
}

fn wide(letter: char) -> Folded {
    let letters = match letter {
        'ﬀ' => "ff",
        'ﬁ' => "fi",
        'ﬂ' => "fl",
        'ﬃ' => "ffi",
        'ﬄ' => "ffl",
        'ﬅ' | 'ﬆ' => "st",
        '…' => "...",
        'ς' => "σ",
        _ if letter.is_lowercase() => return Folded::Same,
        _ => {
            let lower: String = letter.to_lowercase().collect();
            let same = lower.chars().eq([letter]);
            return if same { Folded::Same } else { Folded::Letters(lower) };
        }
    };
    Folded::Letters(letters.to_owned())
}
