//! English numbers, hedges, units, currencies and dates.

use super::cue::{Cue, Edge, NumberWord};
use super::cues_shared::stated;
use super::lexicon::Lexicon;
use record::model::words::Comparator::{self, About, AtLeast, AtMost, Equal, Greater, Less};

const NUMBERS: &str = "zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|\
    sixteen|seventeen|eighteen|nineteen";
const TENS: &str = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety";
const ORDINALS: &str = "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|\
    fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth";
const PARTS: &[(u16, &str)] = &[
    (2, "half|halves"),
    (3, "third|thirds"),
    (4, "quarter|quarters|fourth|fourths"),
    (5, "fifth|fifths"),
    (6, "sixth|sixths"),
    (7, "seventh|sevenths"),
    (8, "eighth|eighths"),
    (9, "ninth|ninths"),
    (10, "tenth|tenths"),
    (20, "twentieth|twentieths"),
    (100, "hundredth|hundredths"),
];
const MONTHS: &str = "january|february|march|april|may|june|july|august|september|october|november|december";
const SHORT_MONTHS: &str = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec";

const HEDGES: &[(Comparator, &str)] = &[
    (
        Greater,
        "over|more than|above|exceeding|in excess of|greater than|higher than|upwards of|north of|beyond|topping|\
        surpassing|larger than|bigger than|longer than|fewer than no|well over|just over|a little over|slightly more than|\
        exceeded|surpassed|topped|exceeds|tops",
    ),
    (
        AtLeast,
        "at least|no less than|not less than|no fewer than|not fewer than|a minimum of|minimum of|minimum|as much as or more than|\
        starting at|starting from|starts at|starts from|start at|start from|prices from|fares from|tickets from|the least|at the least|at the very least|at a minimum",
    ),
    (
        AtMost,
        "up to|at most|no more than|not more than|as much as|as many as|a maximum of|maximum of|not exceeding|\
        maximum|at the most|capped at|no higher than|no greater than|no longer than|no larger than|no later than|not exceeding|anything up to|at the very most|not above",
    ),
    (
        Less,
        "under|less than|fewer than|below|lower than|just under|shy of|short of|south of|smaller than|just shy of|sub -|well under|well below|a little under|slightly less than|slightly under|just below|\
        shorter than",
    ),
    (
        About,
        "about|around|some|roughly|approximately|nearly|almost|close to|circa|an estimated|estimated|approx|approx .|\
        near|nearing|in the region of|of the order of|on the order of|virtually|practically|something like|or so|\
        approaching|more or less|just about|somewhere around|somewhere near|in the neighbourhood of|in the neighborhood of|in the vicinity of|an average of about|give or take|nearly all of",
    ),
];
const HEDGES_AFTER: &[(Comparator, &str)] = &[
    (
        AtLeast,
        "- plus|or greater|or better|or more|or above|or over|or higher|or older|or longer|and over|and above|and up|plus|at least",
    ),
    (AtMost, "or less|or fewer|or below|or under|or younger|at most|and under"),
    (About, "or so|or thereabouts|approximately|roughly|- odd|odd|more or less|- ish"),
];

const STATED: &[(Comparator, &str, &str, &str)] = &[
    (
        Greater,
        "50",
        "percent",
        "majority|vast majority|overwhelming majority|most of|most of the|simple majority|\
        absolute majority|the bulk of|more than half",
    ),
    (Less, "50", "percent", "minority|less than half|fewer than half"),
    (Equal, "50", "percent", "half|half of|one half|one - half"),
    (Equal, "100", "percent", "wholly owned|wholly - owned|fully owned|fully - owned|all of the shares|outright owner"),
    (Equal, "2", "times", "doubled|doubling|doubles|twice|twofold|two - fold|double|twice as|two times"),
    (Equal, "3", "times", "tripled|tripling|triples|trebled|trebling|threefold|three - fold|triple|thrice"),
    (Equal, "4", "times", "quadrupled|quadrupling|fourfold|four - fold|quadruple"),
    (Equal, "5", "times", "quintupled|fivefold|five - fold"),
    (Equal, "6", "times", "sixfold|six - fold"),
    (Equal, "7", "times", "sevenfold|seven - fold"),
    (Equal, "8", "times", "eightfold|eight - fold"),
    (Equal, "10", "times", "tenfold|ten - fold"),
    (Equal, "100", "times", "hundredfold"),
    (Equal, "0.5", "times", "halved|halving"),
    (Greater, "12", "", "dozens of|dozens"),
    (Greater, "20", "", "scores of"),
    (Greater, "100", "", "hundreds of|hundreds"),
    (Greater, "1000", "", "thousands of|thousands"),
    (Greater, "10000", "", "tens of thousands of|tens of thousands"),
    (Greater, "100000", "", "hundreds of thousands of|hundreds of thousands"),
    (Greater, "1000000", "", "millions of|millions"),
    (Greater, "10000000", "", "tens of millions of|tens of millions"),
    (Greater, "100000000", "", "hundreds of millions of|hundreds of millions"),
    (Greater, "1000000000", "", "billions of|billions"),
    (Greater, "10000000000", "", "tens of billions of|tens of billions"),
    (Greater, "100000000000", "", "hundreds of billions of|hundreds of billions"),
    (Greater, "1000000000000", "", "trillions of|trillions"),
];

