//! A page as a text document: A4 across, a bordered table whose heads stand on every page; what is wider than
//! a sheet stands as several tables. The parts of the file are written in the order that the schema wants.

mod grid;

use super::Fault;
use super::layout::ROOM;
use super::page::Page;
use super::xml::Xml;
use grid::Grid;
use std::io::{self, Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

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
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    // The same table is the same file: no moment in it.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    let parts = [
        ("[Content_Types].xml", types()?),
        ("_rels/.rels", relations(&[("rId1", "officeDocument", "word/document.xml")])?),
        (
            "word/_rels/document.xml.rels",
            relations(&[
                ("rId1", "styles", "styles.xml"),
                ("rId2", "header", "header1.xml"),
                ("rId3", "footer", "footer1.xml"),
            ])?,
        ),
        ("word/styles.xml", styles(page)?),
        ("word/header1.xml", header(page)?),
        ("word/footer1.xml", footer(page)?),
        ("word/document.xml", document(page)?),
    ];
    for (name, bytes) in parts {
        zip.start_file(name, options)?;
        zip.write_all(&bytes)?;
    }
    Ok(zip.finish()?.into_inner())
}

fn types() -> io::Result<Vec<u8>> {
    let mut xml = Xml::new()?;
    xml.element("Types", &[("xmlns", TYPES)], |xml| {
        let relations = "application/vnd.openxmlformats-package.relationships+xml";
        xml.empty("Default", &[("Extension", "rels"), ("ContentType", relations)])?;
        xml.empty("Default", &[("Extension", "xml"), ("ContentType", "application/xml")])?;
        for (part, kind) in [
            ("document", "document.main"),
            ("styles", "styles"),
            ("header1", "header"),
            ("footer1", "footer"),
        ] {
            let (part, kind) = (format!("/word/{part}.xml"), format!("{WORD}.{kind}+xml"));
            xml.empty("Override", &[("PartName", part.as_str()), ("ContentType", kind.as_str())])?;
        }
        Ok(())
    })?;
    Ok(xml.bytes())
}

fn relations(of: &[(&str, &str, &str)]) -> io::Result<Vec<u8>> {
    let mut xml = Xml::new()?;
    xml.element("Relationships", &[("xmlns", RELATIONS)], |xml| {
        of.iter().try_for_each(|(id, kind, target)| {
            let kind = format!("{R}/{kind}");
            xml.empty("Relationship", &[("Id", id), ("Type", kind.as_str()), ("Target", target)])
        })
    })?;
    Ok(xml.bytes())
}

fn styles(page: &Page) -> io::Result<Vec<u8>> {
    let mut xml = Xml::new()?;
    xml.element("w:styles", &[("xmlns:w", W)], |xml| {
        xml.element("w:docDefaults", &[], |xml| {
            xml.element("w:rPrDefault", &[], |xml| {
                Type { font: &page.fonts.body, half_points: 21 }.write(xml)
            })
        })
    })?;
    Ok(xml.bytes())
}

/// On every page: what the data is, where it is made up.
fn header(page: &Page) -> io::Result<Vec<u8>> {
    let mut xml = Xml::new()?;
    let face = Type { font: &page.fonts.head, half_points: 21 };
    xml.element("w:hdr", &[("xmlns:w", W)], |xml| {
        paragraph(xml, page.mark.as_deref().unwrap_or_default(), &face, "center", 0)
    })?;
    Ok(xml.bytes())
}

/// On every page: which it is, of how many.
fn footer(page: &Page) -> io::Result<Vec<u8>> {
    let mut xml = Xml::new()?;
    let face = Type { font: &page.fonts.body, half_points: 21 };
    let field = |xml: &mut Xml, code: &str| {
        xml.element("w:fldSimple", &[("w:instr", code)], |xml| run(xml, "1", &face))
    };
    xml.element("w:ftr", &[("xmlns:w", W)], |xml| {
        xml.element("w:p", &[], |xml| {
            xml.element("w:pPr", &[], |xml| xml.empty("w:jc", &[("w:val", "center")]))?;
            let mut rest = page.page_of.as_str();
            while let Some((before, after)) = rest.split_once('&') {
                run(xml, before, &face)?;
                let (code, tail) = after.split_at(after.chars().next().map_or(0, char::len_utf8));
                field(xml, if code == "P" { "PAGE" } else { "NUMPAGES" })?;
                rest = tail;
            }
            run(xml, rest, &face)
        })
    })?;
    Ok(xml.bytes())
}

