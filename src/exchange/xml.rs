//! Writing XML: elements that are closed by themselves, texts that cannot break out of them.

use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};
use quick_xml::writer::Writer;
use std::io;

/// A document while it is written.
pub struct Xml {
    to: Writer<Vec<u8>>,
}

/// Attributes by name.
pub type Attributes<'a> = &'a [(&'a str, &'a str)];

impl Xml {
    /// A document with its declaration.
    pub fn new() -> io::Result<Self> {
        let mut to = Writer::new(Vec::new());
        to.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), Some("yes"))))?;
        Ok(Self { to })
    }

    /// An element with what `inside` writes in it.
    pub fn element(
        &mut self,
        name: &str,
        attributes: Attributes<'_>,
        inside: impl FnOnce(&mut Self) -> io::Result<()>,
    ) -> io::Result<()> {
        self.to.write_event(Event::Start(start(name, attributes)))?;
        inside(self)?;
        self.to.write_event(Event::End(BytesEnd::new(name)))
    }

    /// An element with nothing in it.
    pub fn empty(&mut self, name: &str, attributes: Attributes<'_>) -> io::Result<()> {
        self.to.write_event(Event::Empty(start(name, attributes)))
    }

    /// An element with a text in it. Characters that XML does not know are left out.
    pub fn text(&mut self, name: &str, attributes: Attributes<'_>, text: &str) -> io::Result<()> {
        let known = |c: &char| matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{FFFD}' | '\u{10000}'..);
        let text: String = text.chars().filter(known).collect();
        self.element(name, attributes, |xml| xml.to.write_event(Event::Text(BytesText::new(&text))))
    }

    /// The bytes of the document.
    pub fn bytes(self) -> Vec<u8> {
        self.to.into_inner()
    }
}

fn start<'a>(name: &'a str, attributes: Attributes<'a>) -> BytesStart<'a> {
    BytesStart::new(name).with_attributes(attributes.iter().copied())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_cannot_break_out() {
        let mut xml = Xml::new().unwrap();
        xml.element("a", &[("b", "\"<&")], |xml| xml.text("t", &[], "</t>&\u{1}\u{FFFE}x")).unwrap();
        let text = String::from_utf8(xml.bytes()).unwrap();
        assert!(text.contains("<t>&lt;/t&gt;&amp;x</t>"), "{text}");
        assert!(text.contains("b=\"&quot;&lt;&amp;\""), "{text}");
    }
}
