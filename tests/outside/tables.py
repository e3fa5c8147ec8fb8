"""Every table in every format: the same values in each, nothing cut on paper, nine points or more, heads on every page."""

import collections
import csv
import datetime
import html
import json
import os
import re
import subprocess
import sys
import tomllib
import zipfile

import docx
import openpyxl
from docx.oxml.ns import qn

DUBAN = os.environ["DUBAN"]
FOLDER = os.environ["DUBAN_TABLES"]
STORE = f"{FOLDER}/m.redb"
TODAY = "2021-09-18"
MARK = "演示数据 均为虚构"
TOTAL = "合计"
LEAST = 9.0
# Points from the left edge of a sheet to where its table ends at most.
WIDE = 760
# Pages of workbook and document; of lists that grow with the campaign, at most. T5's workbook has its chart on the last.
PAGES = {1: (100, 80), 2: (300, 120), 3: (1, 1), 4: (1, 1), 5: (4, 2), 6: (3, 2), 7: (2, 1), 8: (4, 2), 9: (1, 1), 10: (1, 1),
         11: (1, 1), 12: (1, 1)}


def fail(*said):
    sys.exit(" ".join(str(word) for word in said))


def run(*args, store=STORE, ok=True):
    done = subprocess.run([DUBAN, "--store", store, "--today", TODAY, *args], capture_output=True, text=True, timeout=300)
    if "panicked" in done.stderr or (ok and done.returncode):
        fail(args, done.returncode, done.stdout, done.stderr)
    return done


def plain(text):
    return re.sub(r"\s+", "", text)


def lines_of(path):
    """Heads and lines of the CSV, without the mark below."""
    with open(path, encoding="utf-8-sig", newline="") as file:
        lines = list(csv.reader(file))
    assert lines[-1] == [MARK], lines[-1]
    # What a spreadsheet would run has a sign before it there, and nowhere else.
    strip = lambda cell: cell[1:] if re.match(r"'[\s\"]*[=+\-@＝＋－＠]", cell) else cell
    return lines[0], [[strip(cell) for cell in line] for line in lines[1:-1]]


def said(cell):
    """A cell of a workbook as the CSV writes it."""
    value = cell.value
    if cell.data_type == "f":
        fail("a formula in", cell.coordinate, value)
    if value is None:
        return ""
    if isinstance(value, datetime.datetime):
        return f"{value.year}/{value.month}/{value.day}"
    if isinstance(value, str):
        return value
    if "+" in cell.number_format:
        return f"{value:+.2f}" if round(value, 2) else "0.00"
    return f"{value:.2f}" if "0.00" in cell.number_format else str(int(value))


def check_workbook(n, path, heads, lines):
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    first = next(row for row in range(1, 8) if sheet.cell(row, 1).value == heads[0])
    two = any(sheet.cell(first, column).value for column in range(1, len(heads) + 1)) and any("_" in head for head in heads)
    top = first + (2 if two else 1)
    merged = {(row, column) for span in sheet.merged_cells.ranges for row in range(span.min_row, span.max_row + 1)
              for column in range(span.min_col, span.max_col + 1) if (row, column) != (span.min_row, span.min_col)}
    for at, line in enumerate(lines):
        for column, wanted in enumerate(line):
            if (top + at, column + 1) in merged:
                continue
            found = said(sheet.cell(top + at, column + 1))
            if found != wanted:
                fail(path, "line", at, heads[column], repr(found), "is not", repr(wanted))
    end = top + len(lines)
    if any(sheet.cell(end, column).value is not None for column in range(1, len(heads) + 1)):
        fail(path, "goes on below its last line")
    if sheet.freeze_panes is None or sheet.print_title_rows is None:
        fail(path, "heads do not stay")
    charts = sum(len(other._charts) for other in book.worksheets)
    if charts != (1 if n == 5 else 0):
        fail(path, charts, "charts")


def cell_text(cell):
    parts = []
    for element in cell.iter(qn("w:t"), qn("w:br")):
        parts.append("\n" if element.tag == qn("w:br") else element.text or "")
    return "".join(parts)


