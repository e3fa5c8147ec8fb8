//! The package around a text document: its parts, what each is, how they hang together.

use super::super::Fault;
use super::super::xml::Xml;
use super::{R, RELATIONS, TYPES, WORD};
use std::io::{self, Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// A part beside the document: its name without ending, what it is, its bytes.
pub struct Part {
    pub name: &'static str,
    /// `styles`, `header`, `footer`, `settings`, `fontTable`.
    pub kind: &'static str,
    pub bytes: Vec<u8>,
}

/// The bytes of the file. Parts are related to the document as `rId1`, `rId2` … in their order.
///
/// # Errors
/// The writer fails.
pub fn packed(document: Vec<u8>, parts: Vec<Part>) -> Result<Vec<u8>, Fault> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    // The same paper is the same file: no moment in it.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    let mut files = vec![
        ("[Content_Types].xml".to_owned(), types(&parts)?),
        ("_rels/.rels".to_owned(), relations(&[("officeDocument", "word/document.xml".to_owned())])?),
    ];
    let targets: Vec<(&str, String)> =
        parts.iter().map(|part| (part.kind, format!("{}.xml", part.name))).collect();
    files.push(("word/_rels/document.xml.rels".to_owned(), relations(&targets)?));
    files.extend(parts.into_iter().map(|part| (format!("word/{}.xml", part.name), part.bytes)));
    files.push(("word/document.xml".to_owned(), document));
    for (name, bytes) in files {
        zip.start_file(name, options)?;
        zip.write_all(&bytes)?;
    }
    Ok(zip.finish()?.into_inner())
}

fn types(parts: &[Part]) -> io::Result<Vec<u8>> {
    let mut xml = Xml::new()?;
    xml.element("Types", &[("xmlns", TYPES)], |xml| {
        let relations = "application/vnd.openxmlformats-package.relationships+xml";
        xml.empty("Default", &[("Extension", "rels"), ("ContentType", relations)])?;
        xml.empty("Default", &[("Extension", "xml"), ("ContentType", "application/xml")])?;
        let own = parts.iter().map(|part| (part.name, part.kind));
        for (name, kind) in [("document", "document.main")].into_iter().chain(own) {
            let (name, kind) = (format!("/word/{name}.xml"), format!("{WORD}.{kind}+xml"));
            xml.empty("Override", &[("PartName", name.as_str()), ("ContentType", kind.as_str())])?;
        }
        Ok(())
    })?;
    Ok(xml.bytes())
}

fn relations(of: &[(&str, String)]) -> io::Result<Vec<u8>> {
    let mut xml = Xml::new()?;
    xml.element("Relationships", &[("xmlns", RELATIONS)], |xml| {
        of.iter().zip(1..).try_for_each(|((kind, target), n)| {
            let (id, kind) = (format!("rId{n}"), format!("{R}/{kind}"));
            xml.empty(
                "Relationship",
                &[("Id", id.as_str()), ("Type", kind.as_str()), ("Target", target.as_str())],
            )
        })
    })?;
    Ok(xml.bytes())
}
