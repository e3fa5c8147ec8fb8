//! How a sheet is printed: A4 across, heads and known columns on every page, no record on two.

use super::{Fault, Lines, Page, Sheet, height};
use rust_xlsxwriter::Worksheet;

/// Millimetres of an inch.
const INCH: f64 = 25.4;
const A4: u8 = 9;
/// Points between the upper and the lower edge of a sheet, a little less than there are.
const HIGH: f64 = 470.0;
/// Page breaks that a sheet holds.
const BREAKS: usize = 1_000;

impl Sheet<'_> {
    /// Rows that a new page begins with, so that no record of several lines stands on two.
    fn between_records(&self, lines: &Lines) -> Vec<u32> {
        let high = |row: u32| self.heights.get(&row).copied().unwrap_or_else(|| height(1, self.size()));
        let heads: f64 = (0..=lines.heads).map(high).sum();
        let (mut breaks, mut used, mut row) =
            (Vec::new(), (lines.heads + 1..lines.first).map(high).sum::<f64>(), lines.first);
        for run in self.page.firsts.chunk_by(|_, next| !*next) {
            let end = row + run.len() as u32;
            let record: f64 = (row..end).map(high).sum();
            if heads + used + record > HIGH && used > 0.0 && breaks.len() < BREAKS {
                breaks.push(row);
                used = 0.0;
            }
            used += record;
            row = end;
        }
        breaks
    }

    /// How it is printed, and what stays in sight on the screen.
    pub(super) fn printed(self, lines: &Lines) -> Result<(), Fault> {
        let (page, layout) = (self.page, self.layout);
        on_paper(self.to, page);
        if layout.is_parted() {
            let begins: Vec<u32> = (1..layout.parts.len()).map(|part| layout.own(part).0 as u32).collect();
            // The same lines of every part one after the other.
            self.to.set_vertical_page_breaks(&begins)?.set_page_order(true);
            if layout.repeated > 0 {
                self.to.set_repeat_columns(0, layout.repeated as u16 - 1)?;
            }
        }
        if page.firsts.iter().all(|first| *first) {
            if !layout.is_parted() {
                self.to.set_print_fit_to_pages(1, 0);
            }
        } else {
            let breaks = self.between_records(lines);
            self.to.set_page_breaks(&breaks)?;
        }
        // Without the hidden column.
        self.to.set_print_area(0, 0, self.next.max(1) - 1, self.last)?;
        self.to.set_repeat_rows(0, lines.heads)?;
        let beside = if layout.is_parted() { layout.repeated as u16 } else { 0 };
        self.to.set_freeze_panes(lines.heads + 1, beside)?;
        // A filter over merged lines would hide parts of them.
        if lines.end > lines.first && page.firsts.iter().all(|first| *first) {
            self.to.autofilter(lines.heads, 0, lines.end - 1, self.last)?;
        }
        Ok(())
    }
}

/// A4 across, with the mark of made-up data and the number on every page.
pub fn on_paper(sheet: &mut Worksheet, page: &Page) {
    let marked = page.mark.as_ref().map(|mark| format!("&C{mark}")).unwrap_or_default();
    sheet
        .set_landscape()
        .set_paper_size(A4)
        .set_print_center_horizontally(true)
        .set_margins(15.0 / INCH, 15.0 / INCH, 20.0 / INCH, 20.0 / INCH, 8.0 / INCH, 8.0 / INCH)
        .set_header(marked)
        .set_footer(format!("&C{}", page.page_of));
}
