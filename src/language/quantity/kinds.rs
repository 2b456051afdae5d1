//! Kinds of figure that are easily read wrongly, each with what must be read from it.

use super::{Found, Kind, Language, find};

fn days(figure: &record::model::quantity::Figure) -> String {
    let day = |day: Option<record::model::time::Day>| day.map_or(String::new(), |day| day.to_string());
    if figure.from.is_none() && figure.to.is_none() {
        String::new()
    } else {
        format!("{}/{}", day(figure.from), day(figure.to))
    }
}

/// Writes a figure in one line: comparator, amount, unit, `^` change, `@` period, `|` the other reading.
fn written(found: &Found) -> String {
    let figure = &found.quantity.figure;
    let Some(amount) = figure.amount else {
        return found.quantity.unit.clone().unwrap_or_else(|| {
            if found.kind == Kind::Date && days(figure).is_empty() { "undated".into() } else { days(figure) }
        });
    };
    let told = |amount: rust_decimal::Decimal, unit: &Option<String>| {
        let unit = unit.as_ref().map(|unit| format!(" {unit}")).unwrap_or_default();
        format!("{}{unit}", amount.normalize())
    };
    let upper = figure.upper.map(|upper| format!("{}..", amount.normalize()) + &told(upper, &found.quantity.unit));
    let amount = upper.unwrap_or_else(|| told(amount, &found.quantity.unit));
    let change = figure.change.map(|change| format!(" ^{change}")).unwrap_or_default();
    let period = if days(figure).is_empty() { String::new() } else { format!(" @{}", days(figure)) };
    let other =
        found.alternative.as_ref().and_then(|other| Some(format!(" | {}", told(other.figure.amount?, &other.unit))));
    format!("{} {amount}{change}{period}{}", figure.comparator, other.unwrap_or_default())
}

fn check(language: Language, rows: &[(&str, &str)]) {
    let mut wrong = Vec::new();
    for (input, expect) in rows {
        let read = find(input, language).iter().map(written).collect::<Vec<_>>().join("; ");
        if read != *expect {
            wrong.push(format!("`{input}`\n   read {read}\n   want {expect}"));
        }
    }
    assert!(wrong.is_empty(), "{} of {} rows\n{}", wrong.len(), rows.len(), wrong.join("\n"));
}

const EN: Language = Language::English;
const ES: Language = Language::Spanish;

#[test]
fn numbers_in_words_go_on_past_the_joint() {
    check(
        ES,
        &[
            ("Vinieron trescientos cincuenta y ocho alumnos.", "= 358 alumnos"),
            ("Votaron setecientas noventa y una personas.", "= 791 personas"),
            ("Hubo mil doscientos treinta y cuatro casos.", "= 1234 casos"),
            ("Plantaron veintiún mil treinta y dos pinos.", "= 21032 pinos"),
            ("Gastó treinta y un mil euros.", "= 31000 EUR"),
        ],
    );
    check(
        EN,
        &[
            ("Two hundred and forty-seven sheep were sold.", "= 247 sheep"),
            ("One million two hundred thousand and six votes", "= 1200006 votes"),
            ("a quarter million birds", "= 250000 birds"),
            ("three-quarters of a million dollars", "= 750000 $ | 750000 USD"),
            ("They planted two and a half million trees.", "= 2500000 trees"),
            ("zero point two five percent", "= 0.25 percent"),
            ("5 dozen eggs", "= 60 eggs"),
            ("the ₹2 lakh crore plan", "= 2000000000000 INR"),
            ("3 lakh voters", "= 300000 voters"),
        ],
    );
}

#[test]
fn a_hedge_with_menos_is_no_minus() {
    check(
        ES,
        &[
            ("Cayeron por lo menos nueve postes.", ">= 9 postes"),
            ("Deben por lo menos S/ 40 millones.", ">= 40000000 PEN"),
            ("cuando menos 12 heridos", ">= 12 heridos"),
            ("más o menos 30 casas", "~ 30 casas"),
            ("nada menos que 30 casas", "= 30 casas"),
            ("a menos 5 grados", "= -5 degrees"),
        ],
    );
}