const UNITS: &[(&str, &str)] = &[
    ("percent", "percent|per cent|per - cent|percents|per cents|pc|p . c|percentage"),
    ("per mille", "per mille|per mil|permille"),
    (
        "percentage points",
        "percentage points|percentage point|percentage - point|percentage - points|percent points|percentage pts",
    ),
    ("basis points", "basis points|basis point|basis - point|basis - points|bps|bp"),
    ("km", "kilometers|kilometres|kilometer|kilometre"),
    ("miles", "miles|mile"),
    ("nautical miles", "nautical miles|nautical mile"),
    ("m", "meters|metres|meter|metre"),
    ("cm", "centimeters|centimetres|centimeter|centimetre"),
    ("mm", "millimeters|millimetres"),
    ("ft", "feet|foot"),
    ("in", "inches|inch"),
    ("yd", "yards|yard"),
    ("acres", "acres|acre"),
    ("ha", "hectares|hectare"),
    ("km2", "square kilometers|square kilometres|square kilometer|square kilometre"),
    ("square miles", "square miles|square mile|sq miles"),
    ("m2", "square meters|square metres|square meter|square metre"),
    ("square feet", "square feet|square foot|sq ft"),
    ("m3", "cubic meters|cubic metres|cubic meter|cubic metre"),
    ("cubic feet", "cubic feet|cubic foot|cu ft|cu . ft ."),
    ("square yards", "square yards|square yard"),
    ("square inches", "square inches|square inch"),
    ("cubic yards", "cubic yards|cubic yard"),
    ("cubic inches", "cubic inches|cubic inch"),
    ("km3", "cubic kilometres|cubic kilometre|cubic kilometers|cubic kilometer"),
    ("cm2", "square centimetres|square centimeters"),
    ("cm3", "cubic centimetres|cubic centimeters"),
    ("acre-feet", "acre - feet|acre feet|acre - foot"),
    ("hp", "horsepower|horse power|brake horsepower"),
    ("knots", "knots|knot"),
    ("light years", "light years|light - years|light year"),
    ("pints", "pints|pint"),
    ("quarts", "quarts|quart"),
    ("fluid ounces", "fluid ounces|fluid ounce|fl oz"),
    ("cups", "cups|cup"),
    ("tablespoons", "tablespoons|tablespoon|tbsp"),
    ("teaspoons", "teaspoons|teaspoon|tsp"),
    ("bushels", "bushels|bushel"),
    ("troy ounces", "troy ounces|troy ounce"),
    ("stone", "stone|stones"),
    ("carats", "carats|carat"),
    ("fathoms", "fathoms|fathom"),
    ("furlongs", "furlongs|furlong"),
    ("leagues", "nautical leagues"),
    ("lb", "pounds of weight|lb .|lbs ."),
    ("Nm", "newton metres|newton meters|newton - metres"),
    ("lb-ft", "pound - feet|lb - ft|foot - pounds|pound feet"),
    ("kelvin", "kelvin|kelvins|degrees kelvin"),
    ("rpm", "revolutions per minute"),
    ("psi", "pounds per square inch"),
    ("dots per inch", "dots per inch"),
    ("Btu", "british thermal units|british thermal unit"),
    ("million barrels of oil equivalent", "million barrels of oil equivalent"),
    ("atmospheres", "atmospheres"),
    ("kg", "kilograms|kilogram|kilogrammes"),
    ("g", "grams|grammes|gram"),
    ("mg", "milligrams|milligram"),
    ("oz", "ounces|ounce|oz"),
    ("t", "tonnes|tonne|metric tons|metric tonnes|metric ton"),
    ("tons", "tons|ton"),
    ("l", "liters|litres|liter|litre"),
    ("gallons", "gallons|gallon"),
    ("barrels", "barrels|barrel"),
    ("barrels per day", "barrels per day|barrels a day"),
    ("kW", "kilowatts|kilowatt"),
    ("MW", "megawatts|megawatt"),
    ("GW", "gigawatts|gigawatt"),
    ("kWh", "kilowatt hours|kilowatt - hours"),
    ("MWh", "megawatt hours|megawatt - hours"),
    ("GWh", "gigawatt hours|gigawatt - hours"),
    ("degrees C", "degrees celsius|degree celsius|degrees centigrade|celsius"),
    ("degrees F", "degrees fahrenheit|fahrenheit"),
    ("degrees", "degrees|degree"),
    ("mph", "miles per hour|miles an hour"),
    ("km/h", "kilometers per hour|kilometres per hour|kilometers an hour|kilometres an hour"),
    ("times", "times|times as|fold|- fold"),
    ("decibels", "decibels"),
];

