//! Marks, currency codes and short units, which English and Spanish write alike.

use super::cue::{Cue, Edge, Stated};
use super::lexicon::Lexicon;
use record::model::words::Comparator;

const CURRENCIES: &[(&str, &str)] = &[
    ("$", "$|dls"),
    ("USD", "usd|us $|u . s . $|u $ s|u $ d|usd $"),
    ("EUR", "€|eur"),
    ("GBP", "£|gbp|uk £|gb £"),
    ("JPY", "jpy|jp ¥|¥"),
    ("CNY", "cny|rmb|cn ¥"),
    ("PEN", "pen|s /|s / ."),
    ("BRL", "brl|r $"),
    ("AUD", "aud|a $|au $"),
    ("CAD", "cad|c $|ca $"),
    ("NZD", "nzd|nz $"),
    ("HKD", "hkd|hk $"),
    ("SGD", "sgd|s $"),
    ("TWD", "twd|nt $"),
    ("MXN", "mxn|mx $|mxn $|mex $"),
    ("COP", "cop|cop $|col $"),
    ("CLP", "clp|clp $|ch $"),
    ("ARS", "ars|ar $|ars $"),
    ("DOP", "dop|rd $"),
    ("UYU", "uyu|u $|$ u"),
    ("BOB", "bob|bs|bs ."),
    ("VES", "ves"),
    ("CRC", "crc|₡"),
    ("PYG", "pyg|₲|gs ."),
    ("GTQ", "gtq"),
    ("HNL", "hnl"),
    ("NIO", "nio"),
    ("CHF", "chf|sfr"),
    ("SEK", "sek"),
    ("NOK", "nok"),
    ("DKK", "dkk"),
    ("PLN", "pln"),
    ("CZK", "czk"),
    ("HUF", "huf"),
    ("RON", "ron"),
    ("TRY", "try|₺"),
    ("RUB", "rub|₽"),
    ("UAH", "uah|₴"),
    ("ILS", "ils|₪"),
    ("SAR", "sar"),
    ("AED", "aed"),
    ("EGP", "egp"),
    ("NGN", "ngn|₦"),
    ("KES", "kes|ksh"),
    ("GHS", "ghs|gh ₵"),
    ("ZAR", "zar"),
    ("INR", "inr|₹|rs|rs ."),
    ("PKR", "pkr"),
    ("BDT", "bdt|৳"),
    ("KRW", "krw|₩"),
    ("THB", "thb|฿"),
    ("IDR", "idr|rp"),
    ("MYR", "myr"),
    ("PHP", "php|₱"),
    ("VND", "vnd|₫"),
];

const UNITS: &[(&str, &str)] = &[
    ("percent", "%|pct|pct .|p . c .|％"),
    ("per mille", "‰"),
    ("percentage points", "pp|p . p .|p . p|pps"),
    ("basis points", "bps"),
    ("km", "km|kms"),
    ("m", "m|mts"),
    ("cm", "cm"),
    ("mm", "mm"),
    ("km2", "km²|km2|sq km|sq . km"),
    ("m2", "m²|m2|sq m|sq . m"),
    ("m3", "m³|m3"),
    ("ha", "ha|has ."),
    ("kg", "kg|kgs|kilos|kilo"),
    ("g", "g|gr"),
    ("mg", "mg"),
    ("lb", "lb|lbs"),
    ("t", "t|tm"),
    ("l", "l|lt|lts"),
    ("ml", "ml"),
    ("W", "w"),
    ("kW", "kw"),
    ("MW", "mw"),
    ("GW", "gw"),
    ("kWh", "kwh"),
    ("MWh", "mwh"),
    ("GWh", "gwh"),
    ("TWh", "twh"),
    ("km/h", "km / h|kph|kmh"),
    ("mph", "mph"),
    ("m/s", "m / s"),
    ("degrees C", "° c|º c|ºc"),
    ("degrees F", "° f|º f|ºf"),
    ("degrees", "°"),
    ("Hz", "hz"),
    ("MHz", "mhz"),
    ("GHz", "ghz"),
    ("MB", "mb"),
    ("GB", "gb"),
    ("TB", "tb"),
    ("ppm", "ppm"),
    ("barrels per day", "bpd"),
    ("ft", "ft"),
    ("times", "x|×"),
];

const SUFFIXES: &[(u8, &str)] =
    &[(3, "k"), (6, "m|mn|mln|mio|mm|mill .|mills ."), (9, "b|bn|bln|mld|mrd|mds|bio"), (12, "tn|trn|tln|t")];

