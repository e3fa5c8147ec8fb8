//! A letter in the layout of GB/T 9704-2012: A4, a type area of 156 by 225 mm ruled in 22 lines. Characters are
//! set a little closer, so that 28 stand in a line: rules for them are kept by some programs and lose marks at
//! the end of a line in others. No red head and no seal: those are the issuer's to put on.

use super::super::Fault;
use super::super::paper::{Paper, Part as Piece, widest};
use super::super::xml::Xml;
use super::boxes::{self, Keep};
use super::package::{Part, packed};
use super::text::{Place, Type, numbered, paragraph};
use super::{ACROSS, R, Sheet, W, section, sheet, styles};
use std::io;

/// Margins of 37, 26, 35 and 28 mm; below it is a thirteenth of a millimetre less, so that 22 lines fit.
const UPRIGHT: Sheet = Sheet {
    size: (11_906, 16_838),
    across: false,
    margins: [2_098, 1_474, 1_980, 1_588],
    edges: [1_134, 1_247],
    lines: LINE,
};
/// Height of a line, twenty-nine points, and width of a character, sixteen.
const LINE: u32 = 580;
const CHARACTER: u32 = 320;
/// Twenty-eight characters of sixteen points are a little more than the width of the type area.
const CLOSER: u32 = 6;
/// Half points: of the title, the body, the number of a page, copies and marks.
const SECOND: u32 = 44;
const THIRD: u32 = 32;
const FOURTH: u32 = 28;
const FIFTH: u32 = 21;
/// What stands on every page, by its part.
const AROUND: [(&str, &str, &str); 4] = [
    ("header", "default", "rId4"),
    ("header", "even", "rId5"),
    ("footer", "default", "rId6"),
    ("footer", "even", "rId7"),
];

/// The file.
///
/// # Errors
/// The writer fails.
pub fn write(paper: &Paper) -> Result<Vec<u8>, Fault> {
    let part = |name, kind, bytes| Part { name, kind, bytes };
    let parts = vec![
        part("styles", "styles", styles(&body(paper))?),
        part("settings", "settings", settings()?),
        part("fontTable", "fontTable", fonts(paper)?),
        part("header1", "header", header(paper)?),
        part("header2", "header", header(paper)?),
        part("footer1", "footer", footer(paper, "right")?),
        part("footer2", "footer", footer(paper, "left")?),
    ];
    packed(document(paper)?, parts)
}

fn face<'a>(paper: &'a Paper, font: &'a str, half_points: u32) -> Type<'a> {
    let closer = if half_points == THIRD { CLOSER } else { 0 };
    Type { latin: &paper.faces.latin, closer, ..Type::new(font, half_points) }
}

fn body(paper: &Paper) -> Type<'_> {
    face(paper, &paper.faces.body, THIRD)
}

/// Pages with odd and with even numbers differ.
fn settings() -> io::Result<Vec<u8>> {
    let mut xml = Xml::new()?;
    xml.element("w:settings", &[("xmlns:w", W)], |xml| xml.empty("w:evenAndOddHeaders", &[]))?;
    Ok(xml.bytes())
}

/// What to take where a machine has not the fonts that the standard names.
fn fonts(paper: &Paper) -> io::Result<Vec<u8>> {
    let mut xml = Xml::new()?;
    xml.element("w:fonts", &[("xmlns:w", W)], |xml| {
        paper.faces.others.iter().try_for_each(|(font, others)| {
            xml.element("w:font", &[("w:name", font.as_str())], |xml| {
                xml.empty("w:altName", &[("w:val", others.as_str())])?;
                xml.empty("w:charset", &[("w:val", "86")])?;
                xml.empty("w:family", &[("w:val", "auto")])
            })
        })
    })?;
    Ok(xml.bytes())
}

