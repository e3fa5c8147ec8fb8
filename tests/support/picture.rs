//! A picture of a terminal screen: an SVG made from what the emulator shows. Lines are drawn as paths so
//! that no font can break a frame.

use std::fmt::Write;

const CELL: (u16, u16) = (9, 20);
const SHADES: [&str; 16] = [
    "#1c1f24", "#e06c75", "#98c379", "#e5c07b", "#61afef", "#c678dd", "#56b6c2", "#c8ccd4", "#7f848e",
    "#ff7b86", "#b5e890", "#ffd479", "#7cc0ff", "#dd8cf0", "#6fd3df", "#ffffff",
];

fn shade(color: vt100::Color, other: &str) -> String {
    match color {
        vt100::Color::Default => other.to_owned(),
        vt100::Color::Idx(index) => SHADES[usize::from(index % 16)].to_owned(),
        vt100::Color::Rgb(r, g, b) => format!("#{r:02x}{g:02x}{b:02x}"),
    }
}

/// Arms of a box-drawing character: left, right, up, down.
fn arms(symbol: &str) -> Option<[bool; 4]> {
    Some(match symbol {
        "─" => [true, true, false, false],
        "│" => [false, false, true, true],
        "┌" => [false, true, false, true],
        "┐" => [true, false, false, true],
        "└" => [false, true, true, false],
        "┘" => [true, false, true, false],
        "├" => [false, true, true, true],
        "┤" => [true, false, true, true],
        "┬" => [true, true, false, true],
        "┴" => [true, true, true, false],
        "┼" => [true, true, true, true],
        _ => return None,
    })
}

/// The screen as an SVG document.
pub fn svg(screen: &vt100::Screen) -> String {
    let (rows, cols) = screen.size();
    let (rows, cols) = (u16::from(rows), u16::from(cols));
    let (width, height) = (cols * CELL.0, rows * CELL.1);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" font-family=\"'Noto Sans Mono CJK SC','Sarasa Mono SC','WenQuanYi Zen Hei Mono',monospace\" font-size=\"15\">\n<rect width=\"100%\" height=\"100%\" fill=\"{}\"/>\n",
        SHADES[0]
    );
    for row in 0..rows {
        for col in 0..cols {
            if let Some(cell) = screen.cell(row, col) {
                draw(&mut out, cell, row, col);
            }
        }
    }
    out.push_str("</svg>\n");
    out
}

fn draw(out: &mut String, cell: &vt100::Cell, row: u16, col: u16) {
    if cell.is_wide_continuation() {
        return;
    }
    let (x, y) = (col * CELL.0, row * CELL.1);
    let columns = if cell.is_wide() { 2 } else { 1 };
    let (mut front, mut back) = (shade(cell.fgcolor(), SHADES[7]), shade(cell.bgcolor(), SHADES[0]));
    if cell.inverse() {
        std::mem::swap(&mut front, &mut back);
    }
    if back != SHADES[0] {
        let _ = writeln!(
            out,
            "<rect x=\"{x}\" y=\"{y}\" width=\"{}\" height=\"{}\" fill=\"{back}\"/>",
            CELL.0 * columns,
            CELL.1
        );
    }
    let symbol = cell.contents();
    if let Some([left, right, up, down]) = arms(symbol) {
        let (cx, cy) = (x + CELL.0 / 2, y + CELL.1 / 2);
        let mut path = String::new();
        for (on, x, y) in [(left, x, cy), (right, x + CELL.0, cy), (up, cx, y), (down, cx, y + CELL.1)] {
            if on {
                let _ = write!(path, "M{cx} {cy}L{x} {y}");
            }
        }
        let _ = writeln!(out, "<path d=\"{path}\" stroke=\"{front}\" fill=\"none\"/>");
    } else if !symbol.trim().is_empty() {
        let weight = if cell.bold() { " font-weight=\"bold\"" } else { "" };
        let text = symbol.replace('&', "&amp;").replace('<', "&lt;");
        let _ = writeln!(
            out,
            "<text x=\"{x}\" y=\"{}\" textLength=\"{}\" lengthAdjust=\"spacingAndGlyphs\" fill=\"{front}\"{weight}>{text}</text>",
            y + 15,
            CELL.0 * columns
        );
    }
}
