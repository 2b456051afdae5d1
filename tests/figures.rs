//! Tables of figures as people write them, and what must be read from each.

use tickmark::quantity::{Found, Language, find};

/// Writes a figure in one line: kind, comparator, amount, unit, `@` period, `|` the other amount.
fn written(found: &Found) -> String {
    let figure = &found.quantity.figure;
    let day = |day: Option<tickmark::model::time::Day>| day.map_or(String::new(), |day| day.to_string());
    let period = format!("{}/{}", day(figure.from), day(figure.to));
    let dated = figure.from.is_some() || figure.to.is_some();
    let Some(amount) = figure.amount else {
        return found.quantity.unit.clone().unwrap_or(if dated { period } else { "undated".into() });
    };
    let upper = figure.upper.map(|upper| format!("..{upper}")).unwrap_or_default();
    let unit = found.quantity.unit.as_ref().map(|unit| format!(" {unit}")).unwrap_or_default();
    let at = if dated { format!(" @{period}") } else { String::new() };
    let other = found.alternative.as_ref().and_then(|other| other.figure.amount).filter(|other| *other != amount);
    let other = other.map(|other| format!(" | {other}")).unwrap_or_default();
    format!("{} {amount}{upper}{unit}{at}{other}", figure.comparator)
}

fn check(language: Language, rows: &[(&str, &str)]) {
    let mut wrong = Vec::new();
    for (input, expect) in rows {
        let found = find(input, language);
        let read = found.iter().map(written).collect::<Vec<_>>().join("; ");
        if read != *expect {
            wrong.push(format!("`{input}`\n   read {read}\n   want {expect}"));
        }
    }
    assert!(wrong.is_empty(), "{} of {} rows\n{}", wrong.len(), rows.len(), wrong.join("\n"));
}

#[test]
fn english_money() {
    check(
        Language::English,
        &[
            ("over 1 billion USD", "> 1000000000 USD"),
            ("US$5.85b", "= 5850000000 USD"),
            ("65 million USD per year", "= 65000000 USD per year"),
            ("€2.3m", "= 2300000 EUR"),
            ("£4bn", "= 4000000000 GBP"),
            ("$1,234.56", "= 1234.56 $"),
            ("a $20k grant", "= 20000 $"),
            ("about $3.5 trillion", "~ 3500000000000 $"),
            ("between $3 million and $5 million", "between 3000000..5000000 $"),
            ("$3-5 million", "between 3000000..5000000 $"),
            ("$3m–$5m", "between 3000000..5000000 $"),
            ("from $3 million to $5 million", "between 3000000..5000000 $"),
            ("rose from $3 million to $5 million", "= 3000000 $; = 5000000 $"),
            ("at least 40 million euros", ">= 40000000 EUR"),
            ("up to 500 pounds a month", "<= 500 GBP per month"),
            ("nearly three and a half million dollars", "~ 3500000 $"),
            ("half a million dollars", "= 500000 $"),
            ("a million pounds", "= 1000000 GBP"),
            ("two hundred and fifty thousand yen", "= 250000 JPY"),
            ("twenty-five euros", "= 25 EUR"),
            ("A$12 million", "= 12000000 AUD"),
            ("R$ 300 million", "= 300000000 BRL"),
            ("S/ 3.5 million", "= 3500000 PEN"),
            ("3.5 million soles", "= 3500000 PEN"),
            ("CHF 1'200", "= 1200 CHF"),
            ("5 million US dollars", "= 5000000 USD"),
            ("$5 million Canadian dollars", "= 5000000 CAD"),
            ("no more than 10 euros", "<= 10 EUR"),
            ("less than €900", "< 900 EUR"),
            ("no less than €900", ">= 900 EUR"),
            ("more than doubled to $8m", "> 2 times; = 8000000 $"),
            ("a result of -$5m", "= -5000000 $"),
            ("75 cents a share", "= 75 cents per share"),
            ("$1.2 bn. to be paid", "= 1200000000 $"),
            ("€1 234 567", "= 1234567 EUR"),
            ("€1 234", "= 1234 EUR"),
            ("5 crore rupees", "= 50000000 rupees"),
            ("USD 300-400 million", "between 300000000..400000000 USD"),
            ("in excess of £1.2 million", "> 1200000 GBP"),
            ("an estimated $90 billion", "~ 90000000000 $"),
            ("$40 million or more", ">= 40000000 $"),
            ("€1.234", "= 1.234 EUR | 1234"),
            ("hundreds of millions of dollars", "> 100000000 $"),
            ("$2.5 million in 2019", "= 2500000 $ @2019-01-01/2019-12-31; 2019-01-01/2019-12-31"),
            ("US $7 million", "= 7000000 USD"),
            ("20 mn euros", "= 20000000 EUR"),
            ("3 mld euros", "= 3000000000 EUR"),
        ],
    );
}