/// On every page: that the data is made up, where it is.
fn header(paper: &Paper) -> io::Result<Vec<u8>> {
    let mut xml = Xml::new()?;
    let face = face(paper, &paper.faces.head, FIFTH);
    xml.element("w:hdr", &[("xmlns:w", W)], |xml| {
        paragraph(xml, paper.mark.as_deref().unwrap_or_default(), &face, &Place::at("center"))
    })?;
    Ok(xml.bytes())
}

/// The number of the page, a character in from the outer side.
fn footer(paper: &Paper, side: &str) -> io::Result<Vec<u8>> {
    let mut xml = Xml::new()?;
    let face = face(paper, &paper.faces.folio, FOURTH);
    let face = Type { latin: &paper.faces.folio, ..face };
    let (left, right) = if side == "left" { (280, 0) } else { (0, 280) };
    xml.element("w:ftr", &[("xmlns:w", W)], |xml| {
        xml.element("w:p", &[], |xml| {
            Place { left, right, ..Place::at(side) }.write(xml, |_| Ok(()))?;
            numbered(xml, &paper.folio, &face)
        })
    })?;
    Ok(xml.bytes())
}

fn document(paper: &Paper) -> io::Result<Vec<u8>> {
    let mut xml = Xml::new()?;
    xml.element("w:document", &[("xmlns:w", W), ("xmlns:r", R)], |xml| {
        xml.element("w:body", &[], |xml| {
            opening(xml, paper)?;
            // Slips and what is on pages of its own come after whoever signs.
            let after = |piece: &Piece| matches!(piece, Piece::Slip(_) | Piece::Page);
            let end = paper.parts.iter().position(after).unwrap_or(paper.parts.len());
            parts(xml, paper, &paper.parts[..end], !paper.signer.is_empty() && paper.behind.is_empty())?;
            closing(xml, paper)?;
            parts(xml, paper, &paper.parts[end..], false)?;
            behind(xml, paper)
        })
    })?;
    Ok(xml.bytes())
}

/// Title, number, and whom it is sent to.
fn opening(xml: &mut Xml, paper: &Paper) -> io::Result<()> {
    let centred = Place { line: LINE, keep: true, ..Place::at("center") };
    let title = Place { line: 700, above: 200, outline: 1, ..centred };
    paragraph(xml, &paper.title, &face(paper, &paper.faces.title, SECOND), &title)?;
    if !paper.number.is_empty() {
        paragraph(xml, &paper.number, &body(paper), &centred)?;
    }
    // A line between the title and the body.
    paragraph(xml, "", &body(paper), &Place { line: LINE / 2, ..centred })?;
    if !paper.to.is_empty() {
        paragraph(xml, &paper.to, &body(paper), &Place { line: LINE, ..Place::at("left") })?;
    }
    Ok(())
}

/// With `signed` the last part stays with whoever signs: nobody signs on a page of his own.
fn parts(xml: &mut Xml, paper: &Paper, parts: &[Piece], signed: bool) -> io::Result<()> {
    let mut below_slip = false;
    for (at, piece) in parts.iter().enumerate() {
        let keep = if signed && at + 1 == parts.len() {
            Keep::WithNext
        } else if below_slip {
            Keep::Whole
        } else {
            Keep::No
        };
        part(xml, paper, piece, keep)?;
        below_slip |= matches!(piece, Piece::Slip(_));
        // Tables that touch would become one.
        let boxed = |piece: Option<&Piece>| matches!(piece, Some(Piece::Form(_) | Piece::List { .. }));
        if boxed(Some(piece)) && (boxed(parts.get(at + 1)) || at + 1 == parts.len()) {
            let place = Place { line: 240, keep: signed, ..Place::at("left") };
            paragraph(xml, "", &face(paper, &paper.faces.body, FIFTH), &place)?;
        }
    }
    Ok(())
}