/// Names and words whose number is a name or a reference, in both languages.
const LABELS: &str = "ftse|nasdaq|ibex|dax|cac|nikkei|stoxx|euro stoxx|russell|s & p|merval|bovespa|asx|kospi|topix|dow|boeing|airbus|iphone|ipad|\
    android|ios|macos|windows|covid|sars|playstation|xbox|formula|apollo|falcon|soyuz|galaxy|pixel|gate|junction|platform|terminal|runway|\
    iso|rfc|din|une|astm|en iso|iec|nom|chatgpt|gpt|html|usb|wifi|wi - fi|bluetooth|agenda|fortune|studio|channel|radio|canal|\
    artículo|artículos|article|articles|art|arts|section|sections|clause|clauses|chapter|chapters|page|pages|p|pp|pág|págs|página|páginas|\
    paragraph|paragraphs|párrafo|párrafos|apartado|apartados|annex|anexo|appendix|schedule|exhibit|table|tabla|cuadro|figure|figura|fig|figs|\
    footnote|note|nota|volume|vol|tomo|volumen|issue|edition|edición|version|versión|v|episode|episodio|season|temporada|sala|room|suite|apt|\
    apartment|apartamento|flight|vuelo|route|ruta|highway|interstate|motorway|autopista|carretera|road|line|línea|bus|tram|exit|salida|\
    law|ley|decreto|decree|decreto ley|real decreto|resolución|resolution|directive|directiva|regulation|reglamento|ordenanza|order|sentencia|act|proposition|prop|amendment|\
    enmienda|case|caso|expediente|exp|folio|foja|ref|reference|referencia|invoice|factura|contract no|ticket no|oficio|acuerdo|licitación|boletín|\
    group|grupo|level|nivel|grade|grado|tier|stage|etapa|phase|fase|zone|zona|district|distrito|ward|precinct|sector|block|bloque|manzana|lote|lot|\
    class|clase|type|tipo|category|categoría|model|modelo|mark|team|unit|psalm|salmo|verse|step|paso|item|question|pregunta|rule|regla|form|\
    formulario|number|número|núm|nro|no|nº|box|apartado postal|floor|piso|puerta|andén|track|vía|lane|seat|asiento|row|fila|shelf|\
    top|area|área|pier|muelle|pin|code|código|postcode|zip|cp|version no|build";

const ROMAN: &str = "i|ii|iii|iv|v|vi|vii|viii|ix|x|xi|xii|xiii|xiv|xv|xvi|xvii|xviii|xix|xx|xxi";

const ABBREVIATIONS: &str = "art|arts|no|nos|núm|nº|fig|figs|vol|vols|pp|pág|págs|p|cap|inc|ltd|co|corp|bros|jr|sr|sra|\
    srta|mr|mrs|ms|dr|dra|drs|prof|gen|col|lt|sgt|capt|cmdr|rev|hon|gov|sen|rep|st|ave|blvd|vs|etc|approx|est|ed|eds|\
    dept|univ|assn|bn|mn|mill|mills|tn|eg|ie|cf|al|jan|feb|mar|apr|jun|jul|aug|sep|sept|oct|nov|dec|lic|ing|arq|gral|av|\
    avda|ud|uds|vd|vds|ej|aprox|máx|mín|tel|ext|depto|dpto|cía|ee|uu|hnos|mons|pbro|tte|cnel|cap|excmo|ilmo|ph|viz|ca|s|\
    op|cit|par|para|sec|secs|min|hr|hrs|lb|lbs|oz|ft|sq|km|kg|cm|mm|ref|supp|ch|dist|esq|messrs|pres|treas|pty|plc";

/// Puts in what both languages share.
pub fn fill(lexicon: &mut Lexicon) {
    for (code, spellings) in CURRENCIES {
        lexicon.add(spellings, Cue::Currency(code));
    }
    for (unit, spellings) in UNITS {
        lexicon.add(spellings, Cue::Unit(unit));
    }
    for (power, spellings) in SUFFIXES {
        lexicon.add(spellings, Cue::Suffix(*power));
    }
    for (at, numeral) in ROMAN.split('|').enumerate() {
        lexicon.add(numeral, Cue::Roman(at as u16 + 1));
    }
    lexicon.add(ABBREVIATIONS, Cue::Abbreviation);
    lexicon.add("-|–|~ –", Cue::RangeJoin);
    lexicon.add("~|≈|±|c .|ca .", Cue::Hedge(Comparator::About));
    lexicon.add(">|+ de|+ than", Cue::Hedge(Comparator::Greater));
    lexicon.add("+", Cue::Hedge(Comparator::Equal));
    lexicon.add("<", Cue::Hedge(Comparator::Less));
    lexicon.add("≥|> =", Cue::Hedge(Comparator::AtLeast));
    lexicon.add("≤|< =", Cue::Hedge(Comparator::AtMost));
    lexicon.add("+", Cue::HedgeAfter(Comparator::AtLeast));
    lexicon.add("(", Cue::Edge(Edge::Whole));
    super::currencies::fill_shared(lexicon);
    lexicon.add(LABELS, Cue::Label);
}

/// Adds words that state an amount by themselves.
pub fn stated(lexicon: &mut Lexicon, table: &[(Comparator, &'static str, &'static str, &str)]) {
    for (comparator, amount, unit, phrases) in table {
        lexicon.add(phrases, Cue::Stated(Stated { comparator: *comparator, amount, unit }));
    }
}