#[test]
fn english_shares_and_factors() {
    check(
        Language::English,
        &[
            ("62.5 per cent", "= 62.5 percent"),
            ("62.5%", "= 62.5 percent"),
            ("62.5 percent", "= 62.5 percent"),
            ("a majority share", "> 50 percent"),
            ("a minority stake", "< 50 percent"),
            ("two-thirds of voters", "~ 66.67 percent"),
            ("nearly two thirds of voters", "~ 66.67 percent"),
            ("more than three quarters of it", "> 75 percent"),
            ("a quarter of them", "= 25 percent"),
            ("fell by a third", "~ 33.33 percent"),
            ("almost half", "~ 50 percent"),
            ("more than half of them", "> 50 percent"),
            ("one in five homes", "= 20 percent"),
            ("nine out of ten", "= 90 percent"),
            ("3 percentage points", "= 3 percentage points"),
            ("25 basis points", "= 25 basis points"),
            ("between 10 and 15 percent", "between 10..15 percent"),
            ("10-15%", "between 10..15 percent"),
            ("10% to 15%", "between 10..15 percent"),
            ("grew from 10 to 15 percent", "= 10 percent; = 15 percent"),
            ("up to 30 percent", "<= 30 percent"),
            ("output doubled", "= 2 times"),
            ("prices have more than tripled", "> 3 times"),
            ("twice as many", "= 2 times"),
            ("a tenfold rise", "= 10 times"),
            ("three times", "= 3 times"),
            ("profits halved", "= 0.5 times"),
            ("-0.5%", "= -0.5 percent"),
            ("minus 2 percent", "= -2 percent"),
            ("a 30-percent cut", "= 30 percent"),
            ("2/3 of the seats", "~ 66.67 percent"),
            ("most of the vote", "> 50 percent"),
            ("a wholly owned unit", "= 100 percent"),
            ("ten percent", "= 10 percent"),
            ("0.125%", "= 0.125 percent"),
        ],
    );
}

#[test]
fn english_counts_and_measures() {
    check(
        Language::English,
        &[
            ("1,200 workers", "= 1200 workers"),
            ("some 1,200 new jobs were lost", "~ 1200 new jobs"),
            ("at least 12 people died", ">= 12 people"),
            ("12 dead", "= 12 dead"),
            ("forty-two houses", "= 42 houses"),
            ("two dozen officers", "= 24 officers"),
            ("a hundred trees", "= 100 trees"),
            ("a dozen boats", "= 12 boats"),
            ("dozens of boats", "> 12 boats"),
            ("thousands of people", "> 1000 people"),
            ("1.2m people", "= 1200000 people"),
            ("the 100m final", "= 100 m"),
            ("5 km", "= 5 km"),
            ("a 5-kilometre tunnel", "= 5 km"),
            ("450 square kilometres", "= 450 km2"),
            ("30 °C", "= 30 degrees C"),
            ("4.5 million tonnes a year", "= 4500000 t per year"),
            ("120 km/h", "= 120 km/h"),
            ("250 MW", "= 250 MW"),
            ("3½ miles", "= 3.5 miles"),
            ("seven thousand five hundred and six homes", "= 7506 homes"),
            ("fewer than 500 copies", "< 500 copies"),
            ("500+ shops", ">= 500 shops"),
            ("two or three boats", "between 2..3 boats"),
            ("10 000 people", "= 10000 people"),
            ("about 2000 people came", "~ 2000 people"),
            ("over 300 armed officers", "> 300 armed officers"),
            ("two million", "= 2000000"),
            ("a 4-1 win", "score 4–1"),
            ("won 3-1 on Friday", "score 3–1; undated"),
            ("COVID-19 cases", ""),
            ("see page 12", ""),
            ("at www.orlan.example/2020/05", ""),
            ("art. 3.", ""),
            ("one of them", ""),
            ("at 10:30", "undated"),
            ("15 barrels per day", "= 15 barrels per day"),
            ("six point five million birds", "= 6500000 birds"),
            ("1.3m cars", "= 1300000 cars"),
            ("a 1,200-page report", "= 1200 page"),
            ("half a mile", "= 0.5 miles"),
            ("100,000 signatures", "= 100000 signatures"),
            ("12.5 tonnes of gold", "= 12.5 t"),
        ],
    );
}

