//! The currencies of ISO 4217 by code, symbol and name in both languages.
//!
//! A name that several currencies share stands for itself: which country's rupee is meant is not guessed.

use super::cue::Cue;
use super::lexicon::Lexicon;

/// Code, symbols, English names, Spanish names; each list is parted by `|` and may be empty.
const TABLE: &[(&str, &str, &str, &str)] = &[
    ("AED", "dhs", "uae dirham", "dírham emiratí|dírham de los emiratos"),
    ("AFN", "؋", "afghani", "afgani"),
    ("ALL", "", "lek|albanian lek", "lek"),
    ("AMD", "֏", "dram|armenian dram", "dram"),
    ("AOA", "kz", "kwanza|angolan kwanza", "kwanza"),
    ("ARS", "", "argentine peso|argentinian peso", "peso argentino"),
    ("ATS", "", "austrian schilling", "chelín austriaco"),
    ("AUD", "", "australian dollar|aussie dollar", "dólar australiano"),
    ("AWG", "awg", "aruban florin", "florín arubeño"),
    ("AZN", "₼", "manat|azerbaijani manat", "manat"),
    ("BAM", "", "convertible mark", "marco convertible"),
    ("BBD", "bds $", "barbados dollar|barbadian dollar", "dólar de barbados"),
    ("BDT", "tk|tk .", "taka|bangladeshi taka", "taka"),
    ("BEF", "", "belgian franc", "franco belga"),
    ("BGN", "лв", "lev|leva|bulgarian lev|bulgarian leva", "leva"),
    ("BHD", "", "bahraini dinar|bahrain dinar", "dinar bareiní|dinar de baréin"),
    ("BIF", "", "burundian franc|burundi franc", "franco burundés"),
    ("BMD", "bd $", "bermudian dollar|bermuda dollar", "dólar bermudeño"),
    ("BND", "", "brunei dollar", "dólar de brunéi"),
    ("BOB", "", "boliviano", "boliviano"),
    ("BRL", "", "brazilian real|brazilian reais|reais", "real brasileño|reales brasileños"),
    ("BSD", "", "bahamian dollar", "dólar bahameño"),
    ("BTC", "₿|xbt", "bitcoin", "bitcoin"),
    ("BTN", "nu .", "ngultrum", "ngultrum"),
    ("BWP", "", "botswana pula|pula", "pula"),
    ("BYN", "", "belarusian rouble|belarusian ruble", "rublo bielorruso"),
    ("BZD", "bz $", "belize dollar", "dólar beliceño"),
    ("CAD", "", "canadian dollar", "dólar canadiense"),
    ("CDF", "", "congolese franc", "franco congoleño"),
    ("CHF", "sfr .|fr .|frs", "swiss franc", "franco suizo"),
    ("CLP", "", "chilean peso", "peso chileno"),
    ("CNY", "元|rmb ¥", "yuan|yuan renminbi|chinese yuan|renminbi", "yuan|yuanes|yuan chino"),
    ("COP", "", "colombian peso", "peso colombiano"),
    ("CRC", "", "costa rican colon|colones|colon", "colón costarricense|colones costarricenses|colones"),
    ("CUP", "", "cuban peso", "peso cubano"),
    ("CVE", "", "cape verdean escudo", "escudo caboverdiano"),
    ("CZK", "kč", "czech koruna|koruna|korunas|czech crown", "corona checa"),
    ("DEM", "", "deutsche mark|deutschmark|german mark|d - mark", "marco alemán|marcos alemanes"),
    ("DJF", "", "djibouti franc", "franco yibutiano"),
    ("DKK", "dkr", "danish krone|danish kroner|danish crown", "corona danesa"),
    ("DOP", "", "dominican peso", "peso dominicano"),
    ("DZD", "", "algerian dinar", "dinar argelino"),
    ("EGP", "e £", "egyptian pound", "libra egipcia"),
    ("ERN", "", "nakfa", "nakfa"),
    ("ESP", "", "peseta", "peseta"),
    ("ETB", "", "birr|ethiopian birr", "birr"),
    ("ETH", "", "ether", "ether"),
    ("EUR", "euro €", "euro", "euro"),
    ("FIM", "", "finnish markka|markka", "marco finlandés"),
    ("FJD", "fj $", "fijian dollar|fiji dollar", "dólar fiyiano"),
    ("FKP", "", "falkland islands pound", "libra malvinense"),
    ("FRF", "", "french franc", "franco francés|francos franceses"),
    (
        "GBP",
        "stg £",
        "british pound|pound sterling|pounds sterling|sterling|uk pound",
        "libra esterlina|libra británica",
    ),
    ("GEL", "₾", "lari|georgian lari", "lari"),
    ("GHS", "₵|gh ¢", "cedi|ghanaian cedi|ghana cedi", "cedi"),
    ("GIP", "", "gibraltar pound", "libra gibraltareña"),
    ("GMD", "", "dalasi", "dalasi"),
    ("GNF", "", "guinean franc", "franco guineano"),
    ("GRD", "", "drachma|drachmas", "dracma"),
    ("GTQ", "", "quetzal|quetzales", "quetzal|quetzales"),
    ("GYD", "", "guyanese dollar|guyana dollar", "dólar guyanés"),
    ("HKD", "", "hong kong dollar", "dólar de hong kong|dólar hongkonés"),
    ("HNL", "", "lempira", "lempira"),
    ("HTG", "", "gourde|haitian gourde", "gourde"),
    ("HUF", "", "forint|hungarian forint", "forinto|florín húngaro"),
    ("IDR", "rp .", "rupiah|indonesian rupiah", "rupia indonesia"),
    ("IEP", "ir £", "irish pound|punt", "libra irlandesa"),
    ("ILS", "nis", "shekel|new shekel|israeli shekel|new israeli shekel", "séquel|shekel|nuevo séquel"),
    ("INR", "inr ₹", "indian rupee", "rupia india"),
    ("IQD", "", "iraqi dinar", "dinar iraquí"),
    ("IRR", "", "iranian rial", "rial iraní"),
    ("ISK", "", "icelandic krona|icelandic kronur|icelandic króna", "corona islandesa"),
    ("ITL", "₤", "italian lira|italian lire", "lira italiana"),
    ("JMD", "j $|ja $", "jamaican dollar|jamaica dollar", "dólar jamaicano|dólar jamaiquino"),
    ("JOD", "", "jordanian dinar", "dinar jordano"),
    ("JPY", "円", "yen|japanese yen", "yen|yenes|yen japonés"),
    ("KES", "kshs|kes .|sh", "kenyan shilling|kenya shilling", "chelín keniano|chelín keniata"),
    ("KGS", "", "kyrgyz som|som", "som kirguís"),
    ("KHR", "៛", "riel|cambodian riel", "riel"),
    ("KRW", "", "korean won|south korean won|won", "won|won surcoreano|wones"),
    ("KWD", "kd", "kuwaiti dinar|kuwait dinar", "dinar kuwaití"),
    ("KZT", "₸", "tenge", "tenge"),
    ("LAK", "₭", "kip|lao kip", "kip"),
    ("LBP", "", "lebanese pound|lebanese lira", "libra libanesa"),
    ("LKR", "slrs", "sri lankan rupee|sri lanka rupee", "rupia de sri lanka|rupia esrilanquesa"),
    ("LRD", "", "liberian dollar", "dólar liberiano"),
    ("LSL", "", "loti|maloti", "loti"),
    ("LYD", "", "libyan dinar", "dinar libio"),
    ("MAD", "", "moroccan dirham", "dírham marroquí|dirham marroquí"),
    ("MDL", "", "moldovan leu|moldovan lei", "leu moldavo"),
    ("MGA", "", "ariary|malagasy ariary", "ariary"),
    ("MKD", "", "macedonian denar|denar", "denar macedonio"),
    ("MMK", "", "kyat|burmese kyat", "kyat"),
    ("MNT", "₮", "tugrik", "tugrik"),
    ("MOP", "mop $", "pataca|macanese pataca", "pataca"),
    ("MRU", "", "ouguiya", "uguiya"),
    ("MUR", "", "mauritian rupee|mauritius rupee", "rupia mauriciana"),
    ("MVR", "", "rufiyaa", "rufiyaa"),
    ("MWK", "", "malawian kwacha|malawi kwacha", "kwacha malauí"),
    ("MXN", "", "mexican peso", "peso mexicano"),
    ("MYR", "rm", "ringgit|malaysian ringgit", "ringgit"),
    ("MZN", "", "metical|meticais|mozambican metical", "metical"),
    ("NAD", "n $", "namibian dollar|namibia dollar", "dólar namibio"),
    ("NGN", "", "naira|nigerian naira", "naira"),
    ("NIO", "", "nicaraguan cordoba|cordoba", "córdoba|córdobas"),
    ("NLG", "", "dutch guilder|guilder", "florín neerlandés|florín holandés"),
    ("NOK", "nkr", "norwegian krone|norwegian kroner|norwegian crown", "corona noruega"),
    ("NPR", "nrs", "nepalese rupee|nepali rupee", "rupia nepalí|rupia nepalesa"),
    ("NZD", "", "new zealand dollar|kiwi dollar", "dólar neozelandés"),
    ("OMR", "", "omani rial", "rial omaní"),
    ("PAB", "b / .", "balboa", "balboa"),
    (
        "PEN",
        "",
        "peruvian sol|peruvian soles|nuevo sol|nuevos soles",
        "sol peruano|soles peruanos|nuevo sol|nuevos soles",
    ),
    ("PGK", "", "papua new guinea kina|kina", "kina"),
    ("PHP", "php .", "philippine peso|filipino peso", "peso filipino"),
    ("PKR", "pkrs", "pakistani rupee|pakistan rupee", "rupia pakistaní"),
    ("PLN", "zł", "zloty|zlotys|złoty|zlotych|polish zloty", "zloty|zlotys|esloti|eslotis"),
    ("PTE", "", "portuguese escudo", "escudo portugués"),
    ("PYG", "", "guarani|paraguayan guarani|guaranies", "guaraní|guaraníes"),
    ("QAR", "", "qatari riyal|qatari rial", "riyal catarí|rial catarí"),
    ("RON", "", "romanian leu|romanian lei", "leu rumano|leus rumanos"),
    ("RSD", "", "serbian dinar", "dinar serbio"),
    ("RUB", "", "russian rouble|russian ruble|rouble|ruble", "rublo|rublo ruso"),
    ("RWF", "", "rwandan franc|rwanda franc", "franco ruandés"),
    ("SAR", "", "saudi riyal|saudi rial", "riyal saudí|rial saudí|riyal saudita"),
    ("SBD", "", "solomon islands dollar", "dólar de las islas salomón"),
    ("SCR", "", "seychelles rupee|seychellois rupee", "rupia seychelense"),
    ("SDG", "", "sudanese pound", "libra sudanesa"),
    ("SEK", "skr", "swedish krona|swedish kronor|swedish crown", "corona sueca"),
    ("SGD", "sg $", "singapore dollar|singaporean dollar", "dólar de singapur"),
    ("SLE", "", "sierra leonean leone|leone", "leone"),
    ("SOS", "", "somali shilling", "chelín somalí"),
    ("SRD", "", "surinamese dollar|suriname dollar", "dólar surinamés"),
    ("SSP", "", "south sudanese pound", "libra sursudanesa"),
    ("STN", "", "dobra", "dobra"),
    ("SYP", "", "syrian pound", "libra siria"),
    ("SZL", "", "lilangeni|emalangeni", "lilangeni"),
    ("THB", "", "baht|thai baht", "baht|bat tailandés"),
    ("TJS", "", "somoni", "somoni"),
    ("TMT", "", "turkmen manat", "manat turcomano"),
    ("TND", "", "tunisian dinar", "dinar tunecino"),
    ("TOP", "", "paanga|tongan paanga", "paanga"),
    ("TRY", "tl|ytl", "turkish lira|turkish liras", "lira turca"),
    ("TTD", "tt $", "trinidad and tobago dollar", "dólar de trinidad y tobago"),
    ("TWD", "", "new taiwan dollar|taiwan dollar|taiwanese dollar", "dólar taiwanés|nuevo dólar taiwanés"),
    ("TZS", "tsh|tshs", "tanzanian shilling|tanzania shilling", "chelín tanzano"),
    ("UAH", "", "hryvnia|hryvnias|ukrainian hryvnia", "grivna|grivnas|jrivnia|jrivnias"),
    ("UGX", "ush|ushs", "ugandan shilling|uganda shilling", "chelín ugandés"),
    (
        "USD",
        "",
        "us dollar|u . s . dollar|american dollar|united states dollar",
        "dólar estadounidense|dólar americano|dólar de los estados unidos|dólar norteamericano",
    ),
    ("UYU", "", "uruguayan peso", "peso uruguayo"),
    ("UZS", "", "uzbek som|uzbek sum|uzbekistani som", "som uzbeko"),
    ("VES", "", "venezuelan bolivar|bolivar|bolivares", "bolívar|bolívares|bolívar soberano|bolívares soberanos"),
    ("VND", "", "dong|vietnamese dong", "dong|dong vietnamita"),
    ("VUV", "", "vatu", "vatu"),
    ("WST", "", "samoan tala|tala", "tala"),
    ("XAF", "fcfa", "central african cfa franc", "franco cfa de áfrica central"),
    ("XCD", "ec $", "east caribbean dollar|eastern caribbean dollar", "dólar del caribe oriental"),
    ("XOF", "", "west african cfa franc", "franco cfa de áfrica occidental"),
    ("XPF", "", "cfp franc", "franco cfp"),
    ("YER", "", "yemeni rial|yemeni riyal", "rial yemení"),
    ("ZAR", "", "rand|south african rand", "rand|rand sudafricano"),
    ("ZMW", "", "zambian kwacha", "kwacha zambiano"),
];