const TIMES: &[(&str, &str)] = &[
    ("years", "years|year|yrs|yr|- year"),
    ("months", "months|month|- month"),
    ("weeks", "weeks|week|- week"),
    ("days", "days|day|- day"),
    ("hours", "hours|hour|hrs|- hour"),
    ("minutes", "minutes|minute|mins|- minute"),
    ("seconds", "seconds|second|secs"),
    ("decades", "decades|decade"),
    ("centuries", "centuries|century"),
    ("quarters", "quarters"),
    ("nights", "nights|night"),
    ("milliseconds", "milliseconds|millisecond"),
    ("fortnights", "fortnights|fortnight"),
];

const CURRENCIES: &[(&str, &str)] = &[
    ("$", "dollars|dollar"),
    ("USD", "us dollars|us dollar|u . s . dollars|u . s . dollar|american dollars"),
    ("CAD", "canadian dollars"),
    ("AUD", "australian dollars"),
    ("NZD", "new zealand dollars"),
    ("HKD", "hong kong dollars"),
    ("SGD", "singapore dollars"),
    ("EUR", "euros|euro"),
    ("GBP", "pounds|pound|pounds sterling|british pounds|quid"),
    ("JPY", "yen|japanese yen"),
    ("CNY", "yuan|renminbi|chinese yuan"),
    ("PEN", "soles|sol|peruvian soles|nuevos soles"),
    ("pesos", "pesos|peso"),
    ("MXN", "mexican pesos"),
    ("COP", "colombian pesos"),
    ("CLP", "chilean pesos"),
    ("ARS", "argentine pesos|argentinian pesos"),
    ("PHP", "philippine pesos"),
    ("BRL", "reais|brazilian reais|brazilian real"),
    ("BOB", "bolivianos"),
    ("rupees", "rupees|rupee"),
    ("INR", "indian rupees"),
    ("PKR", "pakistani rupees"),
    ("CHF", "swiss francs|swiss franc"),
    ("francs", "francs"),
    ("ZAR", "rand|rands"),
    ("RUB", "roubles|rubles|rouble|ruble"),
    ("KRW", "korean won|south korean won"),
    ("NGN", "naira"),
    ("KES", "kenyan shillings"),
    ("shillings", "shillings"),
    ("TRY", "turkish lira|lira"),
    ("SEK", "swedish kronor|kronor"),
    ("NOK", "norwegian kroner"),
    ("DKK", "danish kroner|kroner"),
    ("PLN", "zloty|zlotys"),
    ("UAH", "hryvnia"),
    ("cents", "cents|cent|us cents|us cent|u . s . cents|euro cents"),
    ("pence", "pence"),
];

