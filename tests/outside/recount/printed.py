"""How numbers are printed, and read back out of a sentence."""

import re


def half_up(part, whole, scale):
    """part / whole * scale, rounded half up, in whole numbers."""
    return (2 * part * scale + whole) // (2 * whole)


def rate(part, whole, decimals=2):
    """Per cent, half up; a dash where there is no whole, never 0 or 100."""
    if not whole:
        return "—"
    scaled = half_up(part, whole, 100 * 10 ** decimals)
    return f"{scaled // 10 ** decimals}.{scaled % 10 ** decimals:0{decimals}}%"


def wan(fen, comma=False):
    """Ten thousands of yuan, rounded once, half up."""
    n = half_up(abs(fen), 10_000, 1)
    sign = "-" if fen < 0 and n else ""
    return f"{sign}{n // 100:{',' if comma else ''}}.{n % 100:02}"


def points(n):
    """Hundredths of a point, with their sign."""
    return f"{'+' if n > 0 else '-' if n < 0 else ''}{abs(n) // 100}.{abs(n) % 100:02}"


def slashed(day):
    return f"{day.year}/{day.month}/{day.day}"


def numbers_of(text, patterns):
    """The numbers that a sentence says, by what they are; any digit that no pattern reads is named too."""
    said = {}
    for name, pattern in patterns:
        found = re.search(pattern, text)
        if found:
            said[name] = found.group(1)
            text = text[:found.start()] + "·" + text[found.end():]
    left = re.findall(r"\d[\d.,]*", text)
    return said | ({"not read": " ".join(left)} if left else {})
