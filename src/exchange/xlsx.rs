//! A page as a workbook of one sheet, made to be printed: A4 across, its heads on every page. Texts are
//! written as texts and never as formulas.

use super::Fault;
use super::guard::runs;
use super::page::{Field, Page};
use crate::model::table::Sort;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet};

/// Rows of a sheet.
const ROWS: usize = 1_048_576;
/// Characters of a cell.
const LONGEST: usize = 32_767;
/// Millimetres of an inch.
const INCH: f64 = 25.4;
const A4: u8 = 9;

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
    book.set_properties(&about);
    let sheet = book.add_worksheet();
    let forbidden = ['[', ']', ':', '*', '?', '/', '\\', '\''];
    let name: String = page.name.chars().filter(|c| !forbidden.contains(c)).take(31).collect();
    sheet.set_name(name)?;
    Sheet { to: sheet, page, last: (page.heads.len().max(1) - 1) as u16, next: 0 }.fill()?;
    Ok(book.save_to_buffer()?)
}

/// A sheet while it is filled from the top.
struct Sheet<'a> {
    to: &'a mut Worksheet,
    page: &'a Page,
    /// The last column.
    last: u16,
    /// The next free row.
    next: u32,
}

impl Sheet<'_> {
    fn fill(mut self) -> Result<(), Fault> {
        let page = self.page;
        let plain = |font: &str, size: f64| Format::new().set_font_name(font).set_font_size(size);
        let title = plain(&page.fonts.title, 18.0).set_align(FormatAlign::Center).set_text_wrap();
        self.across(&page.title, &title.set_align(FormatAlign::VerticalCenter), Some(36.0))?;
        let line = plain(&page.fonts.body, 11.0).set_align(FormatAlign::VerticalCenter).set_text_wrap();
        self.across(&page.info, &line, Some(20.0))?;
        self.heads()?;
        let heads_end = self.next;
        for (at, head) in page.heads.iter().enumerate() {
            self.to.set_column_width(at as u16, head.width as f64)?;
        }
        let looks = Looks::of(page);
        if let Some(total) = &page.total {
            self.line(total, &looks.total)?;
        }
        let body = self.next;
        for row in &page.rows {
            self.line(row, &looks.body)?;
        }
        self.revisions(heads_end - 1, body)?;
        self.merge_records(body, &looks)?;
        self.next += 1;
        self.across(&page.foot, &line, Some(24.0))?;
        for note in &page.notes {
            self.across(note, &line, None)?;
        }
        self.printed(heads_end)
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

    /// A text over the whole width.
    fn across(&mut self, text: &str, look: &Format, height: Option<f64>) -> Result<(), Fault> {
        let row = self.next;
        self.block(row, 0, row, self.last, text, look)?;
        // Merged cells do not grow by themselves: two half characters are a point's width of paper.
        let wide: usize = self.page.heads.iter().map(|head| head.width).sum();
        let lines = crate::text::width(text).div_ceil(wide.max(1)).max(1);
        self.to.set_row_height(row, height.unwrap_or(15.0).max(15.0 * lines as f64))?;
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

    fn heads(&mut self) -> Result<(), Fault> {
        let page = self.page;
        let look = bordered(&page.fonts.head, 11.0).set_align(FormatAlign::Center);
        let top = self.next;
        let bottom = if page.spans.is_empty() { top } else { top + 1 };
        for span in &page.spans {
            self.block(top, span.first as u16, top, span.last as u16, &span.label, &look)?;
        }
        for (at, head) in page.heads.iter().enumerate() {
            let under = page.spans.iter().any(|span| (span.first..=span.last).contains(&at));
            self.block(if under { bottom } else { top }, at as u16, bottom, at as u16, &head.label, &look)?;
        }
        self.next = bottom + 1;
        Ok(())
    }

    fn line(&mut self, fields: &[Field], looks: &[Look]) -> Result<(), Fault> {
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
            }
            first = end;
        }
        Ok(())
    }

    /// How it is printed, and what stays in sight on the screen.
    fn printed(self, heads_end: u32) -> Result<(), Fault> {
        let page = self.page;
        let marked = page.mark.as_ref().map(|mark| format!("&C{mark}")).unwrap_or_default();
        self.to
            .set_landscape()
            .set_paper_size(A4)
            .set_print_fit_to_pages(1, 0)
            .set_print_center_horizontally(true)
            .set_margins(15.0 / INCH, 15.0 / INCH, 20.0 / INCH, 20.0 / INCH, 8.0 / INCH, 8.0 / INCH)
            .set_header(marked)
            .set_footer(format!("&C{}", page.page_of));
        self.to.set_repeat_rows(0, heads_end - 1)?;
        self.to.set_freeze_panes(heads_end, 0)?;
        Ok(())
    }
}

/// How the sorts of value look in one column.
struct Look {
    text: Format,
    /// A text that a sheet might run: it stays one even when somebody edits it.
    quoted: Format,
    count: Format,
    money: Format,
    points: Format,
    day: Format,
}

struct Looks {
    total: Vec<Look>,
    body: Vec<Look>,
}

impl Looks {
    fn of(page: &Page) -> Self {
        let look = |font: &str, sort: Sort| {
            let base = bordered(font, 10.5);
            let text = match sort {
                Sort::Text => base.clone().set_align(FormatAlign::Left),
                _ => base.clone().set_align(FormatAlign::Center),
            };
            Look {
                quoted: text.clone().set_quote_prefix(),
                text,
                count: base.clone().set_align(FormatAlign::Center).set_num_format("0"),
                money: base.clone().set_align(FormatAlign::Right).set_num_format("0.00"),
                points: base.clone().set_align(FormatAlign::Right).set_num_format("+0.00;-0.00;0.00"),
                day: base.set_align(FormatAlign::Center).set_num_format("yyyy/m/d"),
            }
        };
        let of = |font: &str| page.heads.iter().map(|head| look(font, head.sort)).collect();
        Self { total: of(&page.fonts.head), body: of(&page.fonts.body) }
    }
}

fn bordered(font: &str, size: f64) -> Format {
    Format::new()
        .set_font_name(font)
        .set_font_size(size)
        .set_align(FormatAlign::VerticalCenter)
        .set_border(FormatBorder::Thin)
        .set_text_wrap()
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
