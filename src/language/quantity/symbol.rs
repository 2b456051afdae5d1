//! Knows the symbols of units as they are written: `MW` is not `mW`, and `5G` is no weight.

/// Symbols, and the unit that each stands for; the case of the letters counts.
const SYMBOLS: &[(&str, &str)] = &[
    ("m", "m"), ("km", "km"), ("kms", "km"), ("cm", "cm"), ("mm", "mm"), ("dm", "dm"), ("hm", "hm"), ("nm", "nm"),
    ("µm", "µm"), ("μm", "µm"), ("ft", "ft"), ("yd", "yd"), ("yds", "yd"), ("mi", "miles"), ("nmi", "nautical miles"),
    ("m2", "m2"), ("m²", "m2"), ("km2", "km2"), ("km²", "km2"), ("cm2", "cm2"), ("cm²", "cm2"), ("mm2", "mm2"),
    ("mm²", "mm2"), ("hm2", "hm2"), ("hm²", "hm2"), ("ha", "ha"), ("Ha", "ha"), ("has", "ha"), ("ft2", "square feet"), ("ft²", "square feet"),
    ("sqft", "square feet"), ("sqm", "m2"), ("m3", "m3"), ("m³", "m3"), ("cm3", "cm3"), ("cm³", "cm3"), ("hm3", "hm3"),
    ("hm³", "hm3"), ("km3", "km3"), ("km³", "km3"), ("dm3", "dm3"), ("dm³", "dm3"), ("cc", "cm3"), ("ft3", "cubic feet"), ("ft³", "cubic feet"),
    ("l", "l"), ("L", "l"), ("ml", "ml"), ("mL", "ml"), ("cl", "cl"), ("dl", "dl"), ("hl", "hl"), ("µl", "µl"), ("Ml", "Ml"), ("ML", "Ml"), ("Gl", "Gl"), ("GL", "Gl"),
    ("g", "g"), ("gr", "g"), ("kg", "kg"), ("Kg", "kg"), ("KG", "kg"), ("kgs", "kg"), ("mg", "mg"), ("µg", "µg"), ("μg", "µg"), ("mcg", "µg"), ("ng", "ng"),
    ("t", "t"), ("kt", "kt"), ("Mt", "Mt"), ("Gt", "Gt"), ("lb", "lb"), ("lbs", "lb"), ("oz", "oz"), ("dwt", "dwt"), ("DWT", "dwt"),
    ("W", "W"), ("kW", "kW"), ("KW", "kW"), ("MW", "MW"), ("GW", "GW"), ("TW", "TW"), ("mW", "mW"), ("kWp", "kWp"), ("MWp", "MWp"), ("GWp", "GWp"), ("MWe", "MWe"),
    ("Wh", "Wh"), ("kWh", "kWh"), ("KWh", "kWh"), ("kwh", "kWh"), ("MWh", "MWh"), ("GWh", "GWh"), ("TWh", "TWh"), ("Ah", "Ah"), ("mAh", "mAh"),
    ("V", "V"), ("kV", "kV"), ("KV", "kV"), ("MV", "MV"), ("mV", "mV"), ("mA", "mA"), ("kA", "kA"), ("VA", "VA"), ("kVA", "kVA"), ("MVA", "MVA"), ("Ω", "ohms"),
    ("J", "J"), ("kJ", "kJ"), ("MJ", "MJ"), ("GJ", "GJ"), ("TJ", "TJ"), ("PJ", "PJ"), ("EJ", "EJ"), ("eV", "eV"), ("keV", "keV"), ("MeV", "MeV"), ("GeV", "GeV"), ("TeV", "TeV"),
    ("Nm", "Nm"), ("kN", "kN"), ("MN", "MN"), ("hp", "hp"), ("HP", "hp"), ("bhp", "bhp"), ("CV", "CV"), ("cv", "CV"), ("PS", "PS"), ("rpm", "rpm"), ("psi", "psi"),
    ("Hz", "Hz"), ("kHz", "kHz"), ("KHz", "kHz"), ("MHz", "MHz"), ("GHz", "GHz"), ("THz", "THz"), ("Pa", "Pa"), ("hPa", "hPa"), ("kPa", "kPa"), ("MPa", "MPa"), ("GPa", "GPa"),
    ("bar", "bar"), ("mbar", "mbar"), ("mmHg", "mmHg"), ("dB", "decibels"), ("dBA", "dBA"), ("lm", "lm"), ("lx", "lx"),
    ("kB", "kB"), ("KB", "kB"), ("MB", "MB"), ("GB", "GB"), ("TB", "TB"), ("PB", "PB"), ("EB", "EB"), ("ZB", "ZB"), ("kb", "kb"), ("Mb", "Mb"), ("Gb", "Gb"), ("Tb", "Tb"),
    ("Kbps", "kbps"), ("kbps", "kbps"), ("Mbps", "Mbps"), ("mbps", "Mbps"), ("Gbps", "Gbps"), ("gbps", "Gbps"), ("Tbps", "Tbps"), ("Mbit", "Mbit"), ("Gbit", "Gbit"), ("kbit", "kbit"),
    ("ms", "ms"), ("ns", "ns"), ("µs", "µs"), ("mol", "mol"), ("mmol", "mmol"), ("kcal", "kcal"), ("cal", "cal"), ("Btu", "Btu"), ("BTU", "Btu"), ("BTUs", "Btu"), ("MMBtu", "MMBtu"), ("MMBTU", "MMBtu"),
    ("bbl", "barrels"), ("bbls", "barrels"), ("boe", "boe"), ("boed", "boe per day"), ("boepd", "boe per day"), ("bopd", "barrels per day"), ("bpd", "barrels per day"),
    ("Sv", "Sv"), ("mSv", "mSv"), ("µSv", "µSv"), ("Bq", "Bq"), ("kBq", "kBq"), ("Gy", "Gy"), ("mGy", "mGy"), ("IU", "IU"), ("TEU", "TEU"), ("TEUs", "TEU"), ("teu", "TEU"),
    ("kn", "knots"), ("kts", "knots"), ("mph", "mph"), ("kph", "km/h"), ("kmh", "km/h"), ("fps", "fps"), ("px", "px"), ("dpi", "dpi"), ("Mpx", "Mpx"), ("ppm", "ppm"), ("ppb", "ppb"),
    ("tCO2", "t CO2"), ("tCO2e", "t CO2e"), ("MtCO2e", "Mt CO2e"), ("MtCO2", "Mt CO2"), ("GtCO2", "Gt CO2"), ("GtCO2e", "Gt CO2e"),
];

