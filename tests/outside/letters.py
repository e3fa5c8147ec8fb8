"""Every kind of letter of a made-up campaign, printed and read back."""

import json
import os
import re
import subprocess
import unicodedata

import docx
from docx.enum.section import WD_ORIENT

DUBAN = os.environ["DUBAN"]
FOLDER = os.environ["DUBAN_LETTERS"]
STORE = os.path.join(FOLDER, "m.redb")
ENV = {**os.environ, "DUBAN_STORE": STORE, "DUBAN_TODAY": "2021-09-18"}
# Pages, as few and as many as there may be; tables behind are on pages of their own.
PAGES = {
    "assignment": (1, 1), "order": (1, 2), "timed": (1, 2), "listing": (1, 2), "delisting": (1, 1),
    "transfer": (2, 2), "extension": (1, 1), "closing": (1, 2), "chase": (1, 2), "receipt": (1, 2),
    "correction": (1, 1), "memo": (1, 1), "visit": (1, 1), "course": (1, 2), "one-page": (1, 1),
    "circular": (4, 8), "monthly": (4, 8), "final": (4, 7), "handover": (2, 8), "archive-index": (1, 5),
}
FONTS = {"方正小标宋简体", "黑体", "楷体_GB2312", "仿宋_GB2312", "宋体"}


def duban(*line):
    return subprocess.run([DUBAN, *line], env=ENV, check=True, capture_output=True, text=True).stdout


def rows(*line):
    return json.loads(duban(*line, "--json"))["rows"]


def first(kind, *terms):
    return next(row["no"] for row in rows("list", kind, *terms) if row["no"])


def subject(kind):
    if kind in ("order", "timed", "listing"):
        orders = rows("list", "orders")
        # Each row says what kind of order it is among its cells.
        return next((row for row in orders if f'"{kind}"' in json.dumps(row)), orders[0])["no"]
    if kind == "transfer":
        return first("transfers")
    if kind == "visit":
        return first("intakes")
    if kind == "chase":
        return rows("missing")[0]["unit"]
    if kind in ("receipt", "correction"):
        return next(row["name"] for row in rows("list", "submissions") if row["doc"] == "list_report")
    if kind in ("one-page", "circular", "monthly", "final", "handover", "archive-index"):
        return None
    return first("issues", "is:open")


def squeezed(text):
    """Without what a layout may put between characters."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).replace("_", "")


def texts(document):
    """Every paragraph, also those in boxes, in order."""
    body = document.element.body
    name = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    for paragraph in body.iter(f"{name}p"):
        yield "".join(part.text or "" for part in paragraph.iter(f"{name}t"))


def check(kind, path):
    document = docx.Document(path)
    upright = document.sections[0]
    margins = [upright.top_margin, upright.bottom_margin, upright.left_margin, upright.right_margin]
    assert [round(margin.mm) for margin in margins] == [37, 35, 28, 26], (kind, [m.mm for m in margins])
    assert (round(upright.page_width.mm), round(upright.page_height.mm)) == (210, 297), kind
    assert document.settings.odd_and_even_pages_header_footer, kind
    across = [section for section in document.sections[1:] if section.orientation == WD_ORIENT.LANDSCAPE]
    assert len(across) == len(document.sections) - 1, kind
    xml = document.element.xml
    fonts = set(re.findall(r'w:eastAsia="([^"]+)"', xml))
    assert fonts <= FONTS and "方正小标宋简体" in fonts, (kind, fonts)
    assert 'w:type="lines" w:linePitch="580"' in xml, kind
    # Whatever has a body has lines of 29 points, two characters in.
    forms = ("extension", "closing", "memo", "visit")
    assert kind in forms or 'w:line="580" w:lineRule="exact"' in xml and 'w:firstLine="640"' in xml, kind
    for part in ("header", "even_page_header"):
        assert "均为虚构" in getattr(upright, part).paragraphs[0].text, (kind, part)
    sides = [upright.footer.paragraphs[0].alignment, upright.even_page_footer.paragraphs[0].alignment]
    assert [int(side) for side in sides] == [2, 0], (kind, sides)
    return document


def printed(path):
    subprocess.run(["soffice", "--headless", "--convert-to", "pdf", "--outdir", FOLDER, path],
                   check=True, capture_output=True)
    pdf = path.replace(".docx", ".pdf")
    text = subprocess.run(["pdftotext", "-raw", pdf, "-"], check=True, capture_output=True, text=True).stdout
    info = subprocess.run(["pdfinfo", pdf], check=True, capture_output=True, text=True).stdout
    return text, int(re.search(r"Pages:\s+(\d+)", info).group(1))


def main():
    duban("sample", "--size", "60", "--seed", "1", "--store", STORE)
    kinds = [row["id"] for row in rows("letter")]
    assert set(kinds) == set(PAGES), kinds
    for kind in kinds:
        what = subject(kind)
        path = os.path.join(FOLDER, f"{kind}.docx")
        duban("letter", kind, *([what] if what else []), "-o", path)
        document = check(kind, path)
        text, pages = printed(path)
        least, most = PAGES[kind]
        assert least <= pages <= most, f"{kind}: {pages} pages"
        # Heads and numbers of pages may stand inside a text that goes over a page.
        whole = re.sub(r"—\d+—|演示数据均为虚构", "", squeezed(text))
        said = [squeezed(line).replace("演示数据均为虚构", "") for line in texts(document)]
        missing = [line for line in said if line not in whole]
        assert not missing, f"{kind}: not printed whole: {missing}\n{text}"
    print(f"{len(kinds)} letters printed, read back and measured")


main()
