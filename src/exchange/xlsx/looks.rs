//! How cells look: fonts, lines around them, the forms of numbers and days.

use super::super::page::Page;
use crate::model::table::Sort;
use rust_xlsxwriter::{Format, FormatAlign, FormatBorder};

/// How the sorts of value look in one column.
pub struct Look {
    pub text: Format,
    /// A text that a sheet might run: it stays one even when somebody edits it.
    pub quoted: Format,
    pub count: Format,
    pub money: Format,
    pub points: Format,
    pub day: Format,
}

/// The looks of every column.
pub struct Looks {
    pub total: Vec<Look>,
    pub body: Vec<Look>,
}

impl Looks {
    /// In the fonts and the size of a page.
    pub fn of(page: &Page, half_points: u32) -> Self {
        let size = f64::from(half_points) / 2.0;
        let look = |font: &str, sort: Sort| {
            let base = bordered(font, size);
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

/// A cell with lines around it.
pub fn bordered(font: &str, size: f64) -> Format {
    Format::new()
        .set_font_name(font)
        .set_font_size(size)
        .set_align(FormatAlign::VerticalCenter)
        .set_border(FormatBorder::Thin)
        .set_text_wrap()
}
