//! The dossier as pages of paper: the parts of the page on screen behind a title page, with contents and notes.

use super::page::Page;
use super::{Desk, Places, STYLE, article, card, contents, end, front, plots, proof, remaining, sources};
use crate::dossier::Dossier;
use crate::error::Result;
use record::visible::excerpt;
use std::io::Write;

const PAPER: &str = include_str!("paper.css");

/// Characters of the title at the foot of every page.
const FOOT: usize = 70;

/// Writes the page that a program prints; `places` are the pages that an earlier printing gave.
pub fn render_for_paper(dossier: &Dossier, places: &Places, out: &mut impl Write) -> Result<()> {
    let mut desk = Desk::of(dossier);
    desk.places = Some(places);
    let mut page = Page::for_paper();
    head(&mut page, dossier);
    front::write(&mut page, &desk);
    page.raw("<main>\n");
    contents::write(&mut page, &desk);
    plots::write(&mut page, dossier);
    remaining::write(&mut page, &desk);
    desk.marked = article::write(&mut page, &desk);
    page.raw("<section class=\"part\" id=\"claims\" aria-labelledby=\"claims-title\">\n");
    page.raw("<h2 id=\"claims-title\">Claims</h2>\n");
    for entry in &dossier.claims {
        card::write(&mut page, &desk, entry);
    }
    page.raw("</section>\n");
    sources::write(&mut page, &desk);
    proof::write(&mut page, dossier);
    end(page, out)
}

fn head(page: &mut Page, dossier: &Dossier) {
    page.raw(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; \
         img-src data:\">\n<meta name=\"color-scheme\" content=\"light\">\n<title>",
    );
    page.text(front::title(dossier)).raw(" — fact-check report</title>\n<style>\n").raw(STYLE).raw(PAPER);
    page.raw("@page{@bottom-left{content:").style_string(&excerpt(front::title(dossier), FOOT)).raw("}");
    if dossier.revealed {
        page.raw("@top-center{content:\"Contains confidential material in full\"}");
    }
    page.raw("}\n</style>\n</head>\n<body>\n");
}
