//! A letter laid out in words: what its file holds, before any format.

use super::page::Page;
use crate::i18n::{Standing, Words};
use crate::model::letter::{Block, FormBox, FormRow, Letter, Line, ListHead};
use crate::text::{clean_text, width};

/// Names of fonts, each with others to take where a machine has it not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Faces {
    pub title: String,
    /// Of headings of the first level, labels and heads.
    pub head: String,
    /// Of headings of the second level.
    pub second: String,
    pub body: String,
    /// Of the number of a page.
    pub folio: String,
    /// Of figures and Latin letters.
    pub latin: String,
    /// A font, and what stands in for it.
    pub others: Vec<(String, String)>,
}

/// One part of the paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    Text(String),
    Head {
        level: u8,
        text: String,
    },
    /// Small print.
    Note(String),
    Form(Vec<Row>),
    List {
        heads: Vec<(String, u8)>,
        rows: Vec<Vec<String>>,
    },
    Sign(Vec<String>),
    Slip(String),
    Page,
}

/// A row of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    pub boxes: Vec<Boxed>,
    pub lines: u8,
}

/// A label, what stands beside it, and what stands at the bottom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Boxed {
    pub label: String,
    pub value: String,
    pub foot: String,
}

/// A whole paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paper {
    /// The mark of made-up data.
    pub mark: Option<String>,
    pub title: String,
    pub number: String,
    pub to: String,
    pub parts: Vec<Part>,
    /// The line that names what is enclosed: what it begins with, and each name with its number.
    pub enclosed: (String, Vec<String>),
    /// What is printed behind the paper, each with what stands above it.
    pub behind: Vec<(String, Page)>,
    pub signer: String,
    pub day: String,
    pub copies: String,
    pub faces: Faces,
    /// What numbers a page, with `&P` in it.
    pub folio: String,
}

impl Paper {
    /// A letter in the words of a language.
    pub fn of(letter: &Letter, words: &Words) -> Self {
        let said = |line: &Line, standing: Standing| clean_text(&words.letter_text(line, standing));
        let prose = |line: &Line| said(line, Standing::Prose);
        let framed = |id: &str, name: &str, line: &Line| match line.is_empty() {
            true => String::new(),
            false => words.with(id, &[(name, prose(line))]),
        };
        let several = letter.enclosures.len() > 1;
        let numbered = |at: usize, name: String| match several {
            true => words.with("letter-enclosure-line", &[("place", (at + 1).to_string()), ("name", name)]),
            false => name,
        };
        let names = letter.enclosures.iter().enumerate().map(|(at, one)| numbered(at, prose(&one.name)));
        let above = |at: usize| match several {
            true => words.with("letter-enclosure-nth", &[("place", (at + 1).to_string())]),
            false => words.get("letter-enclosure"),
        };
        let tables = letter.enclosures.iter().enumerate();
        let behind = tables.filter_map(|(at, one)| Some((above(at), Page::of(one.table.as_deref()?, words))));
        Self {
            mark: letter.synthetic.then(|| words.get("screen-synthetic")),
            title: prose(&letter.title),
            number: prose(&letter.number),
            to: framed("letter-to", "to", &letter.to),
            parts: letter.blocks.iter().map(|block| part(block, &said)).collect(),
            enclosed: (words.get("letter-enclosures"), names.collect()),
            behind: behind.collect(),
            signer: prose(&letter.signer),
            day: said(&letter.day, Standing::Day),
            copies: framed("letter-copies", "copies", &letter.copies),
            faces: Faces::of(words),
            folio: words.get("letter-folio"),
        }
    }

    /// Every text of the paper in order, without what is printed behind it.
    pub fn texts(&self) -> Vec<&str> {
        let mut texts: Vec<&str> = vec![&self.title, &self.number, &self.to];
        for part in &self.parts {
            match part {
                Part::Text(text) | Part::Head { text, .. } | Part::Note(text) | Part::Slip(text) => {
                    texts.push(text)
                }
                Part::Form(rows) => {
                    let boxes = rows.iter().flat_map(|row| &row.boxes);
                    texts.extend(boxes.flat_map(|one| [one.label.as_str(), &one.value, &one.foot]));
                }
                Part::List { heads, rows } => {
                    texts.extend(heads.iter().map(|(head, _)| head.as_str()));
                    texts.extend(rows.iter().flatten().map(String::as_str));
                }
                Part::Sign(who) => texts.extend(who.iter().map(String::as_str)),
                Part::Page => {}
            }
        }
        texts.extend(self.enclosed.1.iter().map(String::as_str));
        texts.extend([self.signer.as_str(), &self.day, &self.copies]);
        texts.retain(|text| !text.is_empty());
        texts
    }
}

impl Faces {
    fn of(words: &Words) -> Self {
        let font = |id: &str| words.get(id);
        let with_others = ["table-font-title", "table-font-head", "table-font-body"].into_iter().zip([
            "letter-font-title-other",
            "letter-font-head-other",
            "letter-font-body-other",
        ]);
        let own = [
            ("letter-font-second", "letter-font-second-other"),
            ("letter-font-folio", "letter-font-folio-other"),
        ];
        let others = with_others.chain(own).map(|(id, other)| (font(id), font(other))).collect();
        Self {
            title: font("table-font-title"),
            head: font("table-font-head"),
            second: font("letter-font-second"),
            body: font("table-font-body"),
            folio: font("letter-font-folio"),
            latin: font("letter-font-latin"),
            others,
        }
    }
}

fn part(block: &Block, said: &impl Fn(&Line, Standing) -> String) -> Part {
    let form = |line: &Line| said(line, Standing::Form);
    let boxed =
        |one: &FormBox| Boxed { label: form(&one.label), value: form(&one.value), foot: form(&one.foot) };
    let row = |row: &FormRow| Row { boxes: row.boxes.iter().map(boxed).collect(), lines: row.lines };
    let head = |head: &ListHead| (form(&head.text), head.wide);
    let cells = |row: &Vec<Line>| row.iter().map(|line| said(line, Standing::List)).collect();
    match block {
        Block::Text(line) => Part::Text(said(line, Standing::Prose)),
        Block::Head { level, text } => Part::Head { level: *level, text: said(text, Standing::Prose) },
        Block::Note(line) => Part::Note(said(line, Standing::Prose)),
        Block::Form(rows) => Part::Form(rows.iter().map(row).collect()),
        Block::List { heads, rows } => {
            Part::List { heads: heads.iter().map(head).collect(), rows: rows.iter().map(cells).collect() }
        }
        Block::Sign(who) => Part::Sign(who.iter().map(form).collect()),
        Block::Slip(line) => Part::Slip(said(line, Standing::Prose)),
        Block::Page => Part::Page,
    }
}

/// Half characters of the widest line of a text.
pub fn widest(text: &str) -> usize {
    text.lines().map(width).max().unwrap_or(0)
}