#[test]
fn thousands_are_parted_by_comma_or_by_point() {
    check(
        ES,
        &[
            ("Paga 1,350 pesos.", "= 1350 pesos | 1.35 pesos"),
            ("Vendió US$3,200 millones.", "= 3200000000 USD | 3200000 USD"),
            ("Paga 1.350 pesos.", "= 1350 pesos | 1.35 pesos"),
            ("Subió 2,5 puntos y cobra 1.350 pesos.", "= 2.5 puntos ^up; = 1350 pesos | 1.35 pesos"),
            ("El precio es ,89 € por litro.", "= 0.89 EUR per litre"),
        ],
    );
}

#[test]
fn codes_stand_glued_before_and_behind() {
    check(
        EN,
        &[
            ("The fund lost EUR57m and got USD420m.", "= 57000000 EUR; = 420000000 USD"),
            ("She paid $A3.6 million for the shed.", "= 3600000 AUD"),
            ("They have 30USD and 500JPY.", "= 30 USD; = 500 JPY"),
            ("a fund of R3.5bn and Rs500", "= 3500000000 ZAR; = 500 INR"),
            ("It holds 125 USD million.", "= 125000000 USD"),
            ("He has 20 Kuwaiti dinars and 3 Swiss francs.", "= 20 KWD; = 3 CHF"),
            ("They got dkr 23.5 and $.50.", "= 23.5 DKK; = 0.5 $ | 0.5 USD"),
            ("It costs euros 20.", "= 20 EUR"),
            ("a ten-dollar hat", "= 10 $ | 10 USD"),
        ],
    );
    check(
        ES,
        &[
            ("Debe 30 mdp y 4 MDD.", "= 30000000 MXN; = 4000000 USD"),
            ("un déficit de 12 mmdp", "= 12000000000 MXN"),
            ("Hay 40 USD millones en caja.", "= 40000000 USD"),
        ],
    );
}

#[test]
fn a_change_and_its_level_are_no_range() {
    check(
        EN,
        &[
            (
                "Profit rose by $2 million to $17 million.",
                "= 2000000 $ ^up | 2000000 USD; = 17000000 $ ^up-to | 17000000 USD",
            ),
            ("Mills fell by 300 to 2,150.", "= 300 ^down; = 2150 ^down-to"),
            ("Jobs rose by 3 to 19 million.", "= 3000000 ^up; = 19000000 ^up-to"),
            ("It rose by 3 to 5 percent.", "between 3..5 percent ^up"),
            ("between 3 and 19 million", "between 3000000..19000000"),
            ("Rain fell 12 percent and yields climbed 4 percent.", "= 12 percent ^down; = 4 percent ^up"),
            ("Prices went up 3%.", "= 3 percent ^up"),
            ("Women made up 12% of the crew.", "= 12 percent"),
            ("The firm raised $5 million.", "= 5000000 $ | 5000000 USD"),
            ("The rate was 5.1%, up from 4.8%.", "= 5.1 percent ^up-to; = 4.8 percent ^up-from"),
            ("a 4-point drop", "= 4 point ^down"),
            ("Costs were 8 percent higher.", "= 8 percent ^up"),
            ("Inflation was +4.5 percent.", "= 4.5 percent ^up"),
        ],
    );
    check(
        ES,
        &[
            ("Subió 3 puntos hasta 19.", "= 3 puntos ^up; = 19 ^up-to"),
            ("Pasó de 10 a 15 casos.", "= 10 casos ^from; = 15 casos ^to"),
            ("un descenso del 4 %", "= 4 percent ^down"),
            ("Ganó 3 millones.", "= 3000000"),
            ("El paro bajó en 200 personas.", "= 200 personas ^down"),
        ],
    );
}

