//! The bordered table of a document: columns measured, heads merged and repeated, a record's own values said
//! once.

use super::super::layout::{Layout, Part};
use super::super::page::{Field, Page};
use super::super::xml::Xml;
use super::text::{Place, Type, paragraph};
use crate::model::table::Sort;
use std::io;

/// How a cell belongs to the one above.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Tie {
    Alone,
    First,
    Below,
}

/// One part of the table.
pub struct Grid<'a> {
    page: &'a Page,
    layout: &'a Layout,
    columns: &'a [usize],
}

impl<'a> Grid<'a> {
    /// A part of a page.
    pub fn of(page: &'a Page, layout: &'a Layout, part: &'a Part) -> Self {
        Self { page, layout, columns: &part.columns }
    }

    /// Writes the table.
    pub fn write(&self, xml: &mut Xml) -> io::Result<()> {
        let widths: Vec<u32> = self.columns.iter().map(|at| self.layout.widths[*at]).collect();
        xml.element("w:tbl", &[], |xml| {
            frame(xml, &widths, 40)?;
            self.heads(xml)?;
            let total = |xml: &mut Xml, last: bool| {
                let total = self.page.total.iter().filter(|_| self.page.total_last == last);
                total
                    .into_iter()
                    .try_for_each(|total| self.line(xml, total, &self.page.fonts.head, false, |_| Tie::Alone))
            };
            total(xml, false)?;
            self.page.rows.iter().enumerate().try_for_each(|(at, row)| {
                let within = self.page.firsts.get(at + 1).is_some_and(|first| !*first);
                // The lines of a record stay on one page.
                self.line(xml, row, &self.page.fonts.body, within, |column| self.tie(at, column))
            })?;
            total(xml, true)
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
        let face = Type::new(&page.fonts.head, self.layout.half_points);
        let head = |xml: &mut Xml, columns: &[usize], text: &str, tie: Tie| {
            self.cell(xml, columns, tie, |xml| paragraph(xml, text, &face, &Place::at("center")))
        };
        let span_at = |at: usize| page.spans.iter().position(|span| (span.first..=span.last).contains(&at));
        let two = self.columns.iter().any(|at| span_at(*at).is_some());
        if two {
            row(xml, true, |xml| {
                let runs = self
                    .columns
                    .chunk_by(|one, next| span_at(*one).is_some() && span_at(*one) == span_at(*next));
                runs.into_iter().try_for_each(|columns| match span_at(columns[0]) {
                    Some(span) => head(xml, columns, &page.spans[span].label, Tie::Alone),
                    None => head(xml, columns, &page.heads[columns[0]].label, Tie::First),
                })
            })?;
        }
        row(xml, true, |xml| {
            self.columns.iter().try_for_each(|at| match two && span_at(*at).is_none() {
                true => head(xml, &[*at], "", Tie::Below),
                false => head(xml, &[*at], &page.heads[*at].label, Tie::Alone),
            })
        })
    }

    fn line(
        &self,
        xml: &mut Xml,
        fields: &[Field],
        font: &str,
        kept: bool,
        tie: impl Fn(usize) -> Tie,
    ) -> io::Result<()> {
        let face = Type::new(font, self.layout.half_points);
        row(xml, false, |xml| {
            self.columns.iter().try_for_each(|at| {
                let (at, field) = (*at, &fields[*at]);
                let side = match (field, self.page.heads[at].sort) {
                    (Field::Money(_) | Field::Points(_), _) => "right",
                    (Field::Text(_), Sort::Text) => "left",
                    _ => "center",
                };
                let text = if tie(at) == Tie::Below { String::new() } else { field.text() };
                let place = Place { keep: kept, ..Place::at(side) };
                self.cell(xml, &[at], tie(at), |xml| paragraph(xml, &text, &face, &place))
            })
        })
    }

    fn cell(
        &self,
        xml: &mut Xml,
        columns: &[usize],
        tie: Tie,
        inside: impl FnOnce(&mut Xml) -> io::Result<()>,
    ) -> io::Result<()> {
        let wide = self.layout.wide(columns).to_string();
        let columns = columns.len().to_string();
        xml.element("w:tc", &[], |xml| {
            xml.element("w:tcPr", &[], |xml| {
                xml.empty("w:tcW", &[("w:w", wide.as_str()), ("w:type", "dxa")])?;
                if columns != "1" {
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
