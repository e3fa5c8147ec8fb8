//! What a workbook has beside its table: lists to choose from, a chart.

use super::super::Fault;
use super::super::page::Page;
use super::paper::on_paper;
use super::{Lines, sheet_name};
use rust_xlsxwriter::{
    Chart, ChartLegendPosition, ChartType, DataValidation, DataValidationErrorStyle, Formula, Workbook,
};

/// Characters that the choices of a cell may have together; longer lists stand on a sheet.
const SHORT: usize = 255;
/// Pixels of a chart that fills a sheet of paper.
const CHART: (u32, u32) = (980, 560);

/// The choices of columns that have some. What is not among them is questioned, not forbidden.
pub fn lists(book: &mut Workbook, page: &Page, lines: &Lines) -> Result<(), Fault> {
    let listed: Vec<usize> = (0..page.heads.len()).filter(|at| !page.heads[*at].choices.is_empty()).collect();
    if listed.is_empty() || lines.end == lines.first {
        return Ok(());
    }
    let long = |at: &usize| {
        let choices = &page.heads[*at].choices;
        // A comma would part a choice in two.
        let together = choices.iter().map(|choice| choice.chars().count() + 1).sum::<usize>();
        together > SHORT || choices.iter().any(|choice| choice.contains(','))
    };
    let on_sheet: Vec<usize> = listed.iter().copied().filter(long).collect();
    let name = sheet_name(&page.choices_name);
    if !on_sheet.is_empty() {
        let sheet = book.add_worksheet().set_name(&name)?;
        for (column, at) in (0..).zip(&on_sheet) {
            for (row, choice) in (0..).zip(&page.heads[*at].choices) {
                sheet.write_string(row, column, choice)?;
            }
        }
        sheet.set_hidden(true);
    }
    let sheet = book.worksheet_from_index(0)?;
    for at in listed {
        let choices = &page.heads[at].choices;
        let list = match on_sheet.iter().position(|known| *known == at) {
            Some(column) => {
                let letter = rust_xlsxwriter::utility::column_number_to_name(column as u16);
                let range = format!("='{name}'!${letter}$1:${letter}${}", choices.len());
                DataValidation::new().allow_list_formula(Formula::new(range))
            }
            None => DataValidation::new().allow_list_strings(choices)?,
        };
        let list = list.set_error_style(DataValidationErrorStyle::Warning);
        sheet.add_data_validation(lines.first, at as u16, lines.end - 1, at as u16, &list)?;
    }
    Ok(())
}

/// The chart, on a sheet of its own.
pub fn chart(book: &mut Workbook, page: &Page, table: &str, lines: &Lines) -> Result<(), Fault> {
    let Some(shown) = page.chart.as_ref().filter(|_| lines.end > lines.first) else { return Ok(()) };
    let range = |column: usize| (table, lines.first, column as u16, lines.end - 1, column as u16);
    let mut chart = Chart::new(ChartType::Column);
    for at in &shown.series {
        let series = chart.add_series().set_categories(range(shown.along)).set_values(range(*at));
        series.set_name(&page.heads[*at].label);
    }
    chart.title().set_name(&shown.title);
    chart.legend().set_position(ChartLegendPosition::Bottom);
    chart.set_width(CHART.0).set_height(CHART.1);
    let sheet = book.add_worksheet().set_name(sheet_name(&shown.name))?;
    on_paper(sheet, page);
    sheet.set_print_fit_to_pages(1, 1);
    sheet.insert_chart(0, 0, &chart)?;
    Ok(())
}