#[test]
fn english_dates_and_ages() {
    check(
        Language::English,
        &[
            ("between 2020 to 2023", "2020-01-01/2023-12-31"),
            ("between 2020 and 2023", "2020-01-01/2023-12-31"),
            ("from 2020 to 2023", "2020-01-01/2023-12-31"),
            ("2020–2023", "2020-01-01/2023-12-31"),
            ("2020-23", "2020-01-01/2023-12-31"),
            ("over the past 15 years", "~ 15 years"),
            ("in 2007", "2007-01-01/2007-12-31"),
            ("since 2015", "2015-01-01/"),
            ("until 2020", "/2020-12-31"),
            ("by 2030", "/2030-12-31"),
            ("on 12 March 2021", "2021-03-12/2021-03-12"),
            ("March 12, 2021", "2021-03-12/2021-03-12"),
            ("12th March 2021", "2021-03-12/2021-03-12"),
            ("March 2021", "2021-03-01/2021-03-31"),
            ("February 2024", "2024-02-01/2024-02-29"),
            ("on May 5", "undated"),
            ("2021-03-12", "2021-03-12/2021-03-12"),
            ("25/12/2020", "2020-12-25/2020-12-25"),
            ("the third quarter of 2021", "2021-07-01/2021-09-30"),
            ("Q3 2022", "2022-07-01/2022-09-30"),
            ("the first half of 2020", "2020-01-01/2020-06-30"),
            ("the 1990s", "1990-01-01/1999-12-31"),
            ("the 19th century", "1801-01-01/1900-12-31"),
            ("last year", "undated"),
            ("on Tuesday", "undated"),
            ("15 years ago", "= 15 years"),
            ("for two decades", "= 2 decades"),
            ("aged 45", "= 45 years old"),
            ("a 45-year-old man", "= 45 years old"),
            ("45 years old", "= 45 years old"),
            ("Ana Tull, 45, left", "= 45 years old"),
            ("5-7 March 2021", "2021-03-05/2021-03-07"),
            ("the 2008 crisis", "2008-01-01/2008-12-31"),
            ("He may go in May 2020.", "2020-05-01/2020-05-31"),
            ("Sept. 3, 2019", "2019-09-03/2019-09-03"),
            ("between May 2020 and June 2021", "2020-05-01/2021-06-30"),
            ("in the first nine months of 2021", "= 9 months; 2021-01-01/2021-12-31"),
            ("between January and March 2022", "2022-01-01/2022-03-31"),
            ("at 3 a.m.", "undated"),
            ("(1952-2019)", "1952-01-01/2019-12-31"),
        ],
    );
}

#[test]
fn spanish_money() {
    check(
        Language::Spanish,
        &[
            ("S/ 3,5 millones", "= 3500000 PEN"),
            ("S/. 3.5 millones", "= 3500000 PEN"),
            ("más de 1.000 millones de dólares", "> 1000000000 $ | 1000000"),
            ("mil millones de euros", "= 1000000000 EUR"),
            ("dos mil millones de euros", "= 2000000000 EUR"),
            ("3,5 mil millones de pesos", "= 3500000000 pesos"),
            ("un billón de pesos", "= 1000000000000 pesos | 1000000000"),
            ("2 billones de euros", "= 2000000000000 EUR | 2000000000"),
            ("dos mil quinientos soles", "= 2500 PEN"),
            ("tres millones y medio de euros", "= 3500000 EUR"),
            ("medio millón de euros", "= 500000 EUR"),
            ("un millón de dólares", "= 1000000 $"),
            ("US$ 5,85 millones", "= 5850000 USD"),
            ("1.234,56 €", "= 1234.56 EUR"),
            ("1.234 €", "= 1234 EUR | 1.234"),
            ("cerca de 40 millones de euros", "~ 40000000 EUR"),
            ("al menos 300 euros", ">= 300 EUR"),
            ("hasta 500 euros al mes", "<= 500 EUR per month"),
            ("menos de 20 euros", "< 20 EUR"),
            ("no menos de 20 euros", ">= 20 EUR"),
            ("entre 3 y 5 millones de euros", "between 3000000..5000000 EUR"),
            ("de 3 a 5 millones de euros", "between 3000000..5000000 EUR"),
            ("pasó de 3 a 5 millones de euros", "= 3000000 EUR; = 5000000 EUR"),
            ("65 millones de dólares anuales", "= 65000000 $ per year"),
            ("unos 2,3 M€", "~ 2300000 EUR"),
            ("30 mil soles", "= 30000 PEN"),
            ("3 mil 500 pesos", "= 3500 pesos"),
            ("1 234 567 pesos", "= 1234567 pesos"),
            ("S/ 1'500,000", "= 1500000 PEN"),
            ("5.000 pesos mexicanos", "= 5000 MXN | 5"),
            ("$ 12.500.000", "= 12500000 $"),
            ("200 mil millones de pesos colombianos", "= 200000000000 COP"),
            ("ciento veinte mil euros", "= 120000 EUR"),
            ("doscientos cincuenta euros", "= 250 EUR"),
            ("treinta y cinco céntimos", "= 35 cents"),
            ("cientos de millones de dólares", "> 100000000 $"),
            ("1.500 euros o más", ">= 1500 EUR | 1.5"),
        ],
    );
}