def check_document(path, heads, lines, repeated):
    """The parts side by side are the table."""
    tables = docx.Document(path).tables
    whole = [[] for _ in lines]
    for part, table in enumerate(tables):
        rows = [row for row in table._tbl.tr_lst]
        kept = [row for row in rows if row.find(qn("w:trPr")).find(qn("w:tblHeader")) is None]
        if len(kept) != len(lines) or len(kept) == len(rows):
            fail(path, "part", part, "has", len(kept), "lines and", len(rows) - len(kept), "heads, not", len(lines))
        for line, row in zip(whole, kept):
            cells = []
            for cell in row.tc_lst:
                merge = cell.find(qn("w:tcPr")).find(qn("w:vMerge"))
                below = merge is not None and merge.get(qn("w:val")) is None
                cells.append(None if below else cell_text(cell))
            line.extend(cells[repeated if part else 0:])
    for at, (found, wanted) in enumerate(zip(whole, lines)):
        for head, one, other in zip(heads, found, wanted):
            if one is not None and one != other:
                fail(path, "line", at, head, repr(one), "is not", repr(other))
        if len(found) != len(wanted):
            fail(path, "line", at, "has", len(found), "cells, not", len(wanted))
    return len(tables)


def words_of(pdf):
    """Each page: its words with their boxes, by rows of a list."""
    text = subprocess.run(["pdftotext", "-bbox", pdf, "-"], check=True, capture_output=True, text=True).stdout
    pages = []
    for page in text.split("<page ")[1:]:
        found = re.findall(r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)</word>', page)
        words = [(*map(float, word[:4]), html.unescape(word[4])) for word in found]
        # LibreOffice says of a hidden column beside the print area that it is narrow, and draws nothing of it.
        pages.append([word for word in words if not (word[4] == "###" and word[0] > WIDE)])
    return pages


def overlap(words):
    """Two words that are written over each other, if any: what is too low for its text runs into its neighbour."""
    words = sorted(words, key=lambda word: word[1])
    for at, one in enumerate(words):
        for other in words[at + 1:]:
            if other[1] >= one[3]:
                break
            wide = min(one[2], other[2]) - max(one[0], other[0])
            high = one[3] - other[1] if other[3] >= one[3] else other[3] - other[1]
            if wide > 2 and high > 0.55 * min(one[3] - one[1], other[3] - other[1]):
                return one, other
    return None


def sizes_of(pdf):
    """Sizes of letters and how many characters are written in each."""
    done = subprocess.run(["pdftohtml", "-xml", "-i", "-hidden", "-stdout", "-zoom", "3", pdf], check=True, capture_output=True)
    text = done.stdout.decode("utf-8", "replace")
    # At three times the size, rounded down by one.
    sizes = {name: round((int(size) + 1) / 3, 2) for name, size in re.findall(r'<fontspec id="(\d+)" size="(-?\d+)"', text)}
    used = collections.Counter()
    for name, inside in re.findall(r'<text [^>]*font="(\d+)"[^>]*>(.*?)</text>', text, re.S):
        used[sizes[name]] += len(plain(re.sub("<.*?>", "", inside)))
    return used


def goes_on(cell, sheets):
    """Of a record whose lines LibreOffice does not keep together the one half may stand on one page, the rest on the next."""
    halves = [(cell[:at], cell[at:]) for at in range(1, len(cell))]
    return any(one in page and rest in after for page, after in zip(sheets, sheets[1:]) for one, rest in halves)


def check_paper(n, pdf, heads, lines, most):
    text = subprocess.run(["pdftotext", "-raw", pdf, "-"], check=True, capture_output=True, text=True).stdout
    whole = plain(text)
    sheets = [plain(page) for page in text.split("\f")]
    for line in lines:
        for head, cell in zip(heads, line):
            if plain(cell) not in whole and not goes_on(plain(cell), sheets):
                fail(pdf, head, repr(cell), "is cut or missing")
    pages = words_of(pdf)
    exact = n not in (1, 2)
    if len(pages) > most or (exact and len(pages) != most):
        fail(pdf, "has", len(pages), "pages, not", most)
    first = plain(heads[0])
    chart = pdf.endswith(".xlsx.pdf") and n == 5
    for at, words in enumerate(pages):
        page = plain("".join(word[4] for word in words))
        if plain(MARK) not in page:
            fail(pdf, "page", at + 1, "does not say that it is made up")
        over = overlap(words)
        if over:
            fail(pdf, "page", at + 1, "is written over itself:", over)
        notes_only = at > 0 and not any(plain(line[1]) in page for line in lines if line[1])
        if first not in page and not notes_only and not (chart and at == len(pages) - 1):
            fail(pdf, "page", at + 1, "has no heads")
        if "###" in page:
            fail(pdf, "page", at + 1, "has a column that is too narrow for its number")
        outside = [word for word in words if word[0] < 30 or word[2] > 842 - 30]
        if outside:
            fail(pdf, "page", at + 1, "runs off the sheet:", outside[0])
    used = sizes_of(pdf)
    # The legend of a chart is no text of the table.
    small = {size: count for size, count in used.items() if size < LEAST - 0.15 and not (chart and count < 200)}
    if small:
        fail(pdf, "has letters of", small)
    return len(pages), min(used)


