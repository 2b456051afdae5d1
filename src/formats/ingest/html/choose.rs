//! Chooses, of the pieces of a page, those that are its main text.

use super::walk::{Piece, Shape};
use crate::ingest::account::Part;
use crate::ingest::block::Kind;
use dom_query::{Document as Page, NodeId, NodeRef};
use std::collections::{HashMap, HashSet};

/// What other ways of reading the page found.
#[derive(Default)]
pub(super) struct Hints {
    /// The pieces that a general method took.
    pub taken: HashSet<String>,
    /// What the page says of itself: its title, and its headline for machines.
    pub titles: Vec<String>,
    /// The whole text of the article as given for machines.
    pub body: Option<String>,
    pub byline: Option<String>,
}

/// What was chosen.
pub(super) struct Choice {
    pub taken: Vec<bool>,
    /// The piece that is the headline.
    pub headline: Option<usize>,
}

/// Chooses the main text.
pub(super) fn choose(page: &Page, pieces: &[Piece], hints: &Hints) -> Choice {
    let body = hints.body.as_deref().map(folded).unwrap_or_default();
    let mut view = View { page, pieces, hints, body, inside: HashSet::new(), teasers: HashSet::new() };
    view.teasers = view.find_teasers();
    let good: Vec<bool> = pieces.iter().map(|piece| view.is_good(piece)).collect();
    let container = view.container(&good);
    view.inside = container.map(|container| view.within(container)).unwrap_or_default();
    let mut taken: Vec<bool> = (0..pieces.len()).map(|at| view.belongs(at, good[at])).collect();
    let headline = view.headline(&taken);
    view.take_above(headline, &good, &mut taken);
    view.take_below(&good, &mut taken);
    view.take_headings(headline, &mut taken);
    Choice { taken, headline }
}

struct View<'a> {
    page: &'a Page,
    pieces: &'a [Piece],
    hints: &'a Hints,
    /// The article as given for machines, folded.
    body: String,
    /// The pieces inside the container of the main text, by their nodes.
    inside: HashSet<NodeId>,
    /// The nodes of pieces that lead to other pages.
    teasers: HashSet<NodeId>,
}