#[test]
fn before_and_after_leave_out_the_year_they_name() {
    check(
        EN,
        &[
            ("She left before 2009.", "/2008-12-31"),
            ("No train came after 1921.", "1922-01-01/"),
            ("after March 2010", "2010-04-01/"),
            ("prior to 5 May 2010", "/2010-05-04"),
            ("after the 2008 crisis", "2008-01-01/2008-12-31"),
            ("until 2009", "/2009-12-31"),
            ("since 2009", "2009-01-01/"),
        ],
    );
    check(
        ES,
        &[("antes de 2009", "/2008-12-31"), ("después de mayo de 2010", "2010-06-01/"), ("hasta 2009", "/2009-12-31")],
    );
}

#[test]
fn dates_keep_all_that_they_say() {
    check(
        EN,
        &[
            ("from April to July 1991", "1991-04-01/1991-07-31"),
            ("from November to February 1985", "1984-11-01/1985-02-28"),
            ("from 3 March to 5 June 1984", "1984-03-03/1984-06-05"),
            ("between January and March, 2010", "2010-01-01/2010-03-31"),
            ("June 3–5, 1984", "1984-06-03/1984-06-05"),
            ("22-Sep-2014", "2014-09-22/2014-09-22"),
            ("the twenty-second of June 2014", "2014-06-22/2014-06-22"),
            ("May the third, 2016", "2016-05-03/2016-05-03"),
            ("May 3rd, 2016", "2016-05-03/2016-05-03"),
            ("the 3rd of May 2016", "2016-05-03/2016-05-03"),
            ("Tuesday, 3 May 2016", "2016-05-03/2016-05-03"),
            ("2014 Q1", "2014-01-01/2014-03-31"),
            ("3Q22", "2022-07-01/2022-09-30"),
            ("mid-2019", "2019-05-01/2019-08-31"),
            ("in early March 2016", "2016-03-01/2016-03-10"),
            ("the summer of 2015", "2015-06-01/2015-08-31"),
            ("in nineteen ninety-eight", "1998-01-01/1998-12-31"),
            ("in the '90s", "1990-01-01/1999-12-31"),
            ("in the early 1990s", "1990-01-01/1993-12-31"),
            ("03/2021", "2021-03-01/2021-03-31"),
            ("2018/19", "2018-01-01/2019-12-31"),
            ("the six months to June 2019", "= 6 months; 2019-01-01/2019-06-30"),
            ("in March", "undated"),
        ],
    );
    check(
        ES,
        &[
            ("el nueve de mayo de 1987", "1987-05-09/1987-05-09"),
            ("17-feb-2003", "2003-02-17/2003-02-17"),
            ("de marzo a junio de 1984", "1984-03-01/1984-06-30"),
            ("del 3 de marzo al 5 de junio de 1984", "1984-03-03/1984-06-05"),
            ("mayo del 2016", "2016-05-01/2016-05-31"),
            ("el uno de enero de mil novecientos ochenta y cuatro", "1984-01-01/1984-01-01"),
            ("a finales de 2016", "2016-09-01/2016-12-31"),
            ("el 2T 2019", "2019-04-01/2019-06-30"),
            ("lunes, 3 de mayo de 2016", "2016-05-03/2016-05-03"),
            ("en el verano de 2015", "2015-06-01/2015-08-31"),
        ],
    );
}

#[test]
fn fractions_are_numbers_where_they_measure() {
    check(
        EN,
        &[
            ("He bought 3/4 pound of nails.", "= 0.75 lb | 0.75 GBP"),
            ("The trail is 3 1/2 miles long.", "= 3.5 miles"),
            ("3/4 of the pupils", "= 75 percent"),
            ("one-eighth of voters", "= 12.5 percent"),
            ("three-quarters of a mile", "= 0.75 miles"),
            ("two and two-thirds miles", "= 2.6667 miles"),
            ("Open 24/7 since 9/11.", ""),
        ],
    );
    check(
        ES,
        &[
            ("La quinta parte del pueblo votó.", "= 20 percent"),
            ("un cuarto de millón de euros", "= 250000 EUR"),
            ("tres cuartos de hora", "= 0.75 hours"),
        ],
    );
}