/// Names that several currencies share, in English and in Spanish.
const SHARED: &[(&str, &str, &str)] = &[
    ("dinars", "dinar|dinars", "dinar|dinares"),
    ("dirhams", "dirham|dirhams", "dírham|dírhams|dirham|dirhams"),
    ("riyals", "riyal|riyals|saudi riyals", "riyal|riyales"),
    ("rials", "rial|rials", "rial|riales"),
    ("kroner", "krone|krona|crowns|kr", "coronas|kr"),
    ("lei", "lei", "leus|lei"),
    ("CFA francs", "cfa franc|cfa francs|cfa", "franco cfa|francos cfa"),
    ("shillings", "shilling|shillings", "chelín|chelines"),
    ("francs", "franc|francs", "franco|francos"),
    ("rupees", "rupee|rupees", "rupia|rupias"),
    ("kwacha", "kwacha", "kwacha|kwachas"),
    ("florins", "florin|florins", "florín|florines"),
    ("escudos", "escudo|escudos", "escudo|escudos"),
    ("marks", "", "marcos"),
    ("pence", "pence|penny", "penique|peniques"),
];

/// Codes that are common words in capitals, so that they never stand for money before a number.
const WORDS: &[&str] = &["ALL", "TOP", "SOS", "CUP", "MOP", "GEL", "BAM", "ATS", "STN", "ETH"];

