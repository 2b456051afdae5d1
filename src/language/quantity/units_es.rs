//! Spanish numbers, hedges, units, currencies and dates.

use super::cue::{Cue, Edge, NumberWord};
use super::cues_shared::stated;
use super::lexicon::Lexicon;
use record::model::words::Comparator::{self, About, AtLeast, AtMost, Equal, Greater, Less};

const NUMBERS: &[(u16, &str)] = &[
    (0, "cero"),
    (1, "uno|un|una"),
    (2, "dos"),
    (3, "tres"),
    (4, "cuatro"),
    (5, "cinco"),
    (6, "seis"),
    (7, "siete"),
    (8, "ocho"),
    (9, "nueve"),
    (10, "diez"),
    (11, "once"),
    (12, "doce"),
    (13, "trece"),
    (14, "catorce"),
    (15, "quince"),
    (16, "dieciséis"),
    (17, "diecisiete"),
    (18, "dieciocho"),
    (19, "diecinueve"),
    (20, "veinte"),
    (21, "veintiuno|veintiún|veintiuna"),
    (22, "veintidós"),
    (23, "veintitrés"),
    (24, "veinticuatro"),
    (25, "veinticinco"),
    (26, "veintiséis"),
    (27, "veintisiete"),
    (28, "veintiocho"),
    (29, "veintinueve"),
    (30, "treinta"),
    (40, "cuarenta"),
    (50, "cincuenta"),
    (60, "sesenta"),
    (70, "setenta"),
    (80, "ochenta"),
    (90, "noventa"),
    (100, "cien|ciento"),
    (200, "doscientos|doscientas"),
    (300, "trescientos|trescientas"),
    (400, "cuatrocientos|cuatrocientas"),
    (500, "quinientos|quinientas"),
    (600, "seiscientos|seiscientas"),
    (700, "setecientos|setecientas"),
    (800, "ochocientos|ochocientas"),
    (900, "novecientos|novecientas"),
];
const ORDINALS: &[(u16, &str)] = &[
    (1, "primer|primero|primera|primeros|primeras"),
    (2, "segundo|segunda|segundos|segundas"),
    (3, "tercer|tercero|tercera"),
    (4, "cuarto|cuarta"),
    (5, "quinto|quinta"),
    (6, "sexto|sexta"),
    (7, "séptimo|séptima"),
    (8, "octavo|octava"),
    (9, "noveno|novena"),
    (10, "décimo|décima"),
    (20, "vigésimo|vigésima"),
];
const PARTS: &[(u16, &str)] = &[
    (2, "medio|media|medios"),
    (3, "tercio|tercios|tercera parte|terceras partes"),
    (4, "cuarto|cuartos|cuarta parte|cuartas partes"),
    (5, "quinto|quintos|quinta parte|quintas partes"),
    (6, "sexta parte|sextas partes"),
    (7, "séptima parte|séptimas partes"),
    (8, "octava parte|octavas partes"),
    (9, "novena parte|novenas partes"),
    (10, "décimo|décimos|décima parte|décimas partes"),
];
const MONTHS: &str = "enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre";

const HEDGES: &[(Comparator, &str)] = &[
    (
        Greater,
        "más de|más del|por encima del|por encima de los|por encima de|superior al|superiores al|mayor al|mayor del|superior a|superiores a|mayor a|mayor de|mayor que|por sobre|supera|superó los|superó las|\
        superó|supera los|superan los|supera las|superan|superaron los|más que|sobre los|arriba de|en exceso de|bastante más de|\
        algo más de|poco más de|un poco más de|superando los|rebasa los|rebasó los|excede los|que supera los",
    ),
    (
        AtLeast,
        "no menos del|un mínimo del|no inferior al|no inferior a|no inferiores a|por lo bajo|al menos|por lo menos|como mínimo|no menos de|un mínimo de|mínimo|cuando menos|a lo menos",
    ),
    (
        AtMost,
        "no más del|un máximo del|hasta un|hasta una|no superior al|no superior a|no superiores a|como mucho|no mayor de|no mayor a|no supera los|no supera el|no superan los|no superó los|sin superar los|hasta|como máximo|no más de|un máximo de|a lo sumo|máximo|a lo más|cuando mucho|tope de",
    ),
    (
        Less,
        "menos del|por debajo del|por debajo de los|inferior al|inferiores al|menor al|menor del|menos de|por debajo de|inferior a|inferiores a|menor a|menor de|menor que|debajo de|poco menos de|algo menos de|no llega a|no llegan a|no llegó a|no alcanza los|no alcanzan los|un poco menos de|bastante menos de",
    ),
    (
        About,
        "unos|unas|cerca de|alrededor de|aproximadamente|casi|en torno a|en torno al|aprox|aprox .|cercano a|\
        cercana a|cercanos a|próximo a|próximos a|más o menos|algo así como|del orden de|se estima en|estimado en|\
        estimados en|estimada en|rondando los|ronda los|rondan los|ronda|rozando los|prácticamente|alrededor de los|alrededor de las|\
        cerca de los|cerca de las|poco más o menos|al filo de|cerca del|alrededor del|como unos|como unas|en torno a los|en torno a las|un estimado de|sobre",
    ),
];
const HEDGES_AFTER: &[(Comparator, &str)] = &[
    (AtLeast, "o más|o mayores|como mínimo|por lo menos|al menos|en adelante"),
    (AtMost, "como mucho|o menos|o menores|como máximo|a lo sumo"),
    (About, "y pico|y tantos|y tantas|largos|aproximadamente|más o menos|aprox|o así"),
];

