//! Finds out which column of a table holds what, from its headers in English or Spanish.

use super::{Fault, column_name};
use std::fmt;
use std::str::FromStr;

/// Declares what a column can hold: its word, and the headers under which people keep it, without spaces or accents.
macro_rules! columns {
    ($($(#[$doc:meta])* $name:ident = $word:literal: $synonyms:literal,)+) => {
        /// What a column of an imported table holds.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Column { $($(#[$doc])* $name,)+ }

        impl Column {
            /// Every column, in the order in which a list of them is shown.
            pub const ALL: &[Self] = &[$(Self::$name,)+];

            /// Gives the word for the column.
            pub fn word(self) -> &'static str {
                match self { $(Self::$name => $word,)+ }
            }

            /// Gives the headers that mean the column besides its word, without spaces or accents.
            pub fn synonyms(self) -> std::str::SplitWhitespace<'static> {
                match self { $(Self::$name => $synonyms.split_whitespace(),)+ }
            }
        }
    };
}

columns! {
    /// The assertion, in the words of whoever logged it.
    Statement = "statement":
        "claim claims claimtext assertion statementtext text sentence fact factclaimed
         afirmacion afirmaciones aseveracion declaracion enunciado texto frase hecho",
    Type = "type": "claimtype kind category typeofclaim tipo tipodeafirmacion clase categoria",
    Priority = "priority": "importance urgency risk prioridad importancia urgencia riesgo",
    /// The piece that the claim stands in.
    Piece = "piece": "article story document manuscript script articulo pieza documento reportaje nota guion",
    /// The number or name that the claim has where the table comes from.
    Id = "id": "claimid externalid identifier number claimnumber no nr num key identificador numero clave codigo",
    /// A note on the claim.
    Note = "note":
        "notes claimnote claimnotes comment comments remark remarks notas comentario comentarios observacion observaciones",
    Assignee = "assignee":
        "assignedto assigned checker factchecker checkedby responsible owner
         asignado asignadoa verificador verificadora responsable",
    /// Whom or what the claim's amount is of.
    Subject = "subject": "entity company organisation organization sujeto entidad empresa organizacion",
    /// What the claim's amount measures.
    Metric = "metric": "measure measured indicator metrica medida indicador",
    Comparator = "comparator": "comparison operator comparador comparacion operador",
    Amount = "amount": "value figure quantity lower cantidad valor cifra importe monto",
    /// The upper amount of an interval.
    Upper = "upper": "upperamount max maximum maximo",
    Unit = "unit": "units currency unidad unidades moneda divisa",
    /// The first day of the period that the amount is for.
    From = "from": "since start startdate periodstart desde inicio fechadeinicio",
    /// The last day of the period that the amount is for.
    To = "to": "until end enddate periodend hasta fin fechadefin",
    Basis = "basis": "base",
    /// Whether the amount is a change, or the level that a change came to or started from.
    Change = "change": "direction changeof variacion cambio",
    SourceTitle = "source-title": "source sources sourcename title evidencesource fuente fuentes titulo titulodelafuente",
    SourcePublisher = "source-publisher":
        "publisher outlet publication medium editor editorial publicacion medio",
    SourceAuthor = "source-author": "author authors byline autor autora autores autoria",
    SourceAddress = "source-address": "address url urls link links website web sourceurl sourcelink enlace enlaces direccion",
    SourcePublished = "source-published":
        "published publishedon publicationdate datepublished publicado fechadepublicacion",
    SourceTier = "source-tier": "tier sourcetype primarysecondary nivel tipodefuente",
    /// Where the source's information comes from in the end.
    SourceOrigin = "source-origin": "origin originalsource lineage origen fuenteoriginal",
    Stance = "stance": "bearing supportsorcontradicts postura posicion",
    /// Where in the source the passage stands.
    Locator = "locator":
        "page pages pagenumber paragraph section chapter timestamp location where
         pagina paginas parrafo seccion capitulo ubicacion localizador",
    /// The passage of the source, word for word.
    Quote = "quote":
        "quotation passage excerpt extract snippet evidencetext cita citatextual pasaje extracto fragmento",
    Confidence = "confidence": "certainty confianza certeza",
    /// A note on the evidence.
    EvidenceNote = "evidence-note":
        "evidencenotes evidencecomment sourcenote sourcenotes notadelafuente notasdelafuente notadeevidencia",
}