impl<'a> View<'a> {
    fn node(&self, id: NodeId) -> NodeRef<'a> {
        NodeRef::new(id, &self.page.tree)
    }

    fn is_given(&self, piece: &Piece) -> bool {
        piece.text.len() > 20 && !self.body.is_empty() && self.body.contains(&folded(&piece.text))
    }

    /// Says whether a piece reads as a paragraph of prose that nothing around it says is something else.
    fn is_good(&self, piece: &Piece) -> bool {
        let Shape::Block(kind) = piece.shape else { return false };
        let letters = piece.text.chars().count();
        let prose = letters >= 80 || letters >= 25 && ends_sentence(&piece.text);
        let is_cell = matches!(kind, Kind::TableCell { .. });
        let free = piece.part.is_none() && !self.teasers.contains(&piece.node) && !is_boilerplate(&piece.text);
        (free && prose && !is_cell && !is_mostly_linked(piece)) || self.is_given(piece)
    }

    /// Finds the element that holds nearly all good pieces, or the article around it.
    fn container(&self, good: &[bool]) -> Option<NodeId> {
        let mut weights: HashMap<NodeId, usize> = HashMap::new();
        let mut total = 0;
        for (piece, _) in self.pieces.iter().zip(good).filter(|(_, good)| **good) {
            let weight = piece.text.len();
            total += weight;
            let node = self.node(piece.node);
            *weights.entry(node.id).or_default() += weight;
            for above in node.ancestors_it(None) {
                *weights.entry(above.id).or_default() += weight;
            }
        }
        if total == 0 {
            return None;
        }
        let start = self.pieces.iter().zip(good).filter(|(_, good)| **good).map(|(piece, _)| piece);
        let longest = start.max_by_key(|piece| piece.text.len())?;
        let longest = self.node(longest.node);
        let line: Vec<NodeRef> = std::iter::once(longest).chain(longest.ancestors_it(None)).collect();
        let weight = |node: &NodeRef| weights.get(&node.id).copied().unwrap_or_default();
        let marked = |node: &&NodeRef| {
            let is_body = node.attr("itemprop").is_some_and(|of| of.as_ref() == "articleBody");
            is_body || node.has_name("article") || node.has_name("main") || node.attr("role").as_deref() == Some("main")
        };
        // Of the elements that are marked as articles, the innermost that holds most of what is good.
        let article = line.iter().filter(|node| node.has_name("article")).find(|node| weight(node) * 2 >= total);
        let main = line.iter().filter(marked).find(|node| weight(node) * 10 >= total * 7);
        let found = article.or(main).or_else(|| line.iter().find(|node| weight(node) * 10 >= total * 9));
        found.or(line.last()).map(|node| node.id)
    }

    fn within(&self, container: NodeId) -> HashSet<NodeId> {
        let inside = |id: NodeId| {
            let node = self.node(id);
            id == container || node.ancestors_it(None).any(|above| above.id == container)
        };
        let mut known: HashMap<NodeId, bool> = HashMap::new();
        for piece in self.pieces {
            known.entry(piece.node).or_insert_with(|| inside(piece.node));
        }
        known.into_iter().filter(|(_, inside)| *inside).map(|(id, _)| id).collect()
    }

    /// Finds cards that lead to other pages: a box of few words with a heading that is a link.
    fn find_teasers(&self) -> HashSet<NodeId> {
        let mut teasers = HashSet::new();
        for piece in self.pieces {
            let linked = matches!(piece.shape, Shape::Heading(_)) && is_mostly_linked(piece);
            if !linked {
                continue;
            }
            let heading = self.node(piece.node);
            let own = heading.normalized_char_count();
            let mut card = heading;
            for above in heading.ancestors_it(Some(4)) {
                let letters = above.normalized_char_count();
                if letters > own + 400 || letters > 4 * own + 200 || above.has_name("body") {
                    break;
                }
                card = above;
            }
            teasers.insert(piece.node);
            teasers.extend(card.descendants_it().filter(NodeRef::is_element).map(|node| node.id));
            if card.id != heading.id {
                teasers.insert(card.id);
            }
        }
        teasers
    }

    /// Says whether a piece inside the container is part of the text.
    fn belongs(&self, at: usize, good: bool) -> bool {
        let piece = &self.pieces[at];
        if !self.inside.contains(&piece.node) {
            return self.is_given(piece);
        }
        let Shape::Block(kind) = piece.shape else { return false };
        if piece.part.is_some() || self.teasers.contains(&piece.node) || is_boilerplate(&piece.text) {
            return self.is_given(piece);
        }
        if good {
            return true;
        }
        if self.is_byline(piece) {
            return false;
        }
        let known = self.hints.taken.contains(&piece.text);
        let letters = piece.text.chars().count();
        match kind {
            Kind::TableCell { .. } => !is_mostly_linked(piece),
            Kind::Caption => letters >= 10,
            Kind::List => !is_mostly_linked(piece) && (known || letters >= 40 || ends_sentence(&piece.text)),
            _ => {
                (known && (piece.is_paragraph || letters >= 40) || ends_sentence(&piece.text))
                    && !is_mostly_linked(piece)
            }
        }
    }

    fn is_byline(&self, piece: &Piece) -> bool {
        let text = folded(&piece.text);
        let by = ["by ", "por ", "de ", "texto: "].iter().any(|by| text.starts_with(by));
        let named = self.hints.byline.as_deref().is_some_and(|byline| text.contains(&folded(byline)));
        (by || named) && text.len() < 100 && !ends_sentence(&piece.text)
    }

    /// Finds the headline: the last first-level heading above the text, or the piece that says what the title says.
    fn headline(&self, taken: &[bool]) -> Option<usize> {
        let first = taken.iter().position(|taken| *taken)?;
        let titles: Vec<String> = self.hints.titles.iter().map(|title| folded(title)).collect();
        let is_title = |piece: &Piece| {
            let text = folded(&piece.text);
            text.len() >= 8
                && titles.iter().any(|title| title.starts_with(&text) || *title == text || text.starts_with(title))
        };
        let of_level = |piece: &Piece, most: u8| matches!(piece.shape, Shape::Heading(level) if level <= most);
        let free = |piece: &Piece| !matches!(piece.part, Some(Part::Related | Part::Comments | Part::Promotion));
        let reach = (first + 4).min(self.pieces.len());
        let all = || (0..reach).rev().filter(|at| free(&self.pieces[*at]));
        all()
            .find(|at| of_level(&self.pieces[*at], 3) && is_title(&self.pieces[*at]))
            .or_else(|| all().find(|at| of_level(&self.pieces[*at], 1) && !is_mostly_linked(&self.pieces[*at])))
            .or_else(|| all().find(|at| is_title(&self.pieces[*at])))
    }

    /// Takes what stands between the headline and the text: a standfirst.
    fn take_above(&self, headline: Option<usize>, good: &[bool], taken: &mut [bool]) {
        let (Some(headline), Some(first)) = (headline, taken.iter().position(|taken| *taken)) else { return };
        taken[headline] = true;
        for at in headline + 1..first {
            let piece = &self.pieces[at];
            let is_heading = matches!(piece.shape, Shape::Heading(2..=4)) && piece.text.chars().count() >= 30;
            let is_plain = piece.part.is_none() || piece.part == Some(Part::Navigation) && self.leads(piece);
            let is_lead = (good[at] || is_heading || self.leads(piece)) && !is_mostly_linked(piece);
            taken[at] = is_plain && is_lead && !is_boilerplate(&piece.text) && !self.is_byline(piece);
        }
    }

    /// Says whether an element names itself as the lead of an article, or is a long piece of prose.
    fn leads(&self, piece: &Piece) -> bool {
        const LEADS: [&str; 16] = [
            "standfirst",
            "lead",
            "lede",
            "intro",
            "deck",
            "dek",
            "subtitle",
            "subhead",
            "summary",
            "entradilla",
            "bajada",
            "sumario",
            "copete",
            "description",
            "excerpt",
            "subtitulo",
        ];
        let node = self.node(piece.node);
        let named = |node: &NodeRef| {
            let class = node.class().map(|class| class.to_ascii_lowercase()).unwrap_or_default();
            class.split(|mark: char| !mark.is_ascii_alphanumeric()).any(|word| LEADS.contains(&word))
        };
        let letters = piece.text.chars().count();
        letters >= 20 && (named(&node) || node.parent().is_some_and(|above| named(&above)))
            || letters >= 60 && ends_sentence(&piece.text)
    }

    /// Takes good paragraphs that follow the text directly, outside its container: a last paragraph in a box of its own.
    fn take_below(&self, good: &[bool], taken: &mut [bool]) {
        let Some(last) = taken.iter().rposition(|taken| *taken) else { return };
        for at in last + 1..self.pieces.len() {
            let piece = &self.pieces[at];
            if piece.part.is_some() || matches!(piece.shape, Shape::Heading(_)) {
                break;
            }
            if good[at] && piece.is_paragraph && piece.text.chars().count() >= 60 {
                taken[at] = true;
            }
        }
    }

    /// Takes the headings within the text that have some of it below them.
    fn take_headings(&self, headline: Option<usize>, taken: &mut [bool]) {
        let Some(first) = taken.iter().position(|taken| *taken) else { return };
        let mut below = false;
        for at in (first..self.pieces.len()).rev() {
            let piece = &self.pieces[at];
            let Shape::Heading(_) = piece.shape else {
                below = taken[at] || below && piece.part.is_some() && is_short(piece);
                continue;
            };
            if Some(at) == headline {
                taken[at] = true;
                continue;
            }
            let free = piece.part.is_none() && !self.teasers.contains(&piece.node);
            taken[at] |= below
                && free
                && self.inside.contains(&piece.node)
                && !is_mostly_linked(piece)
                && !is_boilerplate(&piece.text);
            below = taken[at];
        }
    }
}