def on_paper(paths):
    for ending in ("xlsx", "docx"):
        of = [path for path in paths if path.endswith(ending)]
        out = f"{FOLDER}/{ending}"
        subprocess.run(["soffice", "--headless", "--convert-to", "pdf", "--outdir", out, *of], check=True, capture_output=True, timeout=900)
        for path in of:
            name = os.path.basename(path)
            os.rename(f"{out}/{name.rsplit('.', 1)[0]}.pdf", f"{out}/{name}.pdf")


def forms_come_back():
    """A form that a unit fills in comes back as its issues, and is no issue of another unit."""
    run("export", "T1", "--split", "unit", "--blank", "--lines", "6", "-o", f"{FOLDER}/上报.xlsx")
    path = next(f"{FOLDER}/{name}" for name in sorted(os.listdir(FOLDER)) if name.startswith("上报_丙区"))
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    top = next(row for row in range(1, 8) if sheet.cell(row, 1).value == "序号")
    at = {sheet.cell(top, column).value: column for column in range(1, sheet.max_column + 1)}
    lists = {str(rule.sqref).split(":")[0].rstrip("0123456789"): rule.formula1 for rule in sheet.data_validations.dataValidation}
    column = openpyxl.utils.get_column_letter
    for head in ("问题类别", "对应整治重点", "学段（类型）", "发现方式", "整改类型", "责任科室（股室）"):
        if column(at[head]) not in lists:
            fail(path, "has no list for", head, lists)
    items = lists[column(at["对应整治重点"])]
    name, span = re.fullmatch(r"'?(.*?)'?!\$(\w+)\$1:\$\w+\$(\d+)", items).group(1, 0), items
    hidden = book[name[0]]
    if hidden.sheet_state != "hidden":
        fail(path, "shows its lists")
    filled = [("示例新一小学", "有偿补课", "示例填报：教师周末在校外补课", datetime.date(2021, 9, 10)),
              ("示例新二小学", "违规招生", "示例填报：跨片区招收学生", datetime.date(2021, 9, 11))]
    for row, (place, category, found, day) in enumerate(filled, top + 1):
        for head, value in (("学校（机构）名称", place), ("问题类别", category), ("问题具体表现", found), ("发现时间", day)):
            sheet.cell(row, at[head], value)
    book.save(path)
    before = len(json.loads(run("list", "issues", "unit:丙区", "--json").stdout)["rows"])
    done = run("import", path, "--apply", "--json", ok=False)
    rows = json.loads(done.stdout)["rows"]
    if [row["verdict"] for row in rows] != ["new", "new"]:
        fail(path, done.stdout, done.stderr)
    after = json.loads(run("list", "issues", "unit:丙区", "--json").stdout)["rows"]
    places = {row["place"] for row in after}
    if len(after) != before + 2 or not {"示例新一小学", "示例新二小学"} <= places:
        fail("came back as", len(after) - before, "issues")


def main():
    subprocess.run([DUBAN, "sample", "--size", "M", "--seed", "1", "--store", STORE], check=True, capture_output=True, timeout=600)
    with open("src/pack/tables.toml", "rb") as file:
        repeats = [form["repeat"] for form in tomllib.load(file)["tables"] if "of" not in form]
    paths = []
    for n in range(1, 13):
        for ending in ("xlsx", "docx", "csv"):
            run("export", f"T{n}", "-o", f"{FOLDER}/t{n}.{ending}")
        paths += [f"{FOLDER}/t{n}.xlsx", f"{FOLDER}/t{n}.docx"]
    on_paper(paths)
    for n in range(1, 13):
        heads, lines = lines_of(f"{FOLDER}/t{n}.csv")
        check_workbook(n, f"{FOLDER}/t{n}.xlsx", heads, lines)
        parts = check_document(f"{FOLDER}/t{n}.docx", heads, lines, repeats[n - 1])
        for ending, most in zip(("xlsx", "docx"), PAGES[n]):
            pages, least = check_paper(n, f"{FOLDER}/{ending}/t{n}.{ending}.pdf", [head.split("_")[-1] for head in heads], lines, most)
            print(f"T{n} {ending}: {len(lines)} lines, {len(heads)} columns, {pages} pages, {parts} parts, {least} points at least")
    forms_come_back()


main()
