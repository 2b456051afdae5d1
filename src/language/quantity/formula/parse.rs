//! Reads a formula by its grammar.
//!
//! ```text
//! sum     = product (("+" | "-") product)*
//! product = signed (("*" | "/") signed)*
//! signed  = "-" atom | atom
//! atom    = number unit? | id | function "(" argument ("," argument)* ")" | "(" sum ")"
//! unit    = "%" | word+
//! ```
//!
//! An argument is a sum or a range of ids. A word before `(` is a function; any other word is an id, except after a
//! number, where words are its unit.

use super::fault::FormulaFault;
use super::token::{Placed, Token};
use super::tree::{Function, Node, numbered};

/// A formula may be this many bytes long.
pub(super) const LONGEST: usize = 4_000;

/// Brackets and signs may nest this deep.
const DEEPEST: usize = 32;

/// A range may cover this many ids.
const LONGEST_RANGE: u64 = 1_000;

/// Reads all tokens as one formula.
pub(super) fn parse(tokens: &[Placed]) -> Result<Node, FormulaFault> {
    let mut parser = Parser { tokens, at: 0, depth: 0 };
    let node = parser.sum()?;
    match parser.tokens.get(parser.at) {
        None => Ok(node),
        Some(placed) => Err(unexpected(placed, "an operator")),
    }
}

struct Parser<'a> {
    tokens: &'a [Placed],
    at: usize,
    depth: usize,
}

impl<'a> Parser<'a> {
    fn sum(&mut self) -> Result<Node, FormulaFault> {
        let head = self.product()?;
        let mut rest = Vec::new();
        while let Some(plus) = self.either("+", "-") {
            rest.push((plus, self.product()?));
        }
        Ok(if rest.is_empty() { head } else { Node::Sum(Box::new(head), rest) })
    }

    fn product(&mut self) -> Result<Node, FormulaFault> {
        let head = self.signed()?;
        let mut rest = Vec::new();
        while let Some(times) = self.either("*", "/") {
            rest.push((times, self.signed()?));
        }
        Ok(if rest.is_empty() { head } else { Node::Product(Box::new(head), rest) })
    }

    fn signed(&mut self) -> Result<Node, FormulaFault> {
        if self.takes("-") { Ok(Node::Negated(Box::new(self.atom()?))) } else { self.atom() }
    }

    fn atom(&mut self) -> Result<Node, FormulaFault> {
        let placed = self.next("a number, an id or a bracket")?;
        match &placed.0 {
            Token::Number(amount) => Ok(Node::Literal { amount: *amount, unit: self.unit() }),
            Token::Id(id) => Ok(Node::Reference(id.clone())),
            Token::Word(word) if self.takes("(") => self.call(word),
            Token::Word(word) => Ok(Node::Reference(word.clone())),
            Token::Mark("(") => self.inside(|parser| {
                let node = parser.sum()?;
                parser.wants(")", "`)`")?;
                Ok(node)
            }),
            Token::Mark(_) => Err(unexpected(placed, "a number, an id or a bracket")),
        }
    }

    /// The words after a number are its unit, up to an operator or a bracket.
    fn unit(&mut self) -> Option<String> {
        if self.takes("%") {
            return Some("percent".into());
        }
        let mut words = Vec::new();
        while let Some((Token::Word(word), _)) = self.tokens.get(self.at) {
            words.push(word.as_str());
            self.at += 1;
        }
        (!words.is_empty()).then(|| words.join(" "))
    }

    fn call(&mut self, name: &str) -> Result<Node, FormulaFault> {
        let function = Function::from_word(name).ok_or_else(|| FormulaFault::Function(name.into()))?;
        let nodes = self.inside(|parser| {
            let mut nodes = vec![parser.argument(function)?];
            while parser.takes(",") {
                nodes.push(parser.argument(function)?);
            }
            parser.wants(")", "`)`")?;
            Ok(nodes)
        })?;
        if function.takes_two() && nodes.len() != 2 {
            let (function, takes) = (function.word(), "two figures");
            return Err(FormulaFault::Arguments { function, takes, given: nodes.len() });
        }
        Ok(Node::Call(function, nodes))
    }

    fn argument(&mut self, function: Function) -> Result<Node, FormulaFault> {
        let node = self.sum()?;
        if !self.takes("..") {
            return Ok(node);
        }
        let other = self.next("the last id of the range")?;
        let (Node::Reference(first), Token::Word(last) | Token::Id(last)) = (&node, &other.0) else {
            return Err(FormulaFault::Range(format!("{node}..")));
        };
        if function.takes_two() {
            return Err(FormulaFault::RangeAlone);
        }
        let (_, from, to, _) = numbered(first, last).ok_or_else(|| FormulaFault::Range(format!("{first}..{last}")))?;
        match to - from < LONGEST_RANGE {
            true => Ok(Node::Range { first: first.clone(), last: last.clone() }),
            false => Err(FormulaFault::LongRange(LONGEST_RANGE as usize)),
        }
    }

    fn inside<T>(&mut self, read: impl FnOnce(&mut Self) -> Result<T, FormulaFault>) -> Result<T, FormulaFault> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(FormulaFault::TooDeep(DEEPEST));
        }
        let read = read(self)?;
        self.depth -= 1;
        Ok(read)
    }

    fn next(&mut self, wanted: &'static str) -> Result<&'a Placed, FormulaFault> {
        let placed = self.tokens.get(self.at).ok_or(FormulaFault::Ends(wanted))?;
        self.at += 1;
        Ok(placed)
    }

    fn takes(&mut self, mark: &str) -> bool {
        let found = matches!(self.tokens.get(self.at), Some((Token::Mark(own), _)) if *own == mark);
        self.at += usize::from(found);
        found
    }

    fn either(&mut self, one: &str, other: &str) -> Option<bool> {
        if self.takes(one) {
            return Some(true);
        }
        self.takes(other).then_some(false)
    }

    fn wants(&mut self, mark: &str, wanted: &'static str) -> Result<(), FormulaFault> {
        if self.takes(mark) {
            return Ok(());
        }
        match self.tokens.get(self.at) {
            Some((Token::Mark(".."), _)) => Err(FormulaFault::RangeAlone),
            Some(placed) => Err(unexpected(placed, wanted)),
            None => Err(FormulaFault::Ends(wanted)),
        }
    }
}

fn unexpected((token, at): &Placed, wanted: &'static str) -> FormulaFault {
    let found = match token {
        Token::Number(amount) => amount.to_string(),
        Token::Word(text) | Token::Id(text) => text.clone(),
        Token::Mark(mark) => (*mark).into(),
    };
    if found == ".." { FormulaFault::RangeAlone } else { FormulaFault::Unexpected { found, at: *at, wanted } }
}