impl Column {
    /// Takes the column that a header usually names; case, accents, spaces and punctuation make no difference.
    pub fn of_header(header: &str) -> Option<Self> {
        let plain = plain(header);
        let names = |column: &Self| plain == self::plain(column.word()) || column.synonyms().any(|word| plain == word);
        Self::ALL.iter().copied().find(names)
    }
}

impl fmt::Display for Column {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.word())
    }
}

impl FromStr for Column {
    type Err = String;

    /// Reads the column's own word and no synonym: whoever maps columns by hand means one of these.
    fn from_str(text: &str) -> Result<Self, String> {
        let wanted = plain(text);
        Self::ALL.iter().copied().find(|column| plain(column.word()) == wanted).ok_or_else(|| {
            let words: Vec<_> = Self::ALL.iter().map(|column| column.word()).collect();
            format!("`{}` is not a column: take one of {}", text.escape_debug(), words.join(", "))
        })
    }
}

/// Says for each header what its column holds; `None` where nobody knows, which [`ignored`] lists.
///
/// What `explicit` says of a header wins over what the header looks like. Two headers for one column are a fault, and
/// so is a header that `explicit` names and that is not there exactly once.
pub fn map_headers(headers: &[String], explicit: &[(String, Column)]) -> Result<Vec<Option<Column>>, Fault> {
    let mut mapped = map_by_hand(headers, explicit)?;
    for at in 0..headers.len() {
        let looks_like = Column::of_header(&headers[at]);
        let (None, Some(column)) = (mapped[at], looks_like) else { continue };
        if explicit.iter().any(|(_, taken)| *taken == column) {
            continue;
        }
        if let Some(first) = mapped.iter().position(|taken| *taken == looks_like) {
            let both = format!("`{}` and this one both look like {column}: say which one is meant", headers[first]);
            return Err(named(&headers[at], both));
        }
        mapped[at] = looks_like;
    }
    Ok(mapped)
}

fn map_by_hand(headers: &[String], explicit: &[(String, Column)]) -> Result<Vec<Option<Column>>, Fault> {
    let mut mapped = vec![None; headers.len()];
    for (name, column) in explicit {
        let at = position(headers, name)?;
        if let Some(before) = mapped[at].filter(|before| before != column) {
            return Err(named(name, format!("it is mapped twice, to {before} and to {column}")));
        }
        if let Some(other) = mapped.iter().position(|taken| *taken == Some(*column)).filter(|&other| other != at) {
            return Err(named(name, format!("{column} is already mapped to `{}`", column_name(headers, other))));
        }
        mapped[at] = Some(*column);
    }
    Ok(mapped)
}

/// Lists the headers whose columns are not taken in, so that they can be shown before anything is written.
pub fn ignored(headers: &[String], mapped: &[Option<Column>]) -> Vec<String> {
    let unmapped = |at: &usize| mapped.get(*at).copied().flatten().is_none();
    (0..headers.len()).filter(unmapped).map(|at| column_name(headers, at)).collect()
}

/// Finds the one header that a name means: the same to the letter, else the same but for case, accents and spaces.
pub fn position(headers: &[String], name: &str) -> Result<usize, Fault> {
    let all = |same: &dyn Fn(&str) -> bool| -> Vec<usize> {
        headers.iter().enumerate().filter(|(_, header)| same(header)).map(|(at, _)| at).collect()
    };
    let mut found = all(&|header| header == name.trim());
    if found.is_empty() && !plain(name).is_empty() {
        found = all(&|header| plain(header) == plain(name));
    }
    match found[..] {
        [at] => Ok(at),
        [] => Err(named(name, format!("there is no such header; the headers are {}", headers.join(", ")))),
        _ => Err(named(name, format!("{} columns have this header: give each its own", found.len()))),
    }
}

fn named(header: &str, reason: String) -> Fault {
    Fault { line: 0, column: Some(header.to_string()), reason }
}