const STATED: &[(Comparator, &str, &str, &str)] = &[
    (
        Greater,
        "50",
        "percent",
        "mayoría|la mayoría|mayoría de|la mayoría de|la mayoría de los|la mayoría de las|mayoritaria|mayoritario|la mayor parte de|\
        mayoritarios|mayoritarias|mayoría absoluta|gran mayoría|la gran mayoría|más de la mitad|la mayor parte",
    ),
    (Less, "50", "percent", "minoría|minoritaria|minoritario|minoritarios|minoritarias|menos de la mitad"),
    (Equal, "50", "percent", "mitad|la mitad|la mitad de|la mitad del"),
    (
        Equal,
        "2",
        "times",
        "duplicó|duplicaron|duplicado|duplicar|duplica|duplican|duplicando|el doble|doble|doble de|doblado|dobló",
    ),
    (Equal, "3", "times", "triplicó|triplicaron|triplicado|triplicar|triplica|triplican|el triple|triple"),
    (Equal, "4", "times", "cuadruplicó|cuadruplicaron|cuadruplicado|cuadruplicar|cuadruplica|el cuádruple|cuádruple"),
    (Equal, "5", "times", "quintuplicó|quintuplicaron|quintuplicado|quintuplica"),
    (Equal, "10", "times", "decuplicó"),
    (About, "10", "", "una decena de|una decena"),
    (About, "15", "", "una quincena de"),
    (About, "20", "", "una veintena de|una veintena"),
    (About, "30", "", "una treintena de|una treintena"),
    (About, "50", "", "una cincuentena de|una cincuentena"),
    (About, "100", "", "un centenar de|un centenar|un centenar y medio"),
    (About, "50", "", "medio centenar de|medio centenar"),
    (About, "500", "", "medio millar de|medio millar"),
    (About, "1000", "", "un millar de|un millar"),
    (Greater, "12", "", "docenas de|docenas"),
    (Greater, "10", "", "decenas de|decenas"),
    (Greater, "100", "", "cientos de|cientos|centenares de|centenares"),
    (Greater, "1000", "", "miles de|miles|millares de|millares"),
    (Greater, "10000", "", "decenas de miles de|decenas de miles"),
    (Greater, "100000", "", "cientos de miles de|cientos de miles|centenares de miles de"),
    (Greater, "1000000", "", "millones de|millones"),
    (Greater, "10000000", "", "decenas de millones de|decenas de millones"),
    (Greater, "100000000", "", "cientos de millones de|cientos de millones|centenares de millones de"),
    (Greater, "1000000000", "", "miles de millones de|miles de millones"),
    (Greater, "1000000000000", "", "billones de"),
];