/// Words of change that go up and down.
const RISES: &str = "rose|rise|rises|risen|rising|up|increase|increases|increased|increasing|grew|grow|grows|grown|growing|growth|climb|climbs|climbed|climbing|\
    jump|jumps|jumped|jumping|surge|surges|surged|surging|soar|soars|soared|soaring|gain|gains|gained|gaining|raise|raises|raised|raising|lift|lifts|lifted|\
    hike|hikes|hiked|boost|boosts|boosted|expand|expands|expanded|expansion|widen|widens|widened|leap|leaps|leapt|leaped|rally|rallied|advanced|advances|swelled|\
    swell|rebounded|rocketed|spiked|spike|ballooned|doubled|doubling|tripled|tripling|trebled|quadrupled|quintupled|doubles|triples|improved|strengthened|\
    appreciated|accelerated|recovered|recover|recovers|skyrocketed|higher|threefold|fourfold|fivefold|tenfold|sixfold|twofold|mushroomed|inched up|edged up|crept up|ticked up";
const FALLS: &str = "fell|fall|falls|fallen|falling|down|decrease|decreases|decreased|decreasing|drop|drops|dropped|dropping|decline|declines|declined|declining|\
    dip|dips|dipped|slip|slips|slipped|slid|slide|slides|sank|sink|sinks|sunk|plunge|plunges|plunged|tumble|tumbles|tumbled|shrank|shrink|shrinks|shrunk|cut|cuts|cutting|\
    reduce|reduces|reduced|reducing|reduction|lower|lowered|lowers|lowering|narrow|narrows|narrowed|slump|slumps|slumped|plummet|plummets|plummeted|ease|eases|eased|\
    halved|halving|halve|halves|contracted|contraction|retreated|slashed|slash|slashes|trimmed|trim|lost|lose|loses|shed|dwindled|diminished|crashed|weakened|depreciated|edged down|slowed|fell back|dented";

const STREETS: &str = "street|st|road|rd|avenue|ave|lane|ln|drive|boulevard|blvd|square|place|terrace|crescent|close|court|way|row|gardens|parade|highway|mews|walk|hill";

const PER: &[(&str, &str)] = &[
    ("per year", "per year|a year|an year|per annum|annually|yearly|each year|every year|/ year|/ yr|p . a ."),
    ("per month", "per month|a month|monthly|each month|every month|/ month"),
    ("per week", "per week|a week|weekly|each week|every week"),
    ("per day", "per day|a day|daily|each day|every day|/ day"),
    ("per hour", "per hour|an hour|hourly|/ hour|/ h"),
    ("per minute", "per minute|a minute"),
    ("per second", "per second|a second"),
    ("per share", "per share|a share|/ share"),
    ("per person", "per person|per head|per capita|a head|each|apiece|a person"),
    ("per ton", "per ton|a ton"),
    ("per tonne", "per tonne|a tonne|per metric ton"),
    ("per pound", "per pound|a pound|/ lb"),
    ("per ounce", "per ounce|an ounce|/ oz"),
    ("per barrel", "per barrel|a barrel"),
    ("per kilogram", "per kilogram|per kilo|a kilo|/ kg"),
    ("per litre", "per litre|per liter|a litre|a liter"),
    ("per gallon", "per gallon|a gallon"),
    ("per household", "per household"),
    ("per 100,000 people", "per 100 , 000 people"),
];

/// Puts in the English words of amounts and dates.
pub fn fill(lexicon: &mut Lexicon) {
    numbers(lexicon);
    dates(lexicon);
    hedges(lexicon);
    for (unit, words) in UNITS {
        lexicon.add(words, Cue::Unit(unit));
    }
    for (phrase, unit) in super::symbol::with_prefixes() {
        lexicon.add(&phrase, Cue::Unit(unit));
    }
    super::currencies::fill_english(lexicon);
    for (unit, words) in TIMES {
        lexicon.add(words, Cue::Time(unit));
    }
    for (unit, words) in CURRENCIES {
        lexicon.add(words, Cue::Currency(unit));
    }
    for (unit, words) in PER {
        lexicon.add(words, Cue::Per(unit));
    }
}

