//! A sheet as a table: a frozen header with a filter, one row after another, ids in hidden columns.

use crate::editable::plain;
use record::model::time::Day;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{
    ConditionalFormatCell, ConditionalFormatCellRule, ConditionalFormatFormula, DataValidation, ExcelDateTime, Format,
    FormatAlign, FormatBorder, Url, Worksheet, XlsxError, utility::column_number_to_name,
};
use std::borrow::Cow;

/// Rows below the last that are ready for what is added.
pub const SPARE_ROWS: u32 = 500;
/// Links that a sheet takes; more are left as text.
const MOST_LINKS: u32 = 60_000;
/// Letters of an address that a link takes.
const MOST_OF_LINK: usize = 2_000;

/// The looks of cells, made once.
pub struct Formats {
    pub title: Format,
    pub header: Format,
    pub editable_header: Format,
    pub text: Format,
    pub number: Format,
    pub date: Format,
    pub link: Format,
}

impl Formats {
    pub fn new() -> Self {
        let text = Format::new().set_text_wrap().set_align(FormatAlign::Top);
        let header = Format::new().set_bold().set_text_wrap().set_align(FormatAlign::Top);
        let header = header.set_background_color(0xE7E6E1).set_border_bottom(FormatBorder::Thin);
        Self {
            title: Format::new().set_bold().set_font_size(16.0),
            editable_header: header.clone().set_background_color(0xFFF2CC),
            header,
            number: text.clone().set_num_format("#,##0.##########"),
            date: text.clone().set_num_format("yyyy-mm-dd"),
            link: text.clone().set_font_color(0x0B57D0).set_underline(rust_xlsxwriter::FormatUnderline::Single),
            text,
        }
    }
}

/// A column: its header, its width in letters (0 hides it), whether what is changed in it comes back, and its look.
pub struct Column(pub &'static str, pub f64, pub bool, pub Look);

/// How the cells of a column look, those that are added later too.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Look {
    Words,
    Figures,
    Days,
}

impl Look {
    fn format(self, formats: &Formats) -> &Format {
        match self {
            Self::Words => &formats.text,
            Self::Figures => &formats.number,
            Self::Days => &formats.date,
        }
    }
}

/// What a cell holds.
pub enum Value<'v> {
    Empty,
    Text(Cow<'v, str>),
    Number(f64),
    Day(Day),
    Address(&'v str),
}

impl<'v> Value<'v> {
    pub fn text(text: impl Into<Cow<'v, str>>) -> Self {
        Self::Text(text.into())
    }

    pub fn maybe(text: Option<impl Into<Cow<'v, str>>>) -> Self {
        text.map_or(Self::Empty, Self::text)
    }

    pub fn count(count: usize) -> Self {
        Self::Number(count as f64)
    }

    pub fn day(day: Option<Day>) -> Self {
        day.map_or(Self::Empty, Self::Day)
    }

    /// A number where it is exact in the fifteen digits that spreadsheets keep, else a text.
    pub fn amount(amount: Option<Decimal>) -> Self {
        let Some(amount) = amount.map(|amount| amount.normalize()) else { return Self::Empty };
        let exact = amount.mantissa().unsigned_abs() < 1_000_000_000_000_000;
        match amount.to_f64().filter(|float| exact && float.to_string() == amount.to_string()) {
            Some(float) => Self::Number(float),
            None => Self::text(amount.to_string()),
        }
    }
}

/// A sheet that rows are being written to.
pub struct Table<'s> {
    pub sheet: &'s mut Worksheet,
    formats: &'s Formats,
    columns: &'s [Column],
    row: u32,
    links: u32,
}

impl<'s> Table<'s> {
    /// Writes the header.
    pub fn begin(
        sheet: &'s mut Worksheet,
        name: &str,
        columns: &'s [Column],
        formats: &'s Formats,
    ) -> Result<Self, XlsxError> {
        // Wide sheets go over two pages of A3, so that they can be read on paper.
        let (paper, across) = if columns.len() > 20 { (8, 2) } else { (9, 1) };
        sheet.set_name(name)?.set_landscape().set_paper_size(paper);
        sheet.set_print_fit_to_pages(across, 0).set_repeat_rows(0, 0)?;
        sheet.set_freeze_panes(1, 0)?;
        for (at, Column(header, width, editable, look)) in columns.iter().enumerate() {
            let format = if *editable { &formats.editable_header } else { &formats.header };
            sheet.set_column_format(at as u16, look.format(formats))?;
            sheet.write_string_with_format(0, at as u16, *header, format)?;
            match *width {
                0.0 => sheet.set_column_hidden(at as u16)?,
                width => sheet.set_column_width(at as u16, width)?,
            };
        }
        Ok(Self { sheet, formats, columns, row: 0, links: 0 })
    }

