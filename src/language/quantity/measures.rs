//! The units that convert exactly, with their factors, and the currencies by code and by name.
//!
//! Factors: the international yard and pound of 1959 (0.9144 m, 0.453 592 37 kg), the SI prefixes, and the oil barrel
//! of 42 US gallons of 231 cubic inches. Currency codes: ISO 4217.

use super::dimension::Dimension::{self, *};
use rust_decimal::Decimal;
use std::collections::HashMap;
use std::sync::LazyLock;

/// Spellings, what they measure, and how many of the dimension's first unit one of them is.
const UNITS: &[(&str, Dimension, &str)] = &[
    ("percent|per cent|%|pct|percentage|pc", Share, "1"),
    ("per mille|‰|permille", Share, "0.1"),
    ("fraction|proportion|of one", Share, "100"),
    ("halves|half", Share, "50"),
    ("thirds|third", Share, "33.333333333333333333"),
    ("quarters of the whole|fourths|fourth", Share, "25"),
    ("fifths|fifth", Share, "20"),
    ("eighths|eighth", Share, "12.5"),
    ("tenths|tenth", Share, "10"),
    ("percentage points|percentage point|percent points|points of percent|pp|ppt", Points, "1"),
    ("basis points|basis point|bp|bps", Points, "0.01"),
    ("percent growth|percent increase|percent more|percent rise|percent change|% growth|% increase", Change, "1"),
    ("percent decrease|percent decline|percent less|percent fall|% decrease|% decline", Change, "-1"),
    ("times|fold|-fold|x|time", Factor, "1"),
    ("kg|kilogram|kilograms|kilo|kilos", Mass, "1"),
    ("g|gram|grams|grammes", Mass, "0.001"),
    ("mg|milligrams", Mass, "0.000001"),
    ("t|tonne|tonnes|metric ton|metric tons|metric tonnes|mt", Mass, "1000"),
    ("kt|kilotonne|kilotonnes", Mass, "1000000"),
    ("Mt|megatonne|megatonnes", Mass, "1000000000"),
    ("lb|lbs|pounds of weight|pound of weight", Mass, "0.45359237"),
    ("oz|ounce|ounces", Mass, "0.028349523125"),
    ("troy ounces|troy ounce|oz t|troy oz", Mass, "0.0311034768"),
    ("short tons|short ton", Mass, "907.18474"),
    ("long tons|long ton", Mass, "1016.0469088"),
    ("tons|ton", Tons, "1"),
    ("m|meter|meters|metre|metres", Length, "1"),
    ("km|kilometer|kilometers|kilometre|kilometres", Length, "1000"),
    ("cm|centimeters|centimetres", Length, "0.01"),
    ("mm|millimeters|millimetres", Length, "0.001"),
    ("mi|mile|miles", Length, "1609.344"),
    ("nautical miles|nautical mile|nmi", Length, "1852"),
    ("ft|foot|feet", Length, "0.3048"),
    ("in|inch|inches", Length, "0.0254"),
    ("yd|yard|yards", Length, "0.9144"),
    ("m2|m²|square meters|square metres|sq m", Area, "1"),
    ("ha|hectare|hectares", Area, "10000"),
    ("km2|km²|square kilometers|square kilometres|sq km", Area, "1000000"),
    ("acre|acres", Area, "4046.8564224"),
    ("square miles|square mile|sq miles|sq mi", Area, "2589988.110336"),
    ("square feet|square foot|sq ft", Area, "0.09290304"),
    ("l|liter|liters|litre|litres", Volume, "1"),
    ("m3|m³|cubic meters|cubic metres", Volume, "1000"),
    ("barrel|barrels|bbl|bbls", Volume, "158.987294928"),
    ("us gallons|us gallon", Volume, "3.785411784"),
    ("imperial gallons|imperial gallon", Volume, "4.54609"),
    ("gallons|gallon", Gallons, "1"),
    ("km3|km³|cubic kilometres|cubic kilometers", Volume, "1000000000000"),
    ("hm3|hm³", Volume, "1000000000"),
    ("cm3|cm³|ml|millilitres|milliliters", Volume, "0.001"),
    ("cl|centilitres", Volume, "0.01"),
    ("dl", Volume, "0.1"),
    ("hl|hectolitres", Volume, "100"),
    ("cubic feet|cubic foot", Volume, "28.316846592"),
    ("µg|micrograms", Mass, "0.000000001"),
    ("Gt|gigatonnes", Mass, "1000000000000"),
    ("stone", Mass, "6.35029318"),
    ("µm|micrometres", Length, "0.000001"),
    ("nm|nanometres", Length, "0.000000001"),
    ("square yards|square yard", Area, "0.83612736"),
    ("hm2", Area, "10000"),
    ("cm2|cm²", Area, "0.0001"),
    ("kJ", Energy, "0.277777777777777777"),
    ("W|watt|watts", Power, "1"),
    ("kW|kilowatt|kilowatts", Power, "1000"),
    ("MW|megawatt|megawatts", Power, "1000000"),
    ("GW|gigawatt|gigawatts", Power, "1000000000"),
    ("TW|terawatt|terawatts", Power, "1000000000000"),
    ("Wh|watt hours", Energy, "1"),
    ("kWh|kilowatt hours|kilowatt-hours", Energy, "1000"),
    ("MWh|megawatt hours|megawatt-hours", Energy, "1000000"),
    ("GWh|gigawatt hours|gigawatt-hours", Energy, "1000000000"),
    ("TWh|terawatt hours|terawatt-hours", Energy, "1000000000000"),
    ("second|seconds", Time, "1"),
    ("minute|minutes", Time, "60"),
    ("hour|hours|h", Time, "3600"),
    ("day|days", Time, "86400"),
    ("week|weeks", Time, "604800"),
    ("month|months", Months, "1"),
    ("years|yr|yrs", Months, "12"),
    ("decade|decades", Months, "120"),
    ("century|centuries", Months, "1200"),
    ("years old|years of age|year old|-year-old|years aged", Age, "1"),
    ("year|calendar year", Year, "1"),
    ("rank|place|position", Rank, "1"),
];