const UNITS: &[(&str, &str)] = &[
    ("percent", "por ciento|porciento|por cien|por cientos|por cien to"),
    (
        "percentage points",
        "puntos de porcentaje|punto de porcentaje|puntos porcentuales|punto porcentual|puntos de porcentaje",
    ),
    ("basis points", "puntos básicos|punto básico"),
    ("per mille", "por mil|tanto por mil"),
    ("km", "kilómetros|kilómetro"),
    ("miles", "millas|milla"),
    ("nautical miles", "millas náuticas"),
    ("m", "metros|metro"),
    ("m", "m . s . n . m .|msnm|metros sobre el nivel del mar"),
    ("cm", "centímetros|centímetro"),
    ("mm", "milímetros|milímetro"),
    ("ft", "pies"),
    ("in", "pulgadas|pulgada"),
    ("ha", "hectáreas|hectárea"),
    ("km2", "kilómetros cuadrados|kilómetro cuadrado"),
    ("m2", "metros cuadrados|metro cuadrado"),
    ("m3", "metros cúbicos|metro cúbico"),
    ("kg", "kilogramos|kilogramo"),
    ("g", "gramos|gramo"),
    ("mg", "miligramos|miligramo"),
    ("oz", "onzas|onza"),
    ("t", "toneladas|tonelada|toneladas métricas|tonelada métrica"),
    ("quintals", "quintales|quintal"),
    ("l", "litros|litro"),
    ("gallons", "galones|galón"),
    ("barrels", "barriles|barril"),
    ("barrels per day", "barriles diarios|barriles por día|barriles al día"),
    ("kW", "kilovatios|kilovatio|kilowatts"),
    ("MW", "megavatios|megavatio|megawatts|megawatt"),
    ("GW", "gigavatios|gigavatio|gigawatts"),
    ("kWh", "kilovatios hora|kilovatios - hora"),
    ("MWh", "megavatios hora|megavatios - hora"),
    ("GWh", "gigavatios hora|gigavatios - hora"),
    ("degrees C", "grados celsius|grados centígrados|grado celsius|grado centígrado|centígrados"),
    ("degrees F", "grados fahrenheit|grado fahrenheit"),
    ("hp", "caballos de fuerza|caballo de fuerza"),
    ("CV", "caballos de vapor|caballos de potencia"),
    ("square feet", "pies cuadrados|pie cuadrado"),
    ("cubic feet", "pies cúbicos|pie cúbico"),
    ("hm3", "hectómetros cúbicos|hectómetro cúbico"),
    ("km3", "kilómetros cúbicos"),
    ("cm2", "centímetros cuadrados"),
    ("cm3", "centímetros cúbicos"),
    ("square miles", "millas cuadradas"),
    ("acres", "acres|acre"),
    ("yd", "yardas|yarda"),
    ("lb", "libras de peso"),
    ("knots", "nudos|nudo"),
    ("light years", "años luz|año luz"),
    ("carats", "quilates|quilate"),
    ("fanegas", "fanegas|fanega"),
    ("arrobas", "arrobas|arroba"),
    ("tablespoons", "cucharadas|cucharada"),
    ("teaspoons", "cucharaditas|cucharadita"),
    ("cups", "tazas|taza"),
    ("Nm", "newton metro|newtons metro"),
    ("rpm", "revoluciones por minuto"),
    ("kelvin", "kelvin"),
    ("atmospheres", "atmósferas"),
    ("degrees", "grados|grado"),
    ("km/h", "kilómetros por hora"),
    ("times", "veces"),
    ("decibels", "decibelios|decibeles"),
];

const TIMES: &[(&str, &str)] = &[
    ("years", "años|año"),
    ("months", "meses|mes"),
    ("weeks", "semanas|semana"),
    ("days", "días|día"),
    ("hours", "horas|hora"),
    ("minutes", "minutos|minuto"),
    ("seconds", "segundos|segundo"),
    ("decades", "décadas|década|decenios|decenio"),
    ("centuries", "siglos|siglo"),
    ("quarters", "trimestres|trimestre"),
    ("semesters", "semestres|semestre"),
    ("nights", "noches|noche"),
];