#[test]
fn words_of_two_senses_keep_both_or_neither() {
    check(
        EN,
        &[
            ("The wrestler weighs 190 pounds.", "= 190 lb | 190 GBP"),
            ("The seat costs 190 pounds.", "= 190 GBP"),
            ("The hamlets still wait for 4G and 5G.", ""),
            ("a 5m grant of public money, worth €5m", "= 5 m | 5000000; = 5000000 EUR"),
            ("The debt fell from 3 tn to 2 tn.", "= 3000000000000 ^down-from | 3 t; = 2000000000000 ^down-to | 2 t"),
            ("Three times more came.", "= 3 times ^up | 4 times"),
            ("Three times as many came.", "= 3 times"),
        ],
    );
    check(ES, &[("El perro pesa más de dos libras.", "> 2 lb | 2 GBP")]);
}

#[test]
fn numbers_in_names_links_and_labels_are_no_figures() {
    check(
        EN,
        &[
            ("The FTSE 250 lost 12 points.", "= 12 points ^down"),
            ("See https://news.example/p/7Qk41/2019 and #top10 @user99.", ""),
            ("Write to desk42@mill.example.", ""),
            ("The iPhone 14, Gate 7 and the Boeing 747", ""),
            ("Covid -19 tests; 5G and a 4K screen", ""),
            ("The S&P 500, the G7 and the A-1 road", ""),
            ("Version 2.1 of ISO 9001", ""),
            ("Law 30424, Article 12 and pages 12-15", ""),
            ("He lives at 16-18 Mill Lane.", ""),
            ("Call 555-0134 or +44 20 7946 0991.", ""),
            ("They played 4-4-2.", ""),
            ("a clock at 10.45pm and at 8.30am", "undated; undated"),
        ],
    );
    check(
        ES,
        &[
            ("La Ley 27815 y el artículo 5", ""),
            ("Vive en la calle Mayor 14.", ""),
            ("El tren salió a las 18.30 horas y a las 14h30.", "undated; undated"),
            ("El IBEX 35 y la N-340", ""),
        ],
    );
}

#[test]
fn symbols_are_read_in_their_case() {
    check(
        EN,
        &[
            ("The motor makes 280 hp and 390 Nm.", "= 280 hp; = 390 Nm"),
            ("The loan costs 4.5pc a year.", "= 4.5 percent per year"),
            ("Shares rose 2.3p to 145p.", "= 2.3 pence ^up; = 145 pence ^up-to"),
            ("a 48 V cell of 3 kWh", "= 48 V; = 3 kWh"),
            ("The mine sent 12 Mt of ore and 13 kt of zinc.", "= 12 Mt; = 13 kt"),
            ("a 40' box and a 12\" disc", "= 40 ft; = 12 in"),
            ("It was 75F.", "= 75 degrees F"),
            ("sub-300 metres", "< 300 m"),
        ],
    );
    check(ES, &[("Hace 90 grados Fahrenheit.", "= 90 degrees F"), ("una presa de 40 hm³", "= 40 hm3")]);
}

#[test]
fn percent_is_read_in_all_its_words() {
    check(
        EN,
        &[
            ("12 percent", "= 12 percent"),
            ("12 per cent", "= 12 percent"),
            ("12 pct", "= 12 percent"),
            ("12 percents", "= 12 percent"),
            ("12%", "= 12 percent"),
            ("25 bps", "= 25 basis points"),
            ("3 per mille", "= 3 per mille"),
            ("a percentage of 16.", "= 16 percent"),
            ("half a percent", "= 0.5 percent"),
            ("one hundred percent", "= 100 percent"),
            ("negative 5 percent", "= -5 percent"),
        ],
    );
    check(
        ES,
        &[
            ("El diez por cien de los trenes no circula.", "= 10 percent"),
            ("La cuota subió al 19 por 100.", "= 19 percent ^up-to"),
            ("19 por ciento", "= 19 percent"),
            ("el 3 por mil", "= 3 per mille"),
            ("12 por 100.000 habitantes", "= 12 per 100,000 habitantes"),
        ],
    );
}