/// Currency codes, and after each the names that mean it and nothing else.
const CURRENCIES: &[(&str, &str)] = &[
    ("USD", "us$|us dollars|us dollar|u.s. dollars|u.s. dollar|american dollars|dollars us"),
    ("EUR", "€|euro|euros"),
    ("GBP", "£|pounds sterling|british pounds|sterling"),
    ("JPY", "yen|japanese yen"),
    ("CNY", "yuan|renminbi|rmb|chinese yuan"),
    ("PEN", "s/|soles|sol|nuevos soles|peruvian soles"),
    ("CAD", "c$|ca$|canadian dollars"),
    ("AUD", "a$|au$|australian dollars"),
    ("NZD", "nz$|new zealand dollars"),
    ("HKD", "hk$|hong kong dollars"),
    ("SGD", "s$|singapore dollars"),
    ("TWD", "nt$|taiwan dollars"),
    ("MXN", "mex$|mexican pesos"),
    ("COP", "colombian pesos"),
    ("CLP", "chilean pesos"),
    ("ARS", "argentine pesos|argentinian pesos"),
    ("UYU", "uruguayan pesos"),
    ("PHP", "₱|philippine pesos"),
    ("BRL", "r$|reais|brazilian reais"),
    ("BOB", "bolivianos"),
    ("PYG", "guaraníes|guaranies"),
    ("VES", "bolívares|bolivares"),
    ("CRC", "₡|colones"),
    ("GTQ", "quetzales"),
    ("DOP", "dominican pesos"),
    ("HNL", "lempiras"),
    ("NIO", "córdobas|cordobas"),
    ("PAB", "balboas"),
    ("INR", "₹|indian rupees"),
    ("PKR", "pakistani rupees"),
    ("LKR", "sri lankan rupees"),
    ("NPR", "nepalese rupees"),
    ("IDR", "rupiah"),
    ("CHF", "swiss francs|swiss franc"),
    ("XOF", "cfa francs"),
    ("XAF", ""),
    ("CDF", "congolese francs"),
    ("ZAR", "rand|rands"),
    ("ZMW", "kwacha"),
    ("RUB", "₽|roubles|rubles"),
    ("UAH", "hryvnia"),
    ("KRW", "₩|korean won|south korean won"),
    ("NGN", "₦|naira"),
    ("KES", "kenyan shillings"),
    ("TZS", "tanzanian shillings"),
    ("UGX", "ugandan shillings"),
    ("GHS", "cedis"),
    ("ETB", "birr"),
    ("EGP", "egyptian pounds"),
    ("MAD", "dirhams of morocco"),
    ("TRY", "₺|turkish lira"),
    ("SEK", "swedish kronor"),
    ("NOK", "norwegian kroner"),
    ("DKK", "danish kroner"),
    ("ISK", "icelandic kronur"),
    ("PLN", "zloty|zlotys"),
    ("CZK", "czech koruna"),
    ("HUF", "forints"),
    ("RON", "romanian lei"),
    ("BGN", "leva"),
    ("ILS", "₪|shekels"),
    ("SAR", "saudi riyals"),
    ("AED", "uae dirhams"),
    ("QAR", "qatari riyals"),
    ("KWD", "kuwaiti dinars"),
    ("IQD", "iraqi dinars"),
    ("IRR", "iranian rials"),
    ("THB", "baht"),
    ("VND", "dong"),
    ("MYR", "ringgit"),
    ("MMK", "kyat"),
    ("KZT", "tenge"),
    ("MNT", "tugrik"),
    ("BDT", "taka"),
    // Names that several currencies share.
    ("$", "dollars|dollar"),
    ("pesos", "peso"),
    ("rupees", "rupee"),
    ("francs", "franc"),
    ("shillings", "shilling"),
    ("pounds", "pound"),
];