/// Says whether three capitals are the code of a currency and no word besides.
pub(crate) fn is_code(letters: &str) -> bool {
    letters.len() == 3 && !WORDS.contains(&letters) && TABLE.binary_search_by(|row| row.0.cmp(letters)).is_ok()
}

/// Gives the English names of a currency or of several that share one.
pub(crate) fn names() -> impl Iterator<Item = (&'static str, &'static str)> {
    let own = TABLE.iter().map(|row| (row.0, row.2));
    own.chain(SHARED.iter().map(|row| (row.0, row.1))).filter(|(_, names)| !names.is_empty())
}

/// Puts in the codes and symbols, which both languages write alike.
pub(super) fn fill_shared(lexicon: &mut Lexicon) {
    for (code, symbols, ..) in TABLE {
        lexicon.add(&code.to_lowercase(), Cue::Currency(code));
        if !symbols.is_empty() {
            lexicon.add(symbols, Cue::Currency(code));
        }
    }
}

/// Puts in the English names.
pub(super) fn fill_english(lexicon: &mut Lexicon) {
    for (code, _, names, _) in TABLE {
        names.split('|').filter(|name| !name.is_empty()).for_each(|name| {
            lexicon.add(name, Cue::Currency(code));
            lexicon.add(&format!("{name}s"), Cue::Currency(code));
        });
    }
    for (name, words, _) in SHARED.iter().filter(|row| !row.1.is_empty()) {
        lexicon.add(words, Cue::Currency(name));
    }
}