/// Gives the unit that a symbol stands for, in exactly this case.
pub fn symbol(word: &str) -> Option<&'static str> {
    if word.len() > 6 || word.is_empty() {
        return None;
    }
    SYMBOLS.iter().find(|(symbol, _)| *symbol == word).map(|(_, unit)| *unit)
}

/// Prefixes of the SI as words in English and Spanish, and as they stand before a symbol.
const PREFIXES: &[(&str, &str)] = &[
    ("kilo", "k"), ("mega", "M"), ("giga", "G"), ("tera", "T"), ("peta", "P"), ("exa", "E"), ("zetta", "Z"), ("hecto", "h"),
    ("deci", "d"), ("centi", "c"), ("mili", "m"), ("milli", "m"), ("micro", "µ"), ("nano", "n"),
];

/// Units in words, and their symbols; each takes the prefixes.
const WORDS: &[(&str, &str)] = &[
    ("watt|watts|vatio|vatios|wat", "W"), ("watt hour|watt hours|watt - hour|watt - hours|watthour|watthours|vatio hora|vatios hora|vatio - hora|vatios - hora|vatioshora", "Wh"),
    ("volt|volts|voltio|voltios", "V"), ("amp|amps|ampere|amperes|amperio|amperios", "A"), ("joule|joules|julio|julios", "J"),
    ("hertz|hercio|hercios", "Hz"), ("pascal|pascals|pascales", "Pa"), ("newton|newtons", "N"), ("byte|bytes", "B"), ("bit|bits", "bit"),
    ("tonne|tonnes|ton|tons|tonelada|toneladas", "t"), ("metre|metres|meter|meters|metro|metros", "m"), ("gram|grams|gramme|grammes|gramo|gramos", "g"),
    ("litre|litres|liter|liters|litro|litros", "l"), ("calorie|calories|caloría|calorías", "cal"), ("electronvolt|electronvolts|electronvoltio|electronvoltios", "eV"),
    ("sievert|sieverts", "Sv"), ("becquerel|becquerels|becquereles", "Bq"), ("bar|bars|bares", "bar"),
];

/// Gives every unit in words with every prefix: the phrase, and the name of the unit.
pub fn with_prefixes() -> impl Iterator<Item = (String, &'static str)> {
    WORDS.iter().flat_map(|(words, base)| {
        words.split('|').flat_map(move |word| {
            let prefixed = PREFIXES.iter().filter_map(move |(prefix, letter)| {
                let name = named(letter, base)?;
                Some((format!("{prefix}{word}"), name))
            });
            // Bare grams, metres and tonnes have their own places in the lists of each language.
            let own = named("", base).filter(|_| !matches!(*base, "t" | "m" | "g" | "l")).map(|name| (word.to_string(), name));
            prefixed.chain(own)
        })
    })
}

/// Finds the static name for a prefix and a base; a combination that nobody writes has none.
fn named(prefix: &str, base: &str) -> Option<&'static str> {
    const REST: &[&str] = &[
        "A", "kA", "mA", "N", "kN", "MN", "B", "kB", "MB", "GB", "TB", "PB", "EB", "ZB", "bit", "kbit", "Mbit", "Gbit", "Tbit", "PW",
        "PWh", "nW", "µW", "cal", "Mt", "Gt", "kt", "Tg", "Mg", "Gg", "hg", "dg", "cg", "mbar", "hm", "dm", "Mm", "nV", "µV", "TV", "mSv", "µSv",
        "nSv", "Bq", "kBq", "MBq", "GBq", "TBq", "mHz", "hl", "Ml", "Gl", "nl", "µl", "dl", "cl", "kl",
    ];
    let wanted = format!("{prefix}{base}");
    symbol(&wanted).filter(|unit| *unit == wanted).or_else(|| REST.iter().copied().find(|name| *name == wanted))
}
