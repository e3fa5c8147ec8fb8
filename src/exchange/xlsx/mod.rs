//! A page as a workbook made to be printed: A4 across, its heads on every page; what is wider than a sheet
//! is parted by page breaks, so that the table stays one. Texts are written as texts and never as formulas.

mod beside;
mod looks;
mod paper;

use super::Fault;
use super::guard::runs;
use super::layout::{self, Layout};
use super::page::{Field, Page};
use looks::{Look, Looks, bordered};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet};
use std::collections::HashMap;

/// Rows of a sheet.
const ROWS: usize = 1_048_576;
/// Characters of a cell.
const LONGEST: usize = 32_767;
/// Twentieths of a point that a table takes across: less than the paper has, for programs measure columns by
/// the font at hand, and no two alike.
const ROOM: u32 = layout::ROOM * 94 / 100;
/// The font that columns are measured by, which every system has or has one as wide as; its points, and the
/// pixels of its rows and columns.
const MEASURE: (&str, u32, u32, u32) = ("Arial", 10, 17, 64);
/// Points that a row is high at most.
const HIGHEST: f64 = 409.0;

/// The file.
///
/// # Errors
/// More lines than a sheet holds, or the writer fails.
pub fn write(page: &Page) -> Result<Vec<u8>, Fault> {
    if page.rows.len() + page.notes.len() + 16 > ROWS {
        return Err(Fault::TooLong(page.rows.len()));
    }
    let mut book = Workbook::new();
    let mut about = DocProperties::new().set_title(&page.title);
    // The same table is the same file: the day it is computed for, not the moment.
    if let Ok(day) = ExcelDateTime::parse_from_str(&page.as_of.format("%Y-%m-%d").to_string()) {
        about = about.set_creation_datetime(&day);
    }
    let (font, points, high, wide) = MEASURE;
    book.set_default_format(&Format::new().set_font_name(font).set_font_size(points), high, wide)?;
    book.set_properties(&about);
    let layout = page.lay(ROOM);
    let name = sheet_name(&page.name);
    let sheet = book.add_worksheet().set_name(&name)?;
    let lines = Sheet {
        to: sheet,
        page,
        layout: &layout,
        last: (page.heads.len().max(1) - 1) as u16,
        next: 0,
        heights: HashMap::new(),
    }
    .fill()?;
    beside::lists(&mut book, page, &lines)?;
    beside::chart(&mut book, page, &name, &lines)?;
    Ok(book.save_to_buffer()?)
}

/// A name as sheets may have it.
fn sheet_name(text: &str) -> String {
    let forbidden = ['[', ']', ':', '*', '?', '/', '\\', '\''];
    text.chars().filter(|c| !forbidden.contains(c)).take(31).collect()
}

/// A sheet while it is filled from the top.
struct Sheet<'a> {
    to: &'a mut Worksheet,
    page: &'a Page,
    layout: &'a Layout,
    /// The last column.
    last: u16,
    /// The next free row.
    next: u32,
    /// Points that rows are high, where they were given a height.
    heights: HashMap<u32, f64>,
}

impl<'a> Sheet<'a> {
    fn fill(mut self) -> Result<Lines, Fault> {
        let page = self.page;
        let plain = |font: &str, size: f64| {
            Format::new()
                .set_font_name(font)
                .set_font_size(size)
                .set_align(FormatAlign::VerticalCenter)
                .set_text_wrap()
        };
        self.to.set_default_row_height(height(1, self.size()));
        for (at, wide) in self.layout.widths.iter().enumerate() {
            self.to.set_column_width_pixels(at as u16, pixels(*wide))?;
        }
        let title = plain(&page.fonts.title, 18.0).set_align(FormatAlign::Center);
        let titles: Vec<String> = (0..self.layout.parts.len()).map(|part| page.title_of(part)).collect();
        self.over_parts(&titles, &title, 18.0)?;
        let line = plain(&page.fonts.body, 10.5);
        self.over_parts(&vec![page.info.clone(); titles.len()], &line, 10.5)?;
        self.heads()?;
        let heads_end = self.next;
        let looks = Looks::of(page, self.layout.half_points);
        if let Some(total) = page.total.as_ref().filter(|_| !page.total_last) {
            self.line(total, &looks.total)?;
        }
        let body = self.next;
        for row in &page.rows {
            self.line(row, &looks.body)?;
        }
        let lines = Lines { heads: heads_end - 1, first: body, end: self.next };
        if let Some(total) = page.total.as_ref().filter(|_| page.total_last) {
            self.line(total, &looks.total)?;
        }
        self.revisions(heads_end - 1, body)?;
        self.merge_records(body, &looks)?;
        self.next += 1;
        for text in page.foot.iter().chain(&page.notes) {
            self.across(text, &line)?;
        }
        self.printed(&lines)?;
        Ok(lines)
    }

