//! Bars as inline SVG, with every number also in words for whoever cannot see them.

use super::page::Page;

/// Width of a plot in units of its own, narrow enough to be read on a phone without shrinking.
pub const WIDTH: f64 = 360.0;
/// Where bars begin, after their labels.
pub const LEFT: f64 = 128.0;
/// The longest bar.
pub const LONGEST: f64 = 196.0;
/// Height of a row.
pub const ROW: f64 = 24.0;

/// A bar with its label.
pub struct Bar {
    pub label: String,
    /// Its parts from left to right; most bars have one.
    pub parts: Vec<Part>,
}

/// A part of a bar.
pub struct Part {
    pub count: usize,
    /// Gives it its colour.
    pub class: &'static str,
    /// Stands on it where there is room; may be empty.
    pub sign: &'static str,
    /// What it counts, for the description; may be empty.
    pub word: &'static str,
}

impl Bar {
    /// Makes a bar of one part.
    pub fn plain(label: String, count: usize, class: &'static str) -> Self {
        Self { label, parts: vec![Part { count, class, sign: "", word: "" }] }
    }

    fn total(&self) -> usize {
        self.parts.iter().map(|part| part.count).sum()
    }

    fn in_words(&self) -> String {
        let parts: Vec<String> = self.parts.iter().map(|part| format!("{} {}", part.count, part.word)).collect();
        format!("{}: {}", self.label, parts.join(", ").trim_end())
    }
}

/// Writes a figure: its caption, and a drawing with title and description.
pub fn figure(
    page: &mut Page,
    name: &str,
    caption: &str,
    description: &str,
    height: f64,
    draw: impl FnOnce(&mut Page),
) {
    let (title, told) = (format!("{name}-title"), format!("{name}-told"));
    let view = format!("0 0 {} {}", units(WIDTH), units(height));
    page.raw("<figure class=\"plot\">\n<figcaption>").text(caption).raw("</figcaption>\n");
    let names = format!("{title} {told}");
    page.open("svg", &[("viewBox", &view), ("role", "img"), ("aria-labelledby", &names)]).raw("\n");
    page.open("title", &[("id", &title)]).text(caption).raw("</title>\n");
    page.open("desc", &[("id", &told)]).text(description).raw("</desc>\n");
    draw(page);
    page.raw("</svg>\n</figure>\n");
}

/// Writes a figure of horizontal bars.
pub fn bars(page: &mut Page, name: &str, caption: &str, bars: &[Bar]) {
    let description: Vec<String> = bars.iter().map(Bar::in_words).collect();
    let most = bars.iter().map(Bar::total).max().unwrap_or(0).max(1) as f64;
    let height = bars.len() as f64 * ROW + 4.0;
    figure(page, name, caption, &(description.join("; ") + "."), height, |page| {
        for (at, bar) in bars.iter().enumerate() {
            horizontal(page, bar, at as f64 * ROW + 2.0, LONGEST / most);
        }
    });
}

fn horizontal(page: &mut Page, bar: &Bar, top: f64, scale: f64) {
    let base = top + ROW / 2.0 + 4.5;
    words(page, "label", (LEFT - 8.0, base), &bar.label);
    let mut x = LEFT;
    for part in bar.parts.iter().filter(|part| part.count > 0) {
        let width = part.count as f64 * scale;
        rect(page, part.class, (x, top + 3.0), (width, ROW - 6.0));
        if !part.sign.is_empty() && width >= 14.0 {
            words(page, "on-bar", (x + width / 2.0, base), part.sign);
        }
        x += width;
    }
    words(page, "count", (x + 6.0, base), &bar.total().to_string());
}

/// Draws a rectangle.
pub fn rect(page: &mut Page, class: &str, (x, y): (f64, f64), (width, height): (f64, f64)) {
    let class = format!("bar {class}");
    let (x, y, width, height) = (units(x), units(y), units(width), units(height));
    page.open("rect", &[("class", &class), ("x", &x), ("y", &y), ("width", &width), ("height", &height)]);
    page.raw("</rect>\n");
}

/// Draws words on a base line.
pub fn words(page: &mut Page, class: &str, (x, y): (f64, f64), text: &str) {
    page.open("text", &[("class", class), ("x", &units(x)), ("y", &units(y))]).text(text).raw("</text>\n");
}

/// Prints a length to a tenth.
fn units(length: f64) -> String {
    ((length * 10.0).round() / 10.0).to_string()
}
