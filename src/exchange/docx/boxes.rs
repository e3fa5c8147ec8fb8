//! Forms and lists of a letter: boxes with room to write, lists whose heads stand on every page.

use super::super::paper::{Boxed, Faces, Row, widest};
use super::super::xml::Xml;
use super::grid::{frame, high_row};
use super::text::{Place, Type, paragraph};
use std::io;

/// Width of the type area, in twentieths of a point.
pub const ACROSS: u32 = 8_844;
/// Of the labels of a form, and the room at the sides of a box.
const LABEL: u32 = 1_600;
const SIDE: u32 = 80;
/// Half points of the letters of forms and of lists, and the height of a line of each.
const FORM: (u32, u32) = (24, 400);
const LIST: (u32, u32) = (21, 340);
/// Half characters of a cell from which on it is set from the left.
const LONG: usize = 12;

/// What a part stays on one page with.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Keep {
    No,
    /// Its rows with each other.
    Whole,
    /// Its end with what follows.
    WithNext,
}

/// A form.
pub fn form(xml: &mut Xml, rows: &[Row], faces: &Faces, keep: Keep) -> io::Result<()> {
    let pairs = rows.iter().map(|row| row.boxes.len()).max().unwrap_or(1).max(1) as u32;
    let label = LABEL.min(ACROSS / (2 * pairs));
    let value = (ACROSS - pairs * label) / pairs;
    let mut widths = [label, value].repeat(pairs as usize);
    if let Some(last) = widths.last_mut() {
        *last += ACROSS - pairs * (label + value);
    }
    xml.element("w:tbl", &[], |xml| {
        frame(xml, &widths, SIDE)?;
        rows.iter().enumerate().try_for_each(|(at, row)| {
            let last = at + 1 == rows.len();
            let keep = matches!((keep, last), (Keep::Whole, false) | (Keep::WithNext, true));
            high_row(xml, false, u32::from(row.lines) * FORM.1 + 120, |xml| {
                form_row(xml, row, &widths, faces, keep)
            })
        })
    })
}

fn form_row(xml: &mut Xml, row: &Row, widths: &[u32], faces: &Faces, keep: bool) -> io::Result<()> {
    let head = Type { latin: &faces.latin, ..Type::new(&faces.head, FORM.0) };
    let mut at = 0;
    for (n, one) in row.boxes.iter().enumerate() {
        if !one.label.is_empty() {
            cell(xml, &widths[at..at + 1], "center", |xml| {
                let place = Place { line: FORM.1, keep, ..Place::at("center") };
                paragraph(xml, &one.label, &head, &place)
            })?;
            at += 1;
        }
        let end = if n + 1 == row.boxes.len() { widths.len() } else { at + 1 };
        let mid = if one.foot.is_empty() && row.lines == 1 { "center" } else { "top" };
        cell(xml, &widths[at..end], mid, |xml| {
            let wide: u32 = widths[at..end].iter().sum();
            value(xml, one, u32::from(row.lines), wide, faces, keep)
        })?;
        at = end;
    }
    Ok(())
}

/// What stands in a box: its text from the top, who signs at the bottom.
fn value(xml: &mut Xml, one: &Boxed, lines: u32, wide: u32, faces: &Faces, keep: bool) -> io::Result<()> {
    let face = Type { latin: &faces.latin, ..Type::new(&faces.body, FORM.0) };
    let place = Place { line: FORM.1, keep, ..Place::at("left") };
    paragraph(xml, &one.value, &face, &place)?;
    if one.foot.is_empty() {
        return Ok(());
    }
    // Half characters of a line of the box; letters are twelve points wide.
    let fits = (wide.saturating_sub(2 * SIDE) / 120).max(1) as usize;
    let used: usize = one.value.split('\n').map(|line| widest(line).div_ceil(fits).max(1)).sum();
    let above = lines.saturating_sub(used as u32 + 1) * FORM.1;
    paragraph(xml, &one.foot, &face, &Place { above, side: "right", ..place })
}

/// A list.
pub fn list(xml: &mut Xml, heads: &[(String, u8)], rows: &[Vec<String>], faces: &Faces) -> io::Result<()> {
    let all: u32 = heads.iter().map(|(_, wide)| u32::from(*wide)).sum::<u32>().max(1);
    let widths: Vec<u32> = heads.iter().map(|(_, wide)| ACROSS * u32::from(*wide) / all).collect();
    let of = |font, half_points| Type { latin: &faces.latin, ..Type::new(font, half_points) };
    let (head, body) = (of(&faces.head, LIST.0), of(&faces.body, LIST.0));
    let long = |at: usize| rows.iter().filter_map(|row| row.get(at)).any(|text| widest(text) > LONG);
    let sides: Vec<&str> = (0..heads.len()).map(|at| if long(at) { "left" } else { "center" }).collect();
    xml.element("w:tbl", &[], |xml| {
        frame(xml, &widths, SIDE / 2)?;
        high_row(xml, true, LIST.1 + 80, |xml| {
            heads.iter().zip(&widths).try_for_each(|((text, _), wide)| {
                let place = Place { line: LIST.1, ..Place::at("center") };
                cell(xml, &[*wide], "center", |xml| paragraph(xml, text, &head, &place))
            })
        })?;
        rows.iter().try_for_each(|row| {
            high_row(xml, false, LIST.1 + 80, |xml| {
                row.iter().zip(&widths).zip(&sides).try_for_each(|((text, wide), side)| {
                    let place = Place { line: LIST.1, ..Place::at(side) };
                    cell(xml, &[*wide], "center", |xml| paragraph(xml, text, &body, &place))
                })
            })
        })
    })
}

/// Who signs, side by side.
pub fn signatures(xml: &mut Xml, who: &[String], face: &Type<'_>, line: u32) -> io::Result<()> {
    let n = who.len().max(1) as u32;
    xml.element("w:p", &[], |xml| {
        xml.element("w:pPr", &[], |xml| {
            xml.element("w:tabs", &[], |xml| {
                (1..n).try_for_each(|at| {
                    let at = (ACROSS * at / n).to_string();
                    xml.empty("w:tab", &[("w:val", "left"), ("w:pos", at.as_str())])
                })
            })?;
            xml.empty("w:snapToGrid", &[("w:val", "0")])?;
            let line = line.to_string();
            xml.empty(
                "w:spacing",
                &[("w:before", "0"), ("w:after", "0"), ("w:line", line.as_str()), ("w:lineRule", "exact")],
            )
        })?;
        for (at, text) in who.iter().enumerate() {
            if at > 0 {
                xml.element("w:r", &[], |xml| {
                    face.write(xml)?;
                    xml.empty("w:tab", &[])
                })?;
            }
            super::text::run(xml, text, face)?;
        }
        Ok(())
    })
}

/// A cell over so many columns.
fn cell(
    xml: &mut Xml,
    widths: &[u32],
    upright: &str,
    inside: impl FnOnce(&mut Xml) -> io::Result<()>,
) -> io::Result<()> {
    let (wide, columns) = (widths.iter().sum::<u32>().to_string(), widths.len().to_string());
    xml.element("w:tc", &[], |xml| {
        xml.element("w:tcPr", &[], |xml| {
            xml.empty("w:tcW", &[("w:w", wide.as_str()), ("w:type", "dxa")])?;
            if widths.len() > 1 {
                xml.empty("w:gridSpan", &[("w:val", columns.as_str())])?;
            }
            xml.empty("w:vAlign", &[("w:val", upright)])
        })?;
        inside(xml)
    })
}