fn is_short(piece: &Piece) -> bool {
    piece.text.chars().count() < 40
}

fn is_mostly_linked(piece: &Piece) -> bool {
    piece.linked * 2 > piece.text.chars().count()
}

/// Says whether a piece ends as a sentence does.
fn ends_sentence(text: &str) -> bool {
    let text = text.trim_end_matches(['"', '”', '’', '»', '\'', ')', ']', ' ']);
    text.ends_with(['.', '!', '?', '…', ':']) && text.contains(' ')
}

/// Says whether a piece is one of the lines that pages put between the paragraphs of any article.
fn is_boilerplate(text: &str) -> bool {
    const STARTS: [&str; 47] = [
        "advertisement",
        "publicidad",
        "read more:",
        "read also:",
        "also read:",
        "read next:",
        "related:",
        "see also:",
        "more:",
        "lea también",
        "lee también",
        "lea tambien",
        "te puede interesar",
        "le puede interesar",
        "leer más",
        "ver también",
        "más información:",
        "más sobre",
        "sign up",
        "subscribe",
        "suscríbete",
        "suscríbase",
        "suscribirse",
        "follow us",
        "síguenos",
        "síganos",
        "share this",
        "share on",
        "comparte",
        "compartir",
        "click here",
        "haz clic",
        "haga clic",
        "all rights reserved",
        "todos los derechos reservados",
        "©",
        "copyright",
        "this site uses cookies",
        "we use cookies",
        "utilizamos cookies",
        "este sitio web utiliza cookies",
        "this website uses cookies",
        "photo by",
        "story continues below",
        "continue reading",
        "sigue leyendo",
        "download the app",
    ];
    let letters = text.chars().count();
    let text: String = text.chars().take(40).collect::<String>().to_lowercase();
    letters < 200 && STARTS.iter().any(|start| text.starts_with(start))
}

/// Evens out blanks, capitals and quotation marks.
fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        for letter in word.chars() {
            match letter {
                '“' | '”' | '«' | '»' | '"' | '\'' | '‘' | '’' => {}
                other => folded.extend(other.to_lowercase()),
            }
        }
    }
    folded
}
