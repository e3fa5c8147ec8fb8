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
        let mut run = Run::default();
        for col in 0..cols {
            if let Some(cell) = screen.cell(row, col) {
                draw(&mut out, &mut run, cell, row, col);
            }
        }
        run.end(&mut out, row);
    }
    out.push_str("</svg>\n");
    out
}

/// Letters of one style in a row, each with its own place.
#[derive(Default)]
struct Run {
    style: String,
    places: Vec<u16>,
    text: String,
}

impl Run {
    fn add(&mut self, out: &mut String, style: String, symbol: &str, row: u16, x: u16) {
        if self.style != style {
            self.end(out, row);
            self.style = style;
        }
        self.places.push(x);
        self.text.push_str(&symbol.replace('&', "&amp;").replace('<', "&lt;"));
    }

    fn end(&mut self, out: &mut String, row: u16) {
        if !self.places.is_empty() {
            let places: Vec<String> = self.places.iter().map(u16::to_string).collect();
            let y = row * CELL.1 + 15;
            let _ = writeln!(
                out,
                "<text x=\"{}\" y=\"{y}\" {}>{}</text>",
                places.join(" "),
                self.style,
                self.text
            );
        }
        *self = Self::default();
    }
}

fn draw(out: &mut String, run: &mut Run, cell: &vt100::Cell, row: u16, col: u16) {
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
        let width = CELL.0 * columns;
        let _ = writeln!(
            out,
            "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{}\" fill=\"{back}\"/>",
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
        let _ = writeln!(out, "<path d=\"{path}\" stroke=\"{front}\"/>");
    } else if !symbol.trim().is_empty() {
        let weight = if cell.bold() { " font-weight=\"bold\"" } else { "" };
        run.add(out, format!("fill=\"{front}\"{weight}"), symbol, row, x);
    }
}