fn part(xml: &mut Xml, paper: &Paper, piece: &Piece, keep: Keep) -> io::Result<()> {
    let faces = &paper.faces;
    let indented = Place { line: LINE, first: 2 * CHARACTER as i32, ..Place::at("both") };
    match piece {
        Piece::Text(text) => {
            let place = Place { keep: keep != Keep::No, ..indented };
            text.split('\n').try_for_each(|text| paragraph(xml, text, &body(paper), &place))
        }
        Piece::Head { level, text } => {
            let font = match level {
                1 => &faces.head,
                2 => &faces.second,
                _ => &faces.body,
            };
            let place = Place { keep: true, outline: level + 1, ..indented };
            paragraph(xml, text, &face(paper, font, THIRD), &place)
        }
        Piece::Note(text) => {
            let place = Place { line: 360, above: 60, ..Place::at("both") };
            paragraph(xml, text, &self::face(paper, &faces.body, FIFTH), &place)
        }
        Piece::Form(rows) => boxes::form(xml, rows, faces, keep),
        Piece::List { heads, rows } => boxes::list(xml, heads, rows, faces),
        Piece::Sign(who) => boxes::signatures(xml, who, &body(paper), 2 * LINE),
        Piece::Slip(name) => {
            let line = Place { line: LINE, keep: true, cut: true, ..Place::at("center") };
            paragraph(xml, "", &body(paper), &line)?;
            let place = Place { line: LINE, above: 120, below: 120, keep: true, ..Place::at("center") };
            paragraph(xml, name, &face(paper, &faces.head, THIRD), &place)
        }
        Piece::Page => xml.element("w:p", &[], |xml| {
            xml.element("w:r", &[], |xml| xml.empty("w:br", &[("w:type", "page")]))
        }),
    }
}

/// What is enclosed, who signs on which day, and who else gets it.
fn closing(xml: &mut Xml, paper: &Paper) -> io::Result<()> {
    let body = body(paper);
    let (lead, names) = &paper.enclosed;
    let hang = widest(lead) as u32 * CHARACTER / 2;
    for (at, name) in names.iter().enumerate() {
        let first = if at == 0 { -(hang as i32) } else { 0 };
        let left = 2 * CHARACTER + hang;
        let above = if at == 0 { LINE } else { 0 };
        let place = Place { line: LINE, left, first, above, ..Place::at("left") };
        let text = if at == 0 { format!("{lead}{name}") } else { name.clone() };
        paragraph(xml, &text, &body, &place)?;
    }
    if !paper.signer.is_empty() {
        let (signer, day) = (widest(&paper.signer) as u32, widest(&paper.day) as u32);
        // Without a seal: two characters from the right; the day begins two characters after the signer does.
        let (of_signer, of_day) =
            if signer >= day + 4 { (4, signer - day) } else { ((8 + day).saturating_sub(signer), 4) };
        let place = |right: u32, above: u32, keep: bool| Place {
            line: LINE,
            right: right * CHARACTER / 2,
            above,
            keep,
            ..Place::at("right")
        };
        paragraph(xml, &paper.signer, &body, &place(of_signer, LINE, true))?;
        paragraph(xml, &paper.day, &body, &place(of_day, 0, false))?;
    }
    if !paper.copies.is_empty() {
        let place = Place { line: LINE, above: LINE / 2, left: 280, right: 280, ..Place::at("left") };
        paragraph(xml, &paper.copies, &face(paper, &paper.faces.body, FOURTH), &place)?;
    }
    Ok(())
}

/// What is printed behind, each on paper of its own; the last section ends the document.
fn behind(xml: &mut Xml, paper: &Paper) -> io::Result<()> {
    let head = face(paper, &paper.faces.head, THIRD);
    let mut before = &UPRIGHT;
    for (name, page) in &paper.behind {
        xml.element("w:p", &[], |xml| xml.element("w:pPr", &[], |xml| section(xml, &AROUND, before)))?;
        paragraph(xml, name, &head, &Place { line: LINE, ..Place::at("left") })?;
        sheet(xml, page)?;
        before = &ACROSS;
    }
    section(xml, &AROUND, before)
}