const CURRENCIES: &[(&str, &str)] = &[
    ("$", "dólares|dólar"),
    (
        "USD",
        "dólares estadounidenses|dólares americanos|dólares de estados unidos|dólares de los estados unidos|dólar estadounidense",
    ),
    ("CAD", "dólares canadienses"),
    ("AUD", "dólares australianos"),
    ("EUR", "euros|euro"),
    ("GBP", "libras|libra|libras esterlinas|libra esterlina"),
    ("JPY", "yenes|yen"),
    ("CNY", "yuanes|yuan|renminbis|renminbi"),
    ("PEN", "soles|sol|nuevos soles|soles peruanos"),
    ("pesos", "pesos|peso"),
    ("MXN", "pesos mexicanos"),
    ("COP", "pesos colombianos"),
    ("CLP", "pesos chilenos"),
    ("ARS", "pesos argentinos"),
    ("UYU", "pesos uruguayos"),
    ("DOP", "pesos dominicanos"),
    ("BRL", "reales|reales brasileños"),
    ("BOB", "bolivianos"),
    ("VES", "bolívares|bolívar"),
    ("PYG", "guaraníes|guaraní"),
    ("CRC", "colones"),
    ("GTQ", "quetzales"),
    ("HNL", "lempiras"),
    ("NIO", "córdobas"),
    ("CHF", "francos suizos"),
    ("francs", "francos"),
    ("rupees", "rupias"),
    ("RUB", "rublos"),
    ("TRY", "liras turcas"),
    ("cents", "céntimos|centavos|céntimo|centavo"),
    ("pesetas", "pesetas"),
];

/// Words of change that go up and down.
const RISES: &str = "subió|sube|suben|subieron|subir|subirá|subirán|subido|subiendo|subía|subida|subidas|aumentó|aumenta|aumentan|aumentaron|aumentar|aumentará|aumentado|aumentando|aumento|aumentos|\
    creció|crece|crecen|crecieron|crecer|crecerá|crecido|creciendo|crecimiento|incrementó|incrementa|incrementan|incrementaron|incrementar|incrementará|incrementado|incremento|incrementos|\
    elevó|eleva|elevan|elevaron|elevar|elevará|escaló|escala|trepó|trepa|repuntó|repunta|repunte|avanzó|avanza|avance|disparó|dispara|dispararon|encareció|encarece|encarecieron|\
    alza|alzas|recuperó|recuperaron|mejoró|amplió|ganó|gana|ganaron|sumó|duplicó|duplicaron|duplicado|duplica|triplicó|triplicaron|triplicado|triplica|cuadruplicó|cuadruplicaron|quintuplicó|multiplicó|multiplicaron";
const FALLS: &str = "bajó|baja|bajan|bajaron|bajar|bajará|bajado|bajando|bajada|bajadas|cayó|cae|caen|cayeron|caer|caerá|caído|cayendo|caída|caídas|redujo|reduce|reducen|redujeron|reducir|\
    reducirá|reducido|reducción|disminuyó|disminuye|disminuyen|disminuyeron|disminuir|disminuido|disminución|descendió|desciende|descienden|descendieron|descender|descenso|descensos|\
    retrocedió|retrocede|retrocedieron|retroceso|desplomó|desploma|desplomaron|desplome|hundió|hunde|hundieron|recortó|recorta|recortar|recorte|recortes|rebajó|rebaja|contrajo|contrae|\
    contracción|abarató|merma|mermó|perdió|pierde|perdieron|dejó|cedió|depreció|devaluó|estrechó";

const STREETS: &str = "calle|c|avenida|av|avda|jirón|jr|paseo|plaza|carrera|cra|pasaje|psje|camino|ronda|travesía|bulevar|calzada|diagonal|transversal|alameda";

const PER: &[(&str, &str)] = &[
    ("per year", "al año|por año|anuales|anual|cada año|a el año|anualmente|/ año|todos los años"),
    ("per month", "al mes|por mes|mensuales|mensual|cada mes|mensualmente|/ mes"),
    ("per week", "a la semana|por semana|semanales|semanal|cada semana"),
    ("per day", "al día|por día|diarios|diarias|diario|diaria|cada día|/ día"),
    ("per hour", "por hora|a la hora|/ hora|/ h"),
    ("per minute", "por minuto|al minuto"),
    ("per second", "por segundo|/ s"),
    ("per share", "por acción"),
    ("per person", "por persona|por habitante|per cápita|por cabeza|cada uno|cada una"),
    ("per tonne", "por tonelada|la tonelada"),
    ("per pound", "por libra|la libra"),
    ("per ounce", "por onza|la onza"),
    ("per barrel", "por barril|el barril"),
    ("per kilogram", "por kilo|el kilo|por kilogramo"),
    ("per litre", "por litro|el litro"),
    ("per hectare", "por hectárea"),
];

