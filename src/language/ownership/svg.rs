//! A graph of stakes as a self-contained SVG: no scripts, no fonts, nothing fetched, readable in light and dark.

use super::Answer;
use super::layers::What;
use super::layout::{Layout, MARGIN, NAME_LINE, NOTE_LINE, Spot};
use super::picture::{Arrow, Picture};
use data_encoding::HEXLOWER;
use record::visible::visible;
use sha2::{Digest, Sha256};
use std::fmt::Write;

const STYLE: &str = "\
.paper{fill:#ffffff}.box{fill:#f4f6f8;stroke:#5b6670;stroke-width:1}.subject{fill:#fff3d6;stroke:#8a5a00;stroke-width:2}
text{font-family:system-ui,'Helvetica Neue',Arial,'Noto Sans',sans-serif;text-anchor:middle;fill:#1b1f23}
.name{font-size:14px}.subject-name,.title{font-weight:600}.title{font-size:15px;text-anchor:start}
.share{font-size:14px}.note{font-size:12px;fill:#4a545e}.legend{text-anchor:start}
.line{fill:none;stroke:#6b7680;stroke-width:1.25}.control{stroke:#0b5cad;stroke-width:3.5}
.perhaps{stroke:#0b5cad;stroke-width:3.5;stroke-dasharray:8 5}.tip{fill:#6b7680}.control-tip{fill:#0b5cad}
@media (prefers-color-scheme:dark){.paper{fill:#14171a}.box{fill:#22272c;stroke:#94a0ab}
.subject{fill:#3d2f10;stroke:#e0b050}text{fill:#eceff2}.note{fill:#b4bec8}.line{stroke:#94a0ab}
.control,.perhaps{stroke:#6db3ff}.tip{fill:#94a0ab}.control-tip{fill:#6db3ff}}
";
const TITLE_HEIGHT: f64 = 30.0;
const LEGEND_WIDTH: f64 = 610.0;
const TITLE_COLUMNS: usize = 60;
const TIP: f64 = 9.0;

/// Draws a picture that stands alone, owners above what they own; the same picture gives the same bytes.
pub fn svg(picture: &Picture) -> String {
    drawn(picture, &format!("<style>\n{STYLE}</style>\n"))
}

/// Draws a picture for a page, with a style that reaches nothing outside the element that is named.
pub fn svg_within(picture: &Picture, around: &str) -> String {
    drawn(picture, &format!("<style>\n{}</style>\n", style_within(around)))
}

/// Draws a picture for a page that has its style by [`style_within`]: it holds none of its own.
pub fn svg_in_page(picture: &Picture) -> String {
    drawn(picture, "")
}

/// Gives the style of drawings, held to what stands inside an element: in a page its rules would reach every text.
pub fn style_within(around: &str) -> String {
    let (mut rules, mut selectors) = (String::new(), String::new());
    for character in STYLE.chars() {
        match character {
            '{' if selectors.trim_start().starts_with('@') => rules.push_str(&(std::mem::take(&mut selectors) + "{")),
            '{' => {
                let each: Vec<String> =
                    selectors.split(',').map(|selector| format!("{around} {}", selector.trim())).collect();
                rules.push_str(&(each.join(",") + "{"));
                selectors.clear();
            }
            '}' => rules.push_str(&(std::mem::take(&mut selectors) + "}")),
            _ => selectors.push(character),
        }
    }
    rules
}

fn drawn(picture: &Picture, style: &str) -> String {
    let layout = Layout::of(picture);
    let title = super::lines::wrap(&picture.title, TITLE_COLUMNS, 2);
    let head = title.len() as f64 * NAME_LINE + TITLE_HEIGHT - NAME_LINE;
    let width = layout.width.max(LEGEND_WIDTH + 2.0 * MARGIN);
    let height = layout.height + head + picture.legend.len() as f64 * NOTE_LINE + MARGIN;
    let mut text = opening(picture, style, width, height);
    for (at, line) in title.iter().enumerate() {
        words(&mut text, "title", (MARGIN, MARGIN + (at as f64 + 0.5) * NAME_LINE), line);
    }
    let _ = writeln!(text, "<g transform=\"translate({} {})\">", pixels((width - layout.width) / 2.0), pixels(head));
    for at in 0..picture.arrows.len() {
        arrow(&mut text, &picture.arrows[at], at, &layout);
    }
    for (item, spot) in layout.layers.items.iter().zip(&layout.spots) {
        match item.what {
            What::Box(at) => boxed(&mut text, spot, picture.boxes[at].subject, &picture.boxes[at].name),
            What::Label(_) => label(&mut text, spot),
            What::Bend => {}
        }
    }
    text.push_str("</g>\n");
    for (at, line) in picture.legend.iter().enumerate() {
        let y = layout.height + head + at as f64 * NOTE_LINE;
        words(&mut text, "note legend", (MARGIN, y), line);
    }
    text.push_str("</svg>\n");
    text
}

fn opening(picture: &Picture, style: &str, width: f64, height: f64) -> String {
    // Two drawings on one page must not share the ids of their titles.
    let digest = Sha256::digest(format!("{}\n{}", picture.title, picture.description));
    let id = HEXLOWER.encode(&digest[..4]);
    let (width, height) = (pixels(width), pixels(height));
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {width} {height}\" role=\"img\" aria-labelledby=\"t{id} d{id}\">\n\
         <title id=\"t{id}\">{}</title>\n<desc id=\"d{id}\">{}</desc>\n{style}\
         <rect class=\"paper\" width=\"{width}\" height=\"{height}\"/>\n",
        escaped(&picture.title),
        escaped(&picture.description)
    )
}

/// Draws an arrow through the items on its way, with its tip at what is owned.
fn arrow(text: &mut String, arrow: &Arrow, at: usize, layout: &Layout) {
    let way = &layout.layers.ways[at];
    let upward = layout.layers.upward[at];
    let mut points: Vec<(f64, f64)> = Vec::new();
    for (place, item) in way.iter().enumerate() {
        let spot = &layout.spots[*item];
        let beside = ends(layout, at, place);
        match place {
            0 => points.push((spot.x + beside, spot.y + spot.height / 2.0)),
            _ if place + 1 == way.len() => points.push((spot.x + beside, spot.y - spot.height / 2.0)),
            _ => points.extend([(spot.x, spot.y - spot.height / 2.0), (spot.x, spot.y + spot.height / 2.0)]),
        }
    }
    if upward {
        points.reverse();
    }
    let back = if upward { TIP } else { -TIP };
    let Some((x, y)) = points.pop() else { return };
    points.push((x, y + back));
    let (line, tip) = match arrow.control {
        Answer::Yes => ("line control", "control-tip"),
        Answer::No => ("line", "tip"),
        Answer::Unsettled => ("line perhaps", "control-tip"),
    };
    let _ = write!(text, "<g><title>{}</title><path class=\"{line}\" d=\"", escaped(&arrow.sentence));
    curve(text, &points);
    let (left, right, base) = (pixels(x - TIP * 0.6), pixels(x + TIP * 0.6), pixels(y + back));
    let (x, y) = (pixels(x), pixels(y));
    let _ = writeln!(text, "\"/><path class=\"{tip}\" d=\"M{x} {y}L{left} {base}L{right} {base}Z\"/></g>");
}

/// Gives how far from the middle of a box an arrow meets it, so that arrows do not share one point.
fn ends(layout: &Layout, arrow: usize, place: usize) -> f64 {
    let layers = &layout.layers;
    let way = &layers.ways[arrow];
    let item = &layers.items[way[place]];
    let (beside, next) = match place {
        0 => (&item.below, way.get(1)),
        _ => (&item.above, way.get(place.wrapping_sub(1))),
    };
    let mut order: Vec<usize> = beside.clone();
    order.sort_by(|one, two| layout.spots[*one].x.total_cmp(&layout.spots[*two].x));
    let at = order.iter().position(|other| Some(other) == next).unwrap_or(0);
    let room = layout.spots[way[place]].width * 0.8;
    let step = (room / order.len().max(1) as f64).min(40.0);
    (at as f64 - (order.len().saturating_sub(1)) as f64 / 2.0) * step
}

/// Draws a line that leaves and arrives upright.
fn curve(text: &mut String, points: &[(f64, f64)]) {
    for (place, (x, y)) in points.iter().enumerate() {
        if place == 0 {
            let _ = write!(text, "M{} {}", pixels(*x), pixels(*y));
            continue;
        }
        let (from_x, from_y) = points[place - 1];
        let middle = pixels((from_y + y) / 2.0);
        let _ = write!(text, "C{} {middle} {} {middle} {} {}", pixels(from_x), pixels(*x), pixels(*x), pixels(*y));
    }
}

fn boxed(text: &mut String, spot: &Spot, subject: bool, name: &str) {
    let (class, name_class) = if subject { ("box subject", "name subject-name") } else { ("box", "name") };
    let (x, y) = (pixels(spot.x - spot.width / 2.0), pixels(spot.y - spot.height / 2.0));
    let (width, height) = (pixels(spot.width), pixels(spot.height));
    let _ = writeln!(text, "<g><title>{}</title>", escaped(name));
    let _ =
        writeln!(text, "<rect class=\"{class}\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" rx=\"5\"/>");
    stacked(text, spot, name_class);
    text.push_str("</g>\n");
}

/// Draws a label over its arrow, on a patch of paper.
fn label(text: &mut String, spot: &Spot) {
    let (x, y) = (pixels(spot.x - spot.width / 2.0), pixels(spot.y - spot.height / 2.0 + 2.0));
    let (width, height) = (pixels(spot.width), pixels(spot.height - 4.0));
    let _ = writeln!(text, "<rect class=\"paper\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"/>");
    stacked(text, spot, "share");
}

fn stacked(text: &mut String, spot: &Spot, class: &str) {
    let height = spot.lines.len() as f64 * NAME_LINE + spot.notes.len() as f64 * NOTE_LINE;
    let mut y = spot.y - height / 2.0;
    for line in &spot.lines {
        words(text, class, (spot.x, y + NAME_LINE / 2.0), line);
        y += NAME_LINE;
    }
    for note in &spot.notes {
        words(text, "note", (spot.x, y + NOTE_LINE / 2.0), note);
        y += NOTE_LINE;
    }
}

/// Writes one line of text around the given middle.
fn words(text: &mut String, class: &str, (x, y): (f64, f64), line: &str) {
    // Placed by its base line: not every program knows `dominant-baseline`.
    let (x, y) = (pixels(x), pixels(y + 5.0));
    let _ = writeln!(text, "<text class=\"{class}\" x=\"{x}\" y=\"{y}\">{}</text>", escaped(line));
}

/// Prints a length, to a tenth of a pixel.
fn pixels(length: f64) -> String {
    let tenths = (length * 10.0).round() / 10.0;
    if tenths == 0.0 { "0".into() } else { tenths.to_string() }
}

fn escaped(text: &str) -> String {
    visible(text).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rules_of_a_drawing_stay_inside_it() {
        let style = style_within(".owners");
        assert!(style.starts_with(".owners .paper{fill:#ffffff}.owners .box{"), "{style}");
        assert!(style.contains("@media (prefers-color-scheme:dark){.owners .paper{fill:#14171a}"), "{style}");
        assert!(style.contains(".owners .control,.owners .perhaps{stroke:#6db3ff}"), "{style}");
        assert_eq!(style.matches('{').count(), style.matches('}').count());
    }
}