#[test]
fn spanish_shares_counts_and_measures() {
    check(
        Language::Spanish,
        &[
            ("el 62,5 %", "= 62.5 percent"),
            ("62,5 por ciento", "= 62.5 percent"),
            ("3 puntos porcentuales", "= 3 percentage points"),
            ("la mitad de los votos", "= 50 percent"),
            ("casi la mitad", "~ 50 percent"),
            ("un tercio de ellos", "~ 33.33 percent"),
            ("dos tercios", "~ 66.67 percent"),
            ("tres cuartas partes", "= 75 percent"),
            ("la mayoría de los votos", "> 50 percent"),
            ("accionista mayoritario", "> 50 percent"),
            ("uno de cada cinco", "= 20 percent"),
            ("7 de cada 10 hogares", "= 70 percent"),
            ("se duplicó", "= 2 times"),
            ("más que el doble", "> 2 times"),
            ("tres veces", "= 3 times"),
            ("entre el 10 % y el 15 %", "between 10..15 percent"),
            ("subió del 10 al 15 %", "= 10 percent; = 15 percent"),
            ("medio punto porcentual", "= 0.5 percentage points"),
            ("bajó hasta el 4,5 %", "= 4.5 percent"),
            ("1.200 trabajadores", "= 1200 trabajadores | 1.2"),
            ("unos 300 nuevos empleos", "~ 300 nuevos empleos"),
            ("más de 20 mil personas", "> 20000 personas"),
            ("miles de personas", "> 1000 personas"),
            ("decenas de casas", "> 10 casas"),
            ("5 km", "= 5 km"),
            ("450 kilómetros cuadrados", "= 450 km2"),
            ("4.500 metros", "= 4500 m | 4.5"),
            ("12,5 toneladas de oro", "= 12.5 t"),
            ("30 grados centígrados", "= 30 degrees C"),
            ("veintidós barcos", "= 22 barcos"),
            ("ciento cinco casas", "= 105 casas"),
            ("una casa", ""),
            ("once jugadores", "= 11 jugadores"),
            ("ganó 3-1", "score 3–1"),
            ("120 kilómetros por hora", "= 120 km/h"),
            ("media docena de autos", "= 6 autos"),
            ("véase el artículo 7", ""),
        ],
    );
}

#[test]
fn spanish_dates_and_ages() {
    check(
        Language::Spanish,
        &[
            ("el 12 de marzo de 2021", "2021-03-12/2021-03-12"),
            ("en marzo de 2021", "2021-03-01/2021-03-31"),
            ("en 2007", "2007-01-01/2007-12-31"),
            ("en el año 2007", "2007-01-01/2007-12-31"),
            ("desde 2015", "2015-01-01/"),
            ("hasta 2020", "/2020-12-31"),
            ("entre 2015 y 2019", "2015-01-01/2019-12-31"),
            ("de 2015 a 2019", "2015-01-01/2019-12-31"),
            ("2015-2019", "2015-01-01/2019-12-31"),
            ("en los últimos 15 años", "~ 15 years"),
            ("hace 15 años", "= 15 years"),
            ("1.º de enero de 2020", "2020-01-01/2020-01-01"),
            ("el 3 de mayo", "undated"),
            ("12/03/2021", "2021-03-12/2021-03-12"),
            ("el tercer trimestre de 2021", "2021-07-01/2021-09-30"),
            ("el primer semestre de 2020", "2020-01-01/2020-06-30"),
            ("los años noventa", "1990-01-01/1999-12-31"),
            ("la década de 1990", "1990-01-01/1999-12-31"),
            ("el siglo XIX", "1801-01-01/1900-12-31"),
            ("el año pasado", "undated"),
            ("Marta Quell, de 58 años, votó", "= 58 years old"),
            ("58 años de edad", "= 58 years old"),
            ("una mujer de 30 años", "= 30 years old"),
            ("durante veinte años", "= 20 years"),
            ("del 5 al 7 de marzo de 2021", "2021-03-05/2021-03-07"),
            ("entre enero y marzo de 2022", "2022-01-01/2022-03-31"),
            ("fundada en 1998 por Ana", "1998-01-01/1998-12-31"),
            ("setiembre de 2019", "2019-09-01/2019-09-30"),
        ],
    );
}