fn numbers(lexicon: &mut Lexicon) {
    for (value, word) in NUMBERS.split('|').enumerate() {
        lexicon.add(word, Cue::Number(NumberWord::Add(value as u16)));
    }
    for (ten, word) in TENS.split('|').enumerate() {
        lexicon.add(word, Cue::Number(NumberWord::Add((ten as u16 + 2) * 10)));
    }
    for (at, word) in ORDINALS.split('|').enumerate() {
        lexicon.add(word, Cue::Ordinal(at as u16 + 1));
    }
    for (parts, words) in PARTS {
        lexicon.add(words, Cue::Parts(*parts));
    }
    lexicon.add("hundred", Cue::Number(NumberWord::Hundred));
    lexicon.add("thousand", Cue::Number(NumberWord::Thousand));
    lexicon.add("dozen|dozens", Cue::Number(NumberWord::Dozen));
    lexicon.add("half a|half an|half", Cue::Number(NumberWord::Half));
    for (power, words) in [
        (5, "lakh|lakhs|lac|lacs"),
        (6, "million|millions"),
        (7, "crore|crores"),
        (9, "billion|billions|milliard"),
        (12, "trillion|trillions"),
        (15, "quadrillion|quadrillions"),
        (18, "quintillion"),
    ] {
        lexicon.add(words, Cue::Number(NumberWord::Million(power)));
    }
    stated(lexicon, STATED);
}

fn hedges(lexicon: &mut Lexicon) {
    for (comparator, words) in HEDGES {
        lexicon.add(words, Cue::Hedge(*comparator));
    }
    for (comparator, words) in HEDGES_AFTER {
        lexicon.add(words, Cue::HedgeAfter(*comparator));
    }
    lexicon.add(
        "between the ages of|aged between|between|from|anywhere from|anywhere between|ranging from|ranged from",
        Cue::RangeStart,
    );
    lexicon.add("to|and|through|until|till|or", Cue::RangeJoin);
    lexicon.add(RISES, Cue::Rise);
    lexicon.add(FALLS, Cue::Fall);
    lexicon.add("move|moves|shifted|shift|varied|adjusted|turned|swung|swing|swings", Cue::Change);
    lexicon.add(
        "rose|rise|risen|rising|fell|fall|fallen|falling|up|down|increased|increase|increasing|decreased|decrease|grew|\
        grown|growth|dropped|drop|declined|decline|jumped|climbed|cut|raised|lowered|slid|surged|shrank|went|widened|\
        narrowed|soared|slipped|expanded|reduced|changed|moved|revised",
        Cue::Change,
    );
}

fn dates(lexicon: &mut Lexicon) {
    for (at, (month, short)) in MONTHS.split('|').zip(SHORT_MONTHS.split('|')).enumerate() {
        lexicon.add(month, Cue::Month(at as u8 + 1));
        lexicon.add(short, Cue::Month(at as u8 + 1));
        lexicon.add(&format!("{short} ."), Cue::Month(at as u8 + 1));
    }
    lexicon.add("sept|sept .", Cue::Month(9));
    lexicon.add("monday|tuesday|wednesday|thursday|friday|saturday|sunday", Cue::Weekday);
    lexicon.add("spring|summer|autumn|winter", Cue::Season);
    lexicon.add(
        "in|during|of|throughout|on|dated|circa|early|late|mid|mid -|year|the year|for|around|\
        as of|end of|the end of|beginning of|start of|at|from|and|to|back to|season|about|,|in the year|in the year of|the year of|for the year|than in|than",
        Cue::Edge(Edge::Whole),
    );
    lexicon.add(
        "since|from|starting in|beginning in|as of|starting|effective|dating to|dating back to",
        Cue::Edge(Edge::From),
    );
    lexicon.add(
        "years to|decade to|months to|until|till|by|through|up to|by the end of|by late|by early|by mid -|up until|no later than",
        Cue::Edge(Edge::To),
    );
    lexicon.add("before|prior to|ahead of|earlier than", Cue::Edge(Edge::Before));
    lexicon.add("after|following|later than", Cue::Edge(Edge::After));
    lexicon.add(STREETS, Cue::Street);
    lexicon.add("past|last|previous|preceding|next|coming", Cue::Back);
    lexicon.add(
        "last year|this year|next year|last month|this month|next month|last week|this week|next week|yesterday|\
        tomorrow|tonight|next season|next summer|next winter|next spring|next autumn|this summer|this winter|this spring|this autumn|last night|last season|this season|last quarter|this quarter|earlier this year|later this year|the previous year|\
        a year earlier|a year ago|the year before|last decade|last spring|last summer|last autumn|last winter|last fall",
        Cue::Relative,
    );
    lexicon.add("quarter", Cue::YearPart(3));
    lexicon.add("half", Cue::YearPart(6));
    lexicon.add("decade", Cue::Decade);
    lexicon.add("century", Cue::Century);
    lexicon.add("aged|age|ages|died at|dies at|dead at|the age of|age of|turned|turning|turns", Cue::Aged);
}
