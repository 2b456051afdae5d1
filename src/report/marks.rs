//! Cuts a stretch of text where claims begin and end, so that marks never cross each other.

use std::ops::Range;

/// A stretch of text that one mark can stand on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    pub range: Range<usize>,
    /// The claim that it links to, by its place in the dossier: the shortest that covers it.
    pub claim: Option<usize>,
    /// How many claims cover it.
    pub depth: usize,
    /// It could be checked and is in no claim.
    pub loose: bool,
    /// The claims that end with it.
    pub ends: Vec<usize>,
}

/// A place of a claim, or a place that is in none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Covering {
    pub range: Range<usize>,
    pub claim: Option<usize>,
}

/// Cuts a block of text; the coverings are sorted by their start and none is empty.
pub fn cut(block: &Range<usize>, coverings: &[Covering]) -> Vec<Piece> {
    let within = |at: usize| at.clamp(block.start, block.end);
    let mut edges = vec![block.start, block.end];
    edges.extend(coverings.iter().flat_map(|covering| [within(covering.range.start), within(covering.range.end)]));
    edges.sort_unstable();
    edges.dedup();
    let (mut open, mut next) = (Vec::<&Covering>::new(), 0);
    let mut pieces = Vec::new();
    for edge in edges.windows(2) {
        open.retain(|covering| covering.range.end > edge[0]);
        while let Some(covering) = coverings.get(next).filter(|covering| covering.range.start <= edge[0]) {
            open.extend((covering.range.end > edge[0]).then_some(covering));
            next += 1;
        }
        pieces.push(piece(edge[0]..edge[1], &open));
    }
    pieces
}

/// Gives a span without the blank text around it; nothing where the text has no such span.
pub fn tight(text: &str, span: &Range<usize>) -> Option<Range<usize>> {
    let words = text.get(span.clone())?;
    let start = span.start + words.len() - words.trim_start().len();
    (!words.trim().is_empty()).then(|| start..start + words.trim().len())
}

fn piece(range: Range<usize>, open: &[&Covering]) -> Piece {
    let claims = || open.iter().filter(|covering| covering.claim.is_some());
    let shortest = claims().min_by_key(|covering| (covering.range.len(), covering.claim));
    Piece {
        claim: shortest.and_then(|covering| covering.claim),
        depth: claims().count(),
        loose: open.iter().any(|covering| covering.claim.is_none()),
        ends: claims()
            .filter(|covering| covering.range.end == range.end)
            .filter_map(|covering| covering.claim)
            .collect(),
        range,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(coverings: &[(Range<usize>, Option<usize>)], expect: &str) {
        let coverings: Vec<Covering> =
            coverings.iter().map(|(range, claim)| Covering { range: range.clone(), claim: *claim }).collect();
        let shown = cut(&(0..20), &coverings).into_iter().map(|piece| {
            let claim = piece.claim.map_or("-".into(), |claim| claim.to_string());
            let loose = if piece.loose { "?" } else { "" };
            let ends: String = piece.ends.iter().map(|end| format!(" /{end}")).collect();
            format!("{}-{}:{claim}x{}{loose}{ends}", piece.range.start, piece.range.end, piece.depth)
        });
        assert_eq!(shown.collect::<Vec<_>>().join(", "), expect);
    }

    #[test]
    fn nested_and_crossing_claims_are_cut_into_pieces() {
        check(&[], "0-20:-x0");
        check(&[(0..20, Some(0)), (5..8, Some(1))], "0-5:0x1, 5-8:1x2 /1, 8-20:0x1 /0");
        check(&[(2..9, Some(0)), (6..15, Some(1))], "0-2:-x0, 2-6:0x1, 6-9:0x2 /0, 9-15:1x1 /1, 15-20:-x0");
        check(&[(3..6, Some(0)), (3..6, Some(1))], "0-3:-x0, 3-6:0x2 /0 /1, 6-20:-x0");
    }

    #[test]
    fn what_goes_beyond_the_block_is_cut_at_its_end_and_does_not_end_there() {
        check(&[(15..30, Some(0))], "0-15:-x0, 15-20:0x1");
    }

    #[test]
    fn what_is_in_no_claim_is_told_apart() {
        check(&[(3..6, None), (5..8, Some(0))], "0-3:-x0, 3-5:-x0?, 5-6:0x1?, 6-8:0x1 /0, 8-20:-x0");
    }
}