/// Puts in the Spanish words of amounts and dates.
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
    super::currencies::fill_spanish(lexicon);
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
    for (value, words) in NUMBERS {
        lexicon.add(words, Cue::Number(NumberWord::Add(*value)));
    }
    for (rank, words) in ORDINALS {
        lexicon.add(words, Cue::Ordinal(*rank));
    }
    for (parts, words) in PARTS {
        lexicon.add(words, Cue::Parts(*parts));
    }
    lexicon.add("mil", Cue::Number(NumberWord::Thousand));
    lexicon.add("docena|docenas", Cue::Number(NumberWord::Dozen));
    lexicon.add("medio|media", Cue::Number(NumberWord::Half));
    for (power, words) in [
        (6, "millón|millones|mill|mill .|mills|mills ."),
        (9, "millardo|millardos"),
        (12, "billón|billones"),
        (18, "trillón|trillones"),
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
        "entre|de|desde|del|entre los|entre las|de los|de las|entre el|del orden de|desde los|desde el|de entre",
        Cue::RangeStart,
    );
    lexicon.add("a|y|hasta|al|a los|y los|y las|y el|a las|hasta los|hasta el|hasta las|o", Cue::RangeJoin);
    lexicon.add(RISES, Cue::Rise);
    lexicon.add(FALLS, Cue::Fall);
    lexicon.add("cambió|cambiar|varió|pasa|pasan|pasará|pasaba|revisó", Cue::Change);
    lexicon.add(
        "subió|subir|bajó|bajar|pasó|pasar|pasaron|aumentó|aumentar|creció|crecer|cayó|caer|redujo|reducir|elevó|elevar|\
        disminuyó|incrementó|descendió|subieron|bajaron|aumentaron|crecieron|cayeron|pasado|pasando|escaló|retrocedió",
        Cue::Change,
    );
}

fn dates(lexicon: &mut Lexicon) {
    for (at, month) in MONTHS.split('|').enumerate() {
        lexicon.add(month, Cue::Month(at as u8 + 1));
    }
    lexicon.add("setiembre|sept|sept .|set", Cue::Month(9));
    lexicon.add("lunes|martes|miércoles|jueves|viernes|sábado|domingo", Cue::Weekday);
    lexicon.add("primavera|verano|otoño|invierno", Cue::Season);
    lexicon.add(
        "en|durante|de|del|en el|año|el año|del año|en el año|años|a finales de|a principios de|a mediados de|finales de|\
        principios de|mediados de|fines de|a fines de|inicios de|a inicios de|y|a|el|temporada|desde|campaña|al cierre de|,|hacia|que en|a comienzos de|comienzos de|curso|ejercicio",
        Cue::Edge(Edge::Whole),
    );
    lexicon.add(
        "desde|desde el|a partir de|a partir del|desde el año|desde finales de|desde principios de",
        Cue::Edge(Edge::From),
    );
    lexicon.add(
        "antes de|antes del|con anterioridad a|con anterioridad al|previo a|antes del año",
        Cue::Edge(Edge::Before),
    );
    lexicon.add("después de|después del|tras|tras el|con posterioridad a|posterior a|luego de", Cue::Edge(Edge::After));
    lexicon.add(STREETS, Cue::Street);
    lexicon.add(
        "hasta|hasta el|para|para el|hasta el año|hasta finales de|para el año|para fines de|para finales de",
        Cue::Edge(Edge::To),
    );
    lexicon.add("últimos|últimas|pasados|pasadas|anteriores|próximos|próximas|recientes|último|última", Cue::Back);
    lexicon.add(
        "el año pasado|este año|el próximo año|el año próximo|el mes pasado|este mes|el próximo mes|la semana pasada|esta semana|\
        la próxima semana|ayer|anteayer|la próxima temporada|este verano|este invierno|esta temporada|mañana por|anoche|el año anterior|un año antes|hace un año|la temporada pasada|\
        el año que viene|la década pasada|el trimestre pasado|del año pasado|el pasado año|el verano pasado|el pasado mes|\
        el mes anterior|el curso pasado|año pasado|mes pasado|semana pasada",
        Cue::Relative,
    );
    lexicon.add("trimestre", Cue::YearPart(3));
    lexicon.add("cuatrimestre", Cue::YearPart(4));
    lexicon.add("semestre|mitad", Cue::YearPart(6));
    lexicon.add("década|década de|década de los|años", Cue::Decade);
    lexicon.add("siglo", Cue::Century);
    lexicon.add("edad de|los|a los|con|cumplió|cumple", Cue::Aged);
}