#[test]
fn a_rate_may_be_for_anything() {
    check(
        EN,
        &[
            ("Land costs $70 per square foot.", "= 70 $ per square foot | 70 USD per square foot"),
            ("Water costs €3 per cubic metre.", "= 3 EUR per cubic metre"),
            ("The rate is 6.3 per 100,000 inhabitants.", "= 6.3 per 100,000 inhabitants"),
            ("€40/MWh", "= 40 EUR per MWh"),
            ("£90 a night", "= 90 GBP per night"),
            ("40 mg per litre", "= 40 mg per litre"),
        ],
    );
    check(
        ES,
        &[
            ("4 muertes por cada 1.000 nacidos", "= 4 muertes per 1,000 nacidos"),
            ("3 euros el kilo", "= 3 EUR per kilogram"),
            ("20 euros por metro cuadrado", "= 20 EUR per m2"),
        ],
    );
}

#[test]
fn negative_amounts_keep_their_sign() {
    check(
        EN,
        &[
            ("The mill posted $-3.1 million.", "= -3100000 $ | -3100000 USD"),
            ("It posted -$3.1 million.", "= -3100000 $ | -3100000 USD"),
            ("a result of $(3.1) million", "= -3100000 $ | -3100000 USD"),
            ("Net loss\t(€4.2m)\t(€3m)", "= -4200000 EUR; = -3000000 EUR"),
            ("The loss (€4.2m) was less.", "= 4200000 EUR | -4200000 EUR"),
            ("The freezer runs at minus-30 degrees Celsius.", "= -30 degrees C"),
            ("12 degrees below zero", "= -12 degrees"),
        ],
    );
    check(ES, &[("9 grados bajo cero", "= -9 degrees"), ("-3 °C", "= -3 degrees C")]);
}

#[test]
fn sums_and_elided_units_are_whole() {
    check(
        EN,
        &[
            ("The safe holds 700 coins, of which 30 are silver.", "= 700 coins; = 30 coins"),
            ("25 of the 180 plots were sold.", "= 25 plots; = 180 plots"),
            ("It cost 8 dollars and 75 cents.", "= 8.75 $ | 8.75 USD"),
            ("A seat is 4 pounds 50.", "= 4.5 GBP"),
            ("six feet two inches", "= 74 in"),
            ("It cost 40 million in 2015 dollars.", "= 40000000 $ | 40000000 USD"),
        ],
    );
    check(
        ES,
        &[
            ("Pagó 25 euros con 50 por el billete.", "= 25.5 EUR"),
            ("80 libros, 12 de ellos nuevos", "= 80 libros; = 12 libros"),
        ],
    );
}

#[test]
fn powers_of_ten_are_worked_out() {
    check(
        EN,
        &[
            ("3 × 10⁹ litres for 10⁶ people", "= 3000000000 l; = 1000000 people"),
            ("1.5 × 10^6 euros", "= 1500000 EUR"),
            ("2.1E+09 bytes", "= 2100000000 B"),
            ("5e3 cells", "= 5000 cells"),
            ("The star weighs 2 × 10^30 kg.", ""),
        ],
    );
}