/// Names that several currencies share, and those currencies.
const SHARED: &[(&str, &[&str])] = &[
    ("$", &["USD", "CAD", "AUD", "NZD", "HKD", "SGD", "TWD", "MXN", "COP", "CLP", "ARS", "UYU"]),
    ("pesos", &["MXN", "COP", "CLP", "ARS", "UYU", "PHP", "DOP"]),
    ("rupees", &["INR", "PKR", "LKR", "NPR"]),
    ("francs", &["CHF", "XOF", "XAF", "CDF"]),
    ("shillings", &["KES", "TZS", "UGX"]),
    ("pounds", &["GBP", "EGP"]),
];

/// Words that multiply a unit: `million USD`, `thousand tonnes`.
const SCALES: &[(&str, &str)] = &[
    ("hundred|hundreds", "100"),
    ("thousand|thousands|k|'000|000s|miles de", "1000"),
    ("million|millions|m|mn|mln|mm|mio|millones|millón|millones de|millón de", "1000000"),
    ("thousand million|thousand millions|mil millones|mil millones de|billion|billions|bn|bln|b", "1000000000"),
    ("trillion|trillions|tn|trn", "1000000000000"),
    ("lakh|lakhs", "100000"),
    ("crore|crores", "10000000"),
];

static BY_NAME: LazyLock<HashMap<&str, (Dimension, Decimal)>> = LazyLock::new(|| {
    let mut names = HashMap::new();
    for (spellings, dimension, size) in UNITS {
        let size = Decimal::from_str_exact(size).unwrap_or(Decimal::ONE);
        names.extend(spellings.split('|').map(|name| (name, (dimension.clone(), size))));
    }
    for (code, spellings) in super::currencies::names() {
        names.extend(spellings.split('|').chain([code]).map(|name| (name, (Money(code), Decimal::ONE))));
    }
    for (code, spellings) in CURRENCIES {
        let spellings = spellings.split('|').chain([*code]).filter(|name| !name.is_empty());
        names.extend(spellings.map(|name| (name, (Money(code), Decimal::ONE))));
    }
    names
});

static BY_SCALE: LazyLock<HashMap<&str, Decimal>> = LazyLock::new(|| {
    let sized = |(words, size): &(&'static str, &str)| {
        let size = Decimal::from_str_exact(size).unwrap_or(Decimal::ONE);
        words.split('|').map(move |word| (word, size)).collect::<Vec<_>>()
    };
    SCALES.iter().flat_map(sized).collect()
});

/// Finds a unit by its name, first as written (`Mt` is not `mt`), then in lower and in upper case.
pub(crate) fn unit(name: &str) -> Option<(Dimension, Decimal)> {
    let found = BY_NAME.get(name).or_else(|| BY_NAME.get(name.to_lowercase().as_str()));
    found.or_else(|| BY_NAME.get(name.to_uppercase().as_str()).filter(|unit| matches!(unit.0, Money(_)))).cloned()
}

/// Finds a scale word.
pub(crate) fn scale(word: &str) -> Option<Decimal> {
    BY_SCALE.get(word).or_else(|| BY_SCALE.get(word.to_lowercase().as_str())).copied()
}

/// Gives the currencies that share a name: `$`, `pesos`.
pub(crate) fn sharers(code: &str) -> &'static [&'static str] {
    SHARED.iter().find(|(name, _)| *name == code).map_or(&[], |(_, codes)| codes)
}
