//! The bordered table of a document: columns measured, heads merged and repeated, a record's own values said
//! once.

use super::super::page::{Field, Page, Span};
use super::super::xml::Xml;
use super::text::{Place, Type, paragraph};
use super::{PAPER, SIDE};
use crate::model::table::Sort;
use std::io;

/// Half characters that fit across at ten and a half points.
const ACROSS: usize = 126;

/// How a cell belongs to the one above.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Tie {
    Alone,
    First,
    Below,
}

/// The table, its columns measured.
pub struct Grid<'a> {
    page: &'a Page,
    /// In twentieths of a point.
    widths: Vec<u32>,
    half_points: u32,
}

impl<'a> Grid<'a> {
    /// The table of a page, as wide as the paper.
    pub fn of(page: &'a Page) -> Self {
        let all: usize = page.heads.iter().map(|head| head.width).sum::<usize>().max(1);
        let room = (PAPER.0 - 2 * SIDE) as usize;
        let widths = page.heads.iter().map(|head| (room * head.width / all) as u32).collect();
        // What is wider than the paper is written smaller, down to what can still be read.
        let half_points = (21 * ACROSS / all.max(ACROSS)).clamp(12, 21) as u32;
        Self { page, widths, half_points }
    }

    /// Writes the table.
    pub fn write(&self, xml: &mut Xml) -> io::Result<()> {
        xml.element("w:tbl", &[], |xml| {
            frame(xml, &self.widths, 40)?;
            self.heads(xml)?;
            if let Some(total) = &self.page.total {
                self.line(xml, total, &self.page.fonts.head, |_| Tie::Alone)?;
            }
            self.page.rows.iter().enumerate().try_for_each(|(at, row)| {
                self.line(xml, row, &self.page.fonts.body, |column| self.tie(at, column))
            })
        })
    }

    /// How a shared cell of a line belongs to the lines of its record.
    fn tie(&self, row: usize, column: usize) -> Tie {
        let begins = |row: usize| self.page.firsts.get(row).copied().unwrap_or(true);
        match (self.page.heads[column].shared, begins(row), begins(row + 1)) {
            (false, ..) | (true, true, true) => Tie::Alone,
            (true, true, false) => Tie::First,
            (true, false, _) => Tie::Below,
        }
    }

    fn heads(&self, xml: &mut Xml) -> io::Result<()> {
        let page = self.page;
        let face = Type::new(&page.fonts.head, self.half_points);
        let head = |xml: &mut Xml, first: usize, last: usize, text: &str, tie: Tie| {
            self.cell(xml, (first, last), tie, |xml| paragraph(xml, text, &face, &Place::at("center")))
        };
        let span_at = |at: usize| page.spans.iter().find(|span| (span.first..=span.last).contains(&at));
        if !page.spans.is_empty() {
            row(xml, true, |xml| {
                let mut at = 0;
                while at < page.heads.len() {
                    match span_at(at) {
                        Some(Span { first, last, label }) => head(xml, *first, *last, label, Tie::Alone)?,
                        None => head(xml, at, at, &page.heads[at].label, Tie::First)?,
                    }
                    at = span_at(at).map_or(at, |span| span.last) + 1;
                }
                Ok(())
            })?;
        }
        row(xml, true, |xml| {
            page.heads.iter().enumerate().try_for_each(|(at, column)| {
                match !page.spans.is_empty() && span_at(at).is_none() {
                    true => head(xml, at, at, "", Tie::Below),
                    false => head(xml, at, at, &column.label, Tie::Alone),
                }
            })
        })
    }

    fn line(
        &self,
        xml: &mut Xml,
        fields: &[Field],
        font: &str,
        tie: impl Fn(usize) -> Tie,
    ) -> io::Result<()> {
        let face = Type::new(font, self.half_points);
        row(xml, false, |xml| {
            fields.iter().enumerate().try_for_each(|(at, field)| {
                let side = match (field, self.page.heads[at].sort) {
                    (Field::Money(_) | Field::Points(_), _) => "right",
                    (Field::Text(_), Sort::Text) => "left",
                    _ => "center",
                };
                let text = if tie(at) == Tie::Below { String::new() } else { field.text() };
                self.cell(xml, (at, at), tie(at), |xml| paragraph(xml, &text, &face, &Place::at(side)))
            })
        })
    }

    fn cell(
        &self,
        xml: &mut Xml,
        (first, last): (usize, usize),
        tie: Tie,
        inside: impl FnOnce(&mut Xml) -> io::Result<()>,
    ) -> io::Result<()> {
        let wide = self.widths[first..=last].iter().sum::<u32>().to_string();
        let columns = (last - first + 1).to_string();
        xml.element("w:tc", &[], |xml| {
            xml.element("w:tcPr", &[], |xml| {
                xml.empty("w:tcW", &[("w:w", wide.as_str()), ("w:type", "dxa")])?;
                if last > first {
                    xml.empty("w:gridSpan", &[("w:val", columns.as_str())])?;
                }
                match tie {
                    Tie::Alone => {}
                    Tie::First => xml.empty("w:vMerge", &[("w:val", "restart")])?,
                    Tie::Below => xml.empty("w:vMerge", &[])?,
                }
                xml.empty("w:vAlign", &[("w:val", "center")])
            })?;
            inside(xml)
        })
    }
}

/// What a bordered table begins with: its lines, its columns, the room at the sides of a cell.
pub fn frame(xml: &mut Xml, widths: &[u32], side: u32) -> io::Result<()> {
    let (wide, side) = (widths.iter().sum::<u32>().to_string(), side.to_string());
    xml.element("w:tblPr", &[], |xml| {
        xml.empty("w:tblW", &[("w:w", wide.as_str()), ("w:type", "dxa")])?;
        xml.element("w:tblBorders", &[], |xml| {
            ["top", "left", "bottom", "right", "insideH", "insideV"].iter().try_for_each(|side| {
                let side = format!("w:{side}");
                let line = [("w:val", "single"), ("w:sz", "4"), ("w:space", "0"), ("w:color", "auto")];
                xml.empty(&side, &line)
            })
        })?;
        xml.empty("w:tblLayout", &[("w:type", "fixed")])?;
        xml.element("w:tblCellMar", &[], |xml| {
            xml.empty("w:left", &[("w:w", side.as_str()), ("w:type", "dxa")])?;
            xml.empty("w:right", &[("w:w", side.as_str()), ("w:type", "dxa")])
        })
    })?;
    xml.element("w:tblGrid", &[], |xml| {
        widths.iter().try_for_each(|wide| {
            let wide = wide.to_string();
            xml.empty("w:gridCol", &[("w:w", wide.as_str())])
        })
    })
}

/// A row of a table; a head stands on every page.
pub fn row(xml: &mut Xml, head: bool, inside: impl FnOnce(&mut Xml) -> io::Result<()>) -> io::Result<()> {
    high_row(xml, head, 0, inside)
}

/// The same, so high at least.
pub fn high_row(
    xml: &mut Xml,
    head: bool,
    high: u32,
    inside: impl FnOnce(&mut Xml) -> io::Result<()>,
) -> io::Result<()> {
    xml.element("w:tr", &[], |xml| {
        xml.element("w:trPr", &[], |xml| {
            xml.empty("w:cantSplit", &[])?;
            if high > 0 {
                let high = high.to_string();
                xml.empty("w:trHeight", &[("w:val", high.as_str()), ("w:hRule", "atLeast")])?;
            }
            if head { xml.empty("w:tblHeader", &[]) } else { Ok(()) }
        })?;
        inside(xml)
    })
}