#[test]
fn a_period_is_given_only_by_the_clause() {
    check(
        EN,
        &[
            (
                "Profit was £5.1 million (2017: £4.9 million).",
                "= 5100000 GBP; 2017-01-01/2017-12-31; = 4900000 GBP @2017-01-01/2017-12-31",
            ),
            (
                "Pay was $60,000 last year, down 2% from 2019.",
                "= 60000 $ | 60000 USD; undated; = 2 percent ^down; 2019-01-01/2019-12-31",
            ),
            (
                "The rate was 12.4% for 2022, up from 7.8% a year earlier.",
                "= 12.4 percent ^up-to @2022-01-01/2022-12-31; 2022-01-01/2022-12-31; = 7.8 percent ^up-from @2021-01-01/2021-12-31; undated",
            ),
            (
                "It fell to 6.9% last year from 7.3% in 2018.",
                "= 6.9 percent ^down-to; undated; = 7.3 percent ^down-from @2018-01-01/2018-12-31; 2018-01-01/2018-12-31",
            ),
            ("Founded in 1988, the mill employs 900 people.", "1988-01-01/1988-12-31; = 900 people"),
            ("The dam, built in 1932, holds 40,000 litres.", "1932-01-01/1932-12-31; = 40000 l"),
            ("Sales are 9 percent lower than in 2015.", "= 9 percent ^down; 2015-01-01/2015-12-31"),
            ("Compared with 2010, sales are 20 percent lower.", "2010-01-01/2010-12-31; = 20 percent ^down"),
            (
                "In 2018 sales were 6 million euros and in 2020 they were 8 million.",
                "2018-01-01/2018-12-31; = 6000000 EUR @2018-01-01/2018-12-31; 2020-01-01/2020-12-31; = 8000000 @2020-01-01/2020-12-31",
            ),
            (
                "Aid grew to 12 million euros, up from 9 million euros in 2018.",
                "= 12000000 EUR ^up-to; = 9000000 EUR ^up-from @2018-01-01/2018-12-31; 2018-01-01/2018-12-31",
            ),
            (
                "profit of $3.36bn, up 27% from 2003",
                "= 3360000000 $ | 3360000000 USD; = 27 percent ^up; 2003-01-01/2003-12-31",
            ),
            ("In fiscal year 2023, sales were 4.2 billion euros.", "fiscal year 2023; = 4200000000 EUR"),
            ("In FY23 it earned 4 million euros.", "fiscal year 2023; = 4000000 EUR"),
        ],
    );
    check(
        ES,
        &[
            (
                "El puente, construido en 1932, soporta 40.000 coches.",
                "1932-01-01/1932-12-31; = 40000 coches | 40 coches",
            ),
            ("El ejercicio 2022-23 acabó con 4 socios.", "fiscal year 2022-2023; = 4 socios"),
            ("En 2018 hubo 312 incendios.", "2018-01-01/2018-12-31; = 312 incendios @2018-01-01/2018-12-31"),
        ],
    );
}

#[test]
fn what_real_prose_showed_is_read_right() {
    check(
        EN,
        &[
            (
                "It recorded 48 murders last year, up from 39 in 2021.",
                "= 48 murders ^up-to; undated; = 39 murders ^up-from @2021-01-01/2021-12-31; 2021-01-01/2021-12-31",
            ),
            ("Sales for the quarter ended June 30, 2023 were £4m.", "2023-04-01/2023-06-30; = 4000000 GBP"),
            ("The bill passed 52-48 in May.", "score 52–48; undated"),
            ("They sent 14 Kestrel 2 tanks.", "= 14"),
            ("Four in 10 adults agreed.", "= 40 percent"),
            ("The app has 50m-plus downloads.", ">= 50000000 downloads"),
            ("It is worth 40 US cents, or Z$100 trillion.", "= 40 cents; = 100000000000000 ZWL"),
            ("the 2020 one", "2020-01-01/2020-12-31"),
            ("It fined the bank €5 million and three of its heads €20,000.", "= 5000000 EUR; = 3; = 20000 EUR"),
            ("Most Year 6 pupils passed.", ""),
            ("It is 2 ft 6 in wide.", "= 30 in"),
            ("Shares closed 3.4p lower at 212p.", "= 3.4 pence ^down; = 212 pence"),
        ],
    );
    check(
        ES,
        &[
            ("Viajó a la COP27.", ""),
            ("Medio centenar de socios votó.", "~ 50 socios"),
            ("Llovió entre las 6 y las 9.", "undated; undated"),
            ("Murieron 1,234 personas y bajó el 0,3 %.", "= 1234 personas | 1.234 personas; = 0.3 percent ^down"),
            ("Ocurrió en el km 45 de la carretera.", ""),
        ],
    );
}