/// Strips a header to its letters and digits, in lower case and without accents.
fn plain(header: &str) -> String {
    let folded = header.chars().flat_map(char::to_lowercase).map(|letter| match letter {
        'á' | 'à' | 'â' | 'ä' => 'a',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'í' | 'ì' | 'î' | 'ï' => 'i',
        'ó' | 'ò' | 'ô' | 'ö' => 'o',
        'ú' | 'ù' | 'û' | 'ü' => 'u',
        'ñ' => 'n',
        'ç' => 'c',
        other => other,
    });
    // A decomposed accent, as macOS writes it, is no letter and falls away here.
    folded.filter(|letter| letter.is_alphanumeric()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn map(headers: &str, explicit: &[(&str, Column)]) -> Result<Vec<Option<Column>>, String> {
        let headers: Vec<_> = headers.split('|').map(String::from).collect();
        let explicit: Vec<_> = explicit.iter().map(|(name, column)| (name.to_string(), *column)).collect();
        map_headers(&headers, &explicit).map_err(|fault| fault.to_string())
    }

    #[test]
    fn headers_are_known_in_any_case_and_in_two_languages() {
        use Column::*;
        for (header, column) in [
            ("CLAIM", Statement),
            ("Claim_ID", Id),
            ("source-URL", SourceAddress),
            (" Page number ", Locator),
            ("Afirmación", Statement),
            ("AFIRMACIO\u{301}N", Statement),
            ("Fuente", SourceTitle),
            ("cita textual", Quote),
            ("PÁGINA", Locator),
            ("prioridad", Priority),
            ("N.o", Id),
            ("Fecha de publicación", SourcePublished),
            ("Evidence note", EvidenceNote),
        ] {
            assert_eq!(Column::of_header(header), Some(column), "{header}");
        }
        assert_eq!(Column::of_header("verdict"), None);
        assert_eq!(Column::of_header("#"), None);
    }

    #[test]
    fn no_header_means_two_columns() {
        let mut seen = std::collections::HashMap::new();
        for &column in Column::ALL {
            for name in column.synonyms().map(String::from).chain([plain(column.word())]) {
                assert_eq!(plain(&name), name, "a synonym is written as it is compared");
                assert_eq!(seen.insert(name.clone(), column), None, "{name}");
            }
        }
    }

    #[test]
    fn what_is_said_by_hand_wins() {
        use Column::*;
        assert_eq!(map("Claim|Colour|URL", &[]), Ok(vec![Some(Statement), None, Some(SourceAddress)]));
        assert_eq!(map("Text|Draft text", &[("draft TEXT", Statement)]), Ok(vec![None, Some(Statement)]));
        assert_eq!(map("Text|Claim", &[("text", Note)]), Ok(vec![Some(Note), Some(Statement)]));
        assert_eq!(map("#|claim", &[("#", Id)]), Ok(vec![Some(Id), Some(Statement)]));
        assert_eq!(map("a|A", &[("A", Id)]), Ok(vec![None, Some(Id)]));
    }

    #[test]
    fn doubtful_headers_are_named() {
        use Column::*;
        let refused = |headers, explicit: &[_], part| {
            let message = map(headers, explicit).unwrap_err();
            assert!(message.contains(part), "{message}");
        };
        refused("Claim|Text", &[], "column `Text`: `Claim` and this one both look like statement");
        refused(
            "Claim|URL",
            &[("Colour", Note)],
            "column `Colour`: there is no such header; the headers are Claim, URL",
        );
        refused("x|x", &[("x", Note)], "2 columns have this header");
        refused("a|b", &[("a", Note), ("b", Note)], "note is already mapped to `a`");
        refused("a|b", &[("a", Note), ("a", Id)], "mapped twice, to note and to id");
    }

    #[test]
    fn ignored_columns_are_listed() {
        let headers: Vec<_> = ["Claim", "", "Colour"].map(String::from).into();
        let mapped = map_headers(&headers, &[]).unwrap();
        assert_eq!(ignored(&headers, &mapped), ["number 2", "Colour"]);
    }

    #[test]
    fn a_column_is_read_by_its_own_word() {
        assert_eq!("Source Title".parse(), Ok(Column::SourceTitle));
        assert!("fuente".parse::<Column>().unwrap_err().contains("evidence-note"));
    }
}
