//! Paragraphs and runs: what every text document is written with.

use super::super::xml::Xml;
use std::io;

/// A font and its size in half points. Latin letters and figures may have a font of their own.
#[derive(Clone, Copy)]
pub struct Type<'a> {
    pub font: &'a str,
    pub latin: &'a str,
    pub half_points: u32,
    /// Closer together by so much, in twentieths of a point.
    pub closer: u32,
}

impl<'a> Type<'a> {
    /// One font for all.
    pub fn new(font: &'a str, half_points: u32) -> Self {
        Self { font, latin: font, half_points, closer: 0 }
    }

    /// Writes the properties of a run.
    pub fn write(&self, xml: &mut Xml) -> io::Result<()> {
        let size = self.half_points.to_string();
        xml.element("w:rPr", &[], |xml| {
            xml.empty(
                "w:rFonts",
                &[
                    ("w:hint", "eastAsia"),
                    ("w:ascii", self.latin),
                    ("w:hAnsi", self.latin),
                    ("w:eastAsia", self.font),
                    ("w:cs", self.latin),
                ],
            )?;
            if self.closer > 0 {
                let spacing = format!("-{}", self.closer);
                xml.empty("w:spacing", &[("w:val", spacing.as_str())])?;
            }
            xml.empty("w:sz", &[("w:val", size.as_str())])?;
            xml.empty("w:szCs", &[("w:val", size.as_str())])
        })
    }
}

/// How a paragraph stands, in twentieths of a point.
#[derive(Clone, Copy)]
pub struct Place<'a> {
    pub side: &'a str,
    /// Exact height of a line; 0: as high as its letters ask.
    pub line: u32,
    pub above: u32,
    pub below: u32,
    /// Indents; of the first line less than 0 where it hangs.
    pub left: u32,
    pub right: u32,
    pub first: i32,
    /// On one page with what follows.
    pub keep: bool,
    /// On a page of its own.
    pub fresh: bool,
    /// The level in the outline, from 1; 0: none.
    pub outline: u8,
    /// A line along the bottom, to cut at.
    pub cut: bool,
}

impl<'a> Place<'a> {
    /// At a side, with nothing around it.
    pub fn at(side: &'a str) -> Self {
        let (line, above, below, left, right) = (0, 0, 0, 0, 0);
        Self {
            side,
            line,
            above,
            below,
            left,
            right,
            first: 0,
            keep: false,
            fresh: false,
            outline: 0,
            cut: false,
        }
    }

    /// Writes the properties, then what else belongs there.
    pub fn write(&self, xml: &mut Xml, more: impl FnOnce(&mut Xml) -> io::Result<()>) -> io::Result<()> {
        let text = |n: u32| n.to_string();
        xml.element("w:pPr", &[], |xml| {
            if self.keep {
                xml.empty("w:keepNext", &[])?;
            }
            if self.fresh {
                xml.empty("w:pageBreakBefore", &[])?;
            }
            if self.cut {
                xml.element("w:pBdr", &[], |xml| {
                    let line = [("w:val", "dashed"), ("w:sz", "6"), ("w:space", "1"), ("w:color", "auto")];
                    xml.empty("w:bottom", &line)
                })?;
            }
            // A mark that hangs over the end of a line is lost where programs set it outside the page.
            xml.empty("w:overflowPunct", &[("w:val", "0")])?;
            // Not every program rules characters alike; they are spaced by hand instead.
            xml.empty("w:snapToGrid", &[("w:val", "0")])?;
            let (above, below, line) = (text(self.above), text(self.below), text(self.line));
            let mut spacing = vec![("w:before", above.as_str()), ("w:after", below.as_str())];
            if self.line > 0 {
                spacing.extend([("w:line", line.as_str()), ("w:lineRule", "exact")]);
            }
            xml.empty("w:spacing", &spacing)?;
            let (left, right, first) =
                (text(self.left), text(self.right), self.first.unsigned_abs().to_string());
            if self.left > 0 || self.right > 0 || self.first != 0 {
                let way = if self.first < 0 { "w:hanging" } else { "w:firstLine" };
                xml.empty(
                    "w:ind",
                    &[("w:left", left.as_str()), ("w:right", right.as_str()), (way, first.as_str())],
                )?;
            }
            xml.empty("w:jc", &[("w:val", self.side)])?;
            if self.outline > 0 {
                let level = (self.outline - 1).to_string();
                xml.empty("w:outlineLvl", &[("w:val", level.as_str())])?;
            }
            more(xml)
        })
    }
}

/// A paragraph.
pub fn paragraph(xml: &mut Xml, text: &str, face: &Type<'_>, place: &Place<'_>) -> io::Result<()> {
    xml.element("w:p", &[], |xml| {
        place.write(xml, |_| Ok(()))?;
        run(xml, text, face)
    })
}

/// A text; what is on lines of its own is parted by breaks, never by a line end inside a text.
pub fn run(xml: &mut Xml, text: &str, face: &Type<'_>) -> io::Result<()> {
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

/// A text with the fields `&P` (the page) and `&N` (how many there are) in it.
pub fn numbered(xml: &mut Xml, text: &str, face: &Type<'_>) -> io::Result<()> {
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        run(xml, before, face)?;
        let (code, tail) = after.split_at(after.chars().next().map_or(0, char::len_utf8));
        let field = if code == "P" { "PAGE" } else { "NUMPAGES" };
        xml.element("w:fldSimple", &[("w:instr", field)], |xml| run(xml, "1", face))?;
        rest = tail;
    }
    run(xml, rest, face)
}