    /// Gives a row its height.
    fn stands(&mut self, row: u32, points: f64) -> Result<(), Fault> {
        self.to.set_row_height(row, points)?;
        self.heights.insert(row, points);
        Ok(())
    }

    /// One text over each part.
    fn over_parts(&mut self, texts: &[String], look: &Format, size: f64) -> Result<(), Fault> {
        let (row, layout) = (self.next, self.layout);
        let mut lines = 1;
        for (part, text) in texts.iter().enumerate() {
            let (first, last) = layout.own(part);
            self.block(row, first as u16, row, last as u16, text, look)?;
            lines = lines.max(said_on(text, layout.wide(&(first..=last).collect::<Vec<_>>()), size));
        }
        self.stands(row, height(lines, size) + size / 2.0)?;
        self.next += 1;
        Ok(())
    }

    /// A hidden last column: which revision of its record each line shows.
    fn revisions(&mut self, head: u32, body: u32) -> Result<(), Fault> {
        let (label, revisions) = &self.page.revisions;
        if revisions.is_empty() {
            return Ok(());
        }
        let at = self.last + 1;
        self.to.write_string(head, at, label)?;
        for (row, revision) in (body..).zip(revisions) {
            self.to.write_string(row, at, revision.to_string())?;
        }
        self.to.set_column_hidden(at)?;
        Ok(())
    }

    /// A text below the lines: under the last part, where the reader ends.
    fn across(&mut self, text: &str, look: &Format) -> Result<(), Fault> {
        let (row, layout) = (self.next, self.layout);
        let (first, last) = layout.own(layout.parts.len() - 1);
        self.block(row, first as u16, row, last as u16, text, look)?;
        // Merged cells do not grow by themselves.
        let lines = said_on(text, layout.wide(&(first..=last).collect::<Vec<_>>()), 10.5);
        self.stands(row, height(lines, 10.5))?;
        self.next += 1;
        Ok(())
    }

    /// A text in one cell or in several made one.
    fn block(
        &mut self,
        top: u32,
        left: u16,
        bottom: u32,
        right: u16,
        text: &str,
        look: &Format,
    ) -> Result<(), Fault> {
        let look = if runs(text) { look.clone().set_quote_prefix() } else { look.clone() };
        let text = cut(text);
        if (top, left) == (bottom, right) {
            self.to.write_string_with_format(top, left, text, &look)?;
        } else {
            self.to.merge_range(top, left, bottom, right, &text, &look)?;
        }
        Ok(())
    }

    /// First and last column of every heading, part by part: none runs over the edge of a sheet.
    fn headings(&self) -> Vec<(usize, usize, &'a str)> {
        let mut headings = Vec::new();
        for part in 0..self.layout.parts.len() {
            let (first, last) = self.layout.own(part);
            let within = self.page.spans.iter().filter(|span| span.first <= last && span.last >= first);
            headings
                .extend(within.map(|span| (span.first.max(first), span.last.min(last), span.label.as_str())));
        }
        headings
    }

    fn heads(&mut self) -> Result<(), Fault> {
        let (page, layout) = (self.page, self.layout);
        let size = self.size();
        let look = bordered(&page.fonts.head, size).set_align(FormatAlign::Center);
        let top = self.next;
        let bottom = if page.spans.is_empty() { top } else { top + 1 };
        let (mut above, mut below, mut both) = (1, 1, 1);
        for (first, last, label) in self.headings() {
            self.block(top, first as u16, top, last as u16, label, &look)?;
            let columns: Vec<usize> = (first..=last).collect();
            above = above.max(layout.lines(label, layout.wide(&columns)));
        }
        for (at, head) in page.heads.iter().enumerate() {
            let under = page.spans.iter().any(|span| (span.first..=span.last).contains(&at));
            self.block(if under { bottom } else { top }, at as u16, bottom, at as u16, &head.label, &look)?;
            let lines = layout.lines(&head.label, layout.widths[at]);
            *(if under || top == bottom { &mut below } else { &mut both }) =
                lines.max(if under || top == bottom { below } else { both });
        }
        // What is merged does not grow by itself.
        below = below.max(both.saturating_sub(above));
        if top < bottom {
            self.stands(top, height(above, size))?;
        }
        self.stands(bottom, height(below, size))?;
        self.next = bottom + 1;
        Ok(())
    }

    fn line(&mut self, fields: &[Field], looks: &[Look]) -> Result<(), Fault> {
        let lines = self.deepest(fields, |_| true);
        if lines > 1 {
            // Not every program makes room for what wraps.
            self.stands(self.next, height(lines, self.size()))?;
        }
        for (at, (field, look)) in fields.iter().zip(looks).enumerate() {
            self.cell(self.next, at as u16, field, look)?;
        }
        self.next += 1;
        Ok(())
    }

