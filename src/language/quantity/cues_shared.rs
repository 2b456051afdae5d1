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
    ("percent", "%|pct"),
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
    ("t", "t|tn|tm"),
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
    lexicon.add(">|+", Cue::Hedge(Comparator::Greater));
    lexicon.add("<", Cue::Hedge(Comparator::Less));
    lexicon.add("≥|> =", Cue::Hedge(Comparator::AtLeast));
    lexicon.add("≤|< =", Cue::Hedge(Comparator::AtMost));
    lexicon.add("+", Cue::HedgeAfter(Comparator::AtLeast));
    lexicon.add("(", Cue::Edge(Edge::Whole));
}

/// Adds words that state an amount by themselves.
pub fn stated(lexicon: &mut Lexicon, table: &[(Comparator, &'static str, &'static str, &str)]) {
    for (comparator, amount, unit, phrases) in table {
        lexicon.add(phrases, Cue::Stated(Stated { comparator: *comparator, amount, unit }));
    }
}