fn document(page: &Page) -> io::Result<Vec<u8>> {
    let mut xml = Xml::new()?;
    let face = |font, half_points| Type { font, half_points };
    xml.element("w:document", &[("xmlns:w", W), ("xmlns:r", R)], |xml| {
        xml.element("w:body", &[], |xml| {
            let layout = page.lay(ROOM);
            for (at, part) in layout.parts.iter().enumerate() {
                heading(xml, &page.title_of(at), &face(&page.fonts.title, 36), at > 0)?;
                paragraph(xml, &page.info, &face(&page.fonts.body, 21), "left", 60)?;
                Grid::of(page, &layout, part).write(xml)?;
            }
            for line in page.foot.iter().chain(&page.notes) {
                paragraph(xml, line, &face(&page.fonts.body, 21), "left", 0)?;
            }
            section(xml)
        })
    })?;
    Ok(xml.bytes())
}

fn section(xml: &mut Xml) -> io::Result<()> {
    xml.element("w:sectPr", &[], |xml| {
        xml.empty("w:headerReference", &[("w:type", "default"), ("r:id", "rId2")])?;
        xml.empty("w:footerReference", &[("w:type", "default"), ("r:id", "rId3")])?;
        let (wide, high) = (PAPER.0.to_string(), PAPER.1.to_string());
        xml.empty("w:pgSz", &[("w:w", wide.as_str()), ("w:h", high.as_str()), ("w:orient", "landscape")])?;
        let (side, above) = (SIDE.to_string(), ABOVE.to_string());
        let (side, above) = (side.as_str(), above.as_str());
        xml.empty(
            "w:pgMar",
            &[
                ("w:top", above),
                ("w:right", side),
                ("w:bottom", above),
                ("w:left", side),
                ("w:header", "454"),
                ("w:footer", "454"),
                ("w:gutter", "0"),
            ],
        )
    })
}

/// A font and its size in half points.
struct Type<'a> {
    font: &'a str,
    half_points: u32,
}

impl Type<'_> {
    fn write(&self, xml: &mut Xml) -> io::Result<()> {
        let size = self.half_points.to_string();
        xml.element("w:rPr", &[], |xml| {
            xml.empty(
                "w:rFonts",
                &[
                    ("w:hint", "eastAsia"),
                    ("w:ascii", self.font),
                    ("w:hAnsi", self.font),
                    ("w:eastAsia", self.font),
                    ("w:cs", self.font),
                ],
            )?;
            xml.empty("w:sz", &[("w:val", size.as_str())])?;
            xml.empty("w:szCs", &[("w:val", size.as_str())])
        })
    }
}

/// A paragraph with so much room below, in twentieths of a point.
fn paragraph(xml: &mut Xml, text: &str, face: &Type<'_>, side: &str, below: u32) -> io::Result<()> {
    placed(xml, text, face, (side, below), None)
}

/// The title of a part; a part after the first begins on a page of its own.
fn heading(xml: &mut Xml, text: &str, face: &Type<'_>, fresh: bool) -> io::Result<()> {
    placed(xml, text, face, ("center", 120), fresh.then_some("w:pageBreakBefore"))
}

/// A paragraph with what is said of where it may stand.
fn placed(
    xml: &mut Xml,
    text: &str,
    face: &Type<'_>,
    (side, below): (&str, u32),
    stands: Option<&str>,
) -> io::Result<()> {
    let below = below.to_string();
    xml.element("w:p", &[], |xml| {
        xml.element("w:pPr", &[], |xml| {
            if let Some(stands) = stands {
                xml.empty(stands, &[])?;
            }
            xml.empty("w:spacing", &[("w:before", "0"), ("w:after", below.as_str())])?;
            xml.empty("w:jc", &[("w:val", side)])
        })?;
        run(xml, text, face)
    })
}

/// A text; what is on lines of its own is parted by breaks, never by a line end inside a text.
fn run(xml: &mut Xml, text: &str, face: &Type<'_>) -> io::Result<()> {
    for (at, line) in text.split('\n').enumerate() {
        xml.element("w:r", &[], |xml| {
            face.write(xml)?;
            if at > 0 {
                xml.empty("w:br", &[])?;
            }
            xml.text("w:t", &[("xml:space", "preserve")], line)
        })?;
    }
    Ok(())
}