    fn cell(&mut self, row: u32, at: u16, field: &Field, look: &Look) -> Result<(), Fault> {
        match field {
            Field::Blank => self.to.write_blank(row, at, &look.text)?,
            Field::Text(text) if runs(text) => {
                self.to.write_string_with_format(row, at, cut(text), &look.quoted)?
            }
            Field::Text(text) => self.to.write_string_with_format(row, at, cut(text), &look.text)?,
            Field::Count(n) => self.to.write_number_with_format(row, at, *n as f64, &look.count)?,
            Field::Money(n) => self.to.write_number_with_format(row, at, *n as f64 / 100.0, &look.money)?,
            Field::Points(n) => self.to.write_number_with_format(row, at, *n as f64 / 100.0, &look.points)?,
            Field::Day(day) => match self.to.write_datetime_with_format(row, at, day, &look.day) {
                Ok(sheet) => sheet,
                // A day before the calendar of sheets begins stands as text.
                Err(_) => self.to.write_string_with_format(row, at, field.text(), &look.text)?,
            },
        };
        Ok(())
    }

    /// Makes the shared cells of a record of several lines one.
    fn merge_records(&mut self, body: u32, looks: &Looks) -> Result<(), Fault> {
        let page = self.page;
        let shared: Vec<usize> = (0..page.heads.len()).filter(|at| page.heads[*at].shared).collect();
        let begins = |at: &usize| page.firsts.get(*at).copied().unwrap_or(true);
        let mut first = 0;
        while first < page.rows.len() && !shared.is_empty() {
            let end = (first + 1..page.rows.len()).find(begins).unwrap_or(page.rows.len());
            if end - first > 1 {
                let (top, bottom) = (body + first as u32, body + end as u32 - 1);
                for at in &shared {
                    let look = &looks.body[*at];
                    let column = *at as u16;
                    self.to.merge_range(top, column, bottom, column, "", &look.text)?;
                    self.cell(top, column, &page.rows[first][*at], look)?;
                }
                self.room_for(first..end, top)?;
            }
            first = end;
        }
        Ok(())
    }

    /// Lines of a record as high as its cells need, merged or not.
    fn room_for(&mut self, lines: std::ops::Range<usize>, top: u32) -> Result<(), Fault> {
        let page = self.page;
        let own = |row: &Vec<Field>| self.deepest(row, |at| !page.heads[at].shared);
        let merged = self.deepest(&page.rows[lines.start], |at| page.heads[at].shared);
        let own: Vec<u32> = page.rows[lines].iter().map(own).collect();
        let short = merged.saturating_sub(own.iter().sum());
        let more = short.div_ceil(own.len().max(1) as u32);
        for (row, own) in (top..).zip(own) {
            self.stands(row, height(own + more, self.size()))?;
        }
        Ok(())
    }

    /// Lines of the deepest cell of some columns.
    fn deepest(&self, fields: &[Field], of: impl Fn(usize) -> bool) -> u32 {
        let cells =
            fields.iter().enumerate().filter(|(at, field)| matches!(field, Field::Text(_)) && of(*at));
        cells.map(|(at, field)| self.layout.lines(&field.text(), self.layout.widths[at])).max().unwrap_or(1)
    }

    /// Points of the letters of a line.
    fn size(&self) -> f64 {
        f64::from(self.layout.half_points) / 2.0
    }
}

/// Rows of a sheet: the last of its heads, its lines.
struct Lines {
    heads: u32,
    first: u32,
    end: u32,
}

/// Twentieths of a point as pixels of a screen.
fn pixels(twips: u32) -> u32 {
    twips / 15
}

/// Lines that a text takes at a size across so many twentieths of a point.
fn said_on(text: &str, wide: u32, size: f64) -> u32 {
    let room = (f64::from(wide) / 20.0 / size * 2.0 - 2.0).max(1.0) as usize;
    text.split('\n').map(|line| crate::text::width(line).div_ceil(room).max(1) as u32).sum()
}

/// Points that so many lines take.
fn height(lines: u32, size: f64) -> f64 {
    (f64::from(lines) * size * 1.3 + 5.0).min(HIGHEST)
}

/// A text as long as a cell holds.
fn cut(text: &str) -> String {
    if text.encode_utf16().count() <= LONGEST {
        return text.to_owned();
    }
    let mut room = LONGEST - 1;
    let fits = |c: &char| {
        let size = c.len_utf16();
        let fits = size <= room;
        room = room.saturating_sub(size);
        fits
    };
    text.chars().take_while(fits).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_takes_no_more_than_it_holds() {
        assert_eq!(cut("整改"), "整改");
        let long: String = std::iter::repeat_n('𠮷', LONGEST).collect();
        let short = cut(&long);
        assert!(short.encode_utf16().count() <= LONGEST && short.ends_with('…'));
    }
}