/// Puts in the Spanish names.
pub(super) fn fill_spanish(lexicon: &mut Lexicon) {
    for (code, _, _, names) in TABLE {
        names.split('|').filter(|name| !name.is_empty()).for_each(|name| {
            lexicon.add(name, Cue::Currency(code));
            lexicon.add(&plural(name), Cue::Currency(code));
        });
    }
    for (name, _, words) in SHARED {
        lexicon.add(words, Cue::Currency(name));
    }
}

/// Puts every word of a name into the plural up to the first `de`: `dólares neozelandeses`, `dólares de Singapur`.
fn plural(name: &str) -> String {
    let mut words = name.split(' ');
    let several: Vec<String> = words.by_ref().take_while(|word| *word != "de" && *word != "del").map(several).collect();
    let head = several.len();
    let rest: Vec<&str> = name.split(' ').skip(head).collect();
    [several.join(" "), rest.join(" ")].join(" ").trim().to_string()
}

fn several(word: &str) -> String {
    match word {
        "cfa" | "won" | "yen" => word.into(),
        _ if word.ends_with('s') && !word.ends_with("és") => word.into(),
        _ if word.ends_with("és") => format!("{}eses", &word[..word.len() - "és".len()]),
        _ if word.ends_with(['a', 'e', 'i', 'o', 'u', 'í', 'á', 'é']) => format!("{word}s"),
        _ if word.ends_with('z') => format!("{}ces", &word[..word.len() - 1]),
        _ => format!("{word}es"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::{Language, find};

    fn check(text: &str, code: &str, language: Language) {
        let found = find(text, language);
        let read = found.first().map(|found| (found.quantity.figure.amount, found.quantity.unit.clone()));
        assert_eq!(read, Some((Some(3500.into()), Some(code.to_string()))), "{text}");
    }

    #[test]
    fn every_currency_is_read_by_code_symbol_and_name() {
        for (code, symbols, english, spanish) in TABLE {
            if !WORDS.contains(code) {
                for text in
                    [format!("3500 {code}"), format!("{code} 3500"), format!("{code}3500"), format!("3500{code}")]
                {
                    check(&text, code, Language::English);
                    check(&text, code, Language::Spanish);
                }
            }
            for symbol in symbols.split('|').filter(|symbol| symbol.contains('$')) {
                check(&format!("{}3500", symbol.replace(' ', "").to_uppercase()), code, Language::English);
            }
            for (names, language) in [(english, Language::English), (spanish, Language::Spanish)] {
                for name in names.split('|').filter(|name| !name.is_empty()) {
                    check(&format!("3500 {}", name.replace(" . ", ".").replace(" - ", "-")), code, language);
                }
            }
        }
        assert_eq!(plural("dólar neozelandés"), "dólares neozelandeses");
        assert_eq!(plural("dólar de hong kong"), "dólares de hong kong");
    }
}