    /// Writes the next row.
    pub fn row<'v>(&mut self, values: impl IntoIterator<Item = Value<'v>>) -> Result<(), XlsxError> {
        self.row += 1;
        for (at, value) in values.into_iter().enumerate() {
            self.cell(at as u16, value)?;
        }
        Ok(())
    }

    fn cell(&mut self, at: u16, value: Value) -> Result<(), XlsxError> {
        let (row, formats, column) = (self.row, self.formats, self.columns[at as usize].3);
        // A cell that looks as its column does takes its look from there: naming it for each costs as much as the cell.
        let own = |look: Look| (look != column).then(|| look.format(formats));
        match value {
            Value::Empty => {}
            // A string is never taken for a formula, whatever it starts with.
            Value::Text(text) => return self.words(at, &plain(&text)),
            Value::Number(number) => match own(Look::Figures) {
                Some(format) => self.sheet.write_number_with_format(row, at, number, format).map(drop)?,
                None => self.sheet.write_number(row, at, number).map(drop)?,
            },
            Value::Day(day) => match serial(day) {
                Some(date) => match own(Look::Days) {
                    Some(format) => self.sheet.write_datetime_with_format(row, at, &date, format).map(drop)?,
                    None => self.sheet.write_datetime(row, at, &date).map(drop)?,
                },
                None => return self.words(at, &day.to_string()),
            },
            Value::Address(address) => return self.address(at, &plain(address)),
        };
        Ok(())
    }

    fn words(&mut self, at: u16, text: &str) -> Result<(), XlsxError> {
        match self.columns[at as usize].3 {
            Look::Words => self.sheet.write_string(self.row, at, text).map(drop),
            _ => self.sheet.write_string_with_format(self.row, at, text, &self.formats.text).map(drop),
        }
    }

    fn address(&mut self, at: u16, address: &str) -> Result<(), XlsxError> {
        let web = address.starts_with("http://") || address.starts_with("https://");
        if web && self.links < MOST_LINKS && address.len() < MOST_OF_LINK {
            let link = Url::new(address).set_text(address);
            if self.sheet.write_url_with_format(self.row, at, link, &self.formats.link).is_ok() {
                self.links += 1;
                return Ok(());
            }
        }
        self.words(at, address)
    }

    /// Lets only these words into a column, by a list to choose from.
    pub fn choose(&mut self, header: &str, words: &[&str]) -> Result<(), XlsxError> {
        let Some(at) = self.position(header) else { return Ok(()) };
        let validation = DataValidation::new()
            .allow_list_strings(words)?
            .set_error_title("Not a word of this column")?
            .set_error_message("Choose a word of the list, or leave the cell empty.")?;
        self.sheet.add_data_validation(1, at, self.row + SPARE_ROWS, at, &validation).map(drop)
    }

    /// Colours the cells of a column by the word in them, whoever writes it there.
    pub fn colour(&mut self, header: &str, colours: &[(&str, u32)]) -> Result<(), XlsxError> {
        let Some(at) = self.position(header) else { return Ok(()) };
        for (word, colour) in colours {
            let rule = ConditionalFormatCell::new()
                .set_rule(ConditionalFormatCellRule::EqualTo(*word))
                .set_format(Format::new().set_background_color(*colour));
            self.sheet.add_conditional_format(1, at, self.row + SPARE_ROWS, at, &rule)?;
        }
        Ok(())
    }

    /// Colours the filled cells of a column by the word that another column has, before any word of their own.
    pub fn colour_by(&mut self, header: &str, by: &str, colours: &[(&str, u32)]) -> Result<(), XlsxError> {
        let (Some(at), Some(by)) = (self.position(header), self.position(by)) else { return Ok(()) };
        let (own, by) = (column_number_to_name(at), column_number_to_name(by));
        for (word, colour) in colours {
            let rule = ConditionalFormatFormula::new()
                .set_rule(format!("=AND(${own}2<>\"\",${by}2=\"{word}\")").as_str())
                .set_format(Format::new().set_background_color(*colour))
                .set_stop_if_true(true);
            self.sheet.add_conditional_format(1, at, self.row + SPARE_ROWS, at, &rule)?;
        }
        Ok(())
    }

    /// Puts the filter over all rows.
    pub fn end(self) -> Result<(), XlsxError> {
        self.sheet.autofilter(0, 0, self.row, self.columns.len() as u16 - 1).map(drop)
    }

    fn position(&self, header: &str) -> Option<u16> {
        self.columns.iter().position(|column| column.0 == header).map(|at| at as u16)
    }
}

/// A day as a spreadsheet counts it; before 1901 they do not agree how.
fn serial(day: Day) -> Option<ExcelDateTime> {
    let text = day.to_string();
    if text.as_str() < "1901" { None } else { ExcelDateTime::parse_from_str(&text).ok() }
}
