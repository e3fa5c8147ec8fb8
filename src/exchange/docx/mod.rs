//! Text documents. A page of a table: A4 across, a bordered table whose heads stand on every page; what is wider
//! than a sheet stands as several tables. A letter: the layout of official papers. The parts are written in the
//! order that the schema wants.

mod boxes;
mod grid;
mod letter;
mod package;
mod text;

pub use letter::write as letter;

use super::Fault;
use super::layout::ROOM;
use super::page::Page;
use super::xml::Xml;
use grid::Grid;
use package::{Part, packed};
use std::io;
use text::{Place, Type, numbered, paragraph};

const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const R: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const TYPES: &str = "http://schemas.openxmlformats.org/package/2006/content-types";
const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";

/// A4 across with 15 mm at the sides and 20 mm above and below, in twentieths of a point.
const PAPER: (u32, u32) = (16_838, 11_906);
const SIDE: u32 = 850;
const ABOVE: u32 = 1_134;

/// The file.
///
/// # Errors
/// The writer fails.
pub fn write(page: &Page) -> Result<Vec<u8>, Fault> {
    let parts = vec![
        Part { name: "styles", kind: "styles", bytes: styles(&Type::new(&page.fonts.body, 21))? },
        Part { name: "header1", kind: "header", bytes: header(page)? },
        Part { name: "footer1", kind: "footer", bytes: footer(page)? },
    ];
    packed(document(page)?, parts)
}

/// What holds where nothing else is said.
fn styles(face: &Type<'_>) -> io::Result<Vec<u8>> {
    let mut xml = Xml::new()?;
    xml.element("w:styles", &[("xmlns:w", W)], |xml| {
        xml.element("w:docDefaults", &[], |xml| xml.element("w:rPrDefault", &[], |xml| face.write(xml)))?;
        // What characters are ruled by is the size of the style that holds where none is named.
        xml.element("w:style", &[("w:type", "paragraph"), ("w:default", "1"), ("w:styleId", "a")], |xml| {
            xml.empty("w:name", &[("w:val", "Normal")])?;
            face.write(xml)
        })
    })?;
    Ok(xml.bytes())
}

/// On every page: what the data is, where it is made up.
fn header(page: &Page) -> io::Result<Vec<u8>> {
    let mut xml = Xml::new()?;
    let face = Type::new(&page.fonts.head, 21);
    xml.element("w:hdr", &[("xmlns:w", W)], |xml| {
        paragraph(xml, page.mark.as_deref().unwrap_or_default(), &face, &Place::at("center"))
    })?;
    Ok(xml.bytes())
}

/// On every page: which it is, of how many.
fn footer(page: &Page) -> io::Result<Vec<u8>> {
    let mut xml = Xml::new()?;
    let face = Type::new(&page.fonts.body, 21);
    xml.element("w:ftr", &[("xmlns:w", W)], |xml| {
        xml.element("w:p", &[], |xml| {
            Place::at("center").write(xml, |_| Ok(()))?;
            numbered(xml, &page.page_of, &face)
        })
    })?;
    Ok(xml.bytes())
}

fn document(page: &Page) -> io::Result<Vec<u8>> {
    let mut xml = Xml::new()?;
    xml.element("w:document", &[("xmlns:w", W), ("xmlns:r", R)], |xml| {
        xml.element("w:body", &[], |xml| {
            sheet(xml, page)?;
            section(xml, &[("header", "default", "rId2"), ("footer", "default", "rId3")], &ACROSS)
        })
    })?;
    Ok(xml.bytes())
}

/// A table with what stands around it; a part after the first begins on a page of its own.
fn sheet(xml: &mut Xml, page: &Page) -> io::Result<()> {
    let body = Type::new(&page.fonts.body, 21);
    let at = |side, below| Place { below, ..Place::at(side) };
    let layout = page.lay(ROOM);
    for (n, part) in layout.parts.iter().enumerate() {
        let title = Place { fresh: n > 0, ..at("center", 120) };
        paragraph(xml, &page.title_of(n), &Type::new(&page.fonts.title, 36), &title)?;
        paragraph(xml, &page.info, &body, &at("left", 60))?;
        Grid::of(page, &layout, part).write(xml)?;
    }
    let lines = page.foot.iter().chain(&page.notes);
    lines.into_iter().try_for_each(|line| paragraph(xml, line, &body, &at("left", 0)))
}

/// The paper of a section: its size, its margins (above, right, below, left), how far from the edges head and
/// foot stand, and the height of the lines it is ruled in.
struct Sheet {
    size: (u32, u32),
    across: bool,
    margins: [u32; 4],
    edges: [u32; 2],
    /// 0: it is not ruled.
    lines: u32,
}

const ACROSS: Sheet =
    Sheet { size: PAPER, across: true, margins: [ABOVE, SIDE, ABOVE, SIDE], edges: [454, 454], lines: 0 };

/// The end of a section: what stands on its pages (what, on which pages, where it is written), and its paper.
fn section(xml: &mut Xml, around: &[(&str, &str, &str)], sheet: &Sheet) -> io::Result<()> {
    xml.element("w:sectPr", &[], |xml| {
        for (what, pages, id) in around {
            xml.empty(&format!("w:{what}Reference"), &[("w:type", pages), ("r:id", id)])?;
        }
        let (wide, high) = (sheet.size.0.to_string(), sheet.size.1.to_string());
        let mut size = vec![("w:w", wide.as_str()), ("w:h", high.as_str())];
        size.extend(sheet.across.then_some(("w:orient", "landscape")));
        xml.empty("w:pgSz", &size)?;
        let [top, right, bottom, left] = sheet.margins.map(|margin| margin.to_string());
        let [header, footer] = sheet.edges.map(|edge| edge.to_string());
        xml.empty(
            "w:pgMar",
            &[
                ("w:top", top.as_str()),
                ("w:right", right.as_str()),
                ("w:bottom", bottom.as_str()),
                ("w:left", left.as_str()),
                ("w:header", header.as_str()),
                ("w:footer", footer.as_str()),
                ("w:gutter", "0"),
            ],
        )?;
        if sheet.lines > 0 {
            let lines = sheet.lines.to_string();
            xml.empty("w:docGrid", &[("w:type", "lines"), ("w:linePitch", lines.as_str())])?;
        }
        Ok(())
    })
}
