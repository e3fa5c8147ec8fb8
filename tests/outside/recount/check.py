"""A second opinion on the figures: every number of T4, T5, T8 and T11, of `status` and of `say`, computed
again from the facts alone, for made-up campaigns at several days each.

    check.py                 twenty campaigns, ten days each
    check.py SEED [DAY...]   one of them
"""

import csv
import io
import os
import re
import sys
import tempfile
import zipfile
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from datetime import date, timedelta
from random import Random

import aloud
import tables
from acts import Clerk
from facts import TODAY, Campaign, Failed, day_of, duban, read_json
from rules import Day

CAMPAIGNS, DAYS, ACTS = range(1, 21), 10, 48
WORDS = {"单位", "填报人", "审核人", "code", "name"}
"""Columns that hold no number."""
MUST = {"register", "void", "merge", "unfounded", "amend", "progress", "order", "list", "delist", "outcome",
        "transfer", "receipt", "extend", "decide-extension", "claim", "close", "send-back", "reopen",
        "hand-in", "nil", "hand-back", "settle", "publish", "undo", "redo"}
"""Acts without which the comparison proves little."""


class Comparison:
    """Cells compared, and how they differ."""

    def __init__(self, campaign, seed):
        self.campaign, self.seed, self.seen, self.differences = campaign, seed, 0, []

    def compare(self, what, day, expected, found):
        """Line by line and cell by cell, both ways: a number that is not computed again is a difference."""
        at = f"seed {self.seed} as of {day.day} {what}"
        if list(expected) != list(found) and set(expected) == set(found):
            self.differences.append(f"{at}: order of lines: facts {list(expected)}, program {list(found)}")
        for line in dict.fromkeys([*expected, *found]):
            mine, theirs = expected.get(line, {}), found.get(line, {})
            for column in dict.fromkeys([*mine, *theirs]):
                if column in WORDS:
                    continue
                self.seen += 1
                one, other = mine.get(column, "nothing"), theirs.get(column, "nothing")
                if one != other:
                    self.differences.append(
                        f"{at}, line {line or 'all'}, column {column}: facts {one!r}, program {other!r}\n"
                        + "".join(f"      {fact}\n" for fact in self.behind(day, line)))

    def behind(self, day, line):
        """The last facts about what a line is counted from."""
        mine = {no for no, record in day.records.items() if line in (record.get("unit"), "", "合计")}
        return self.campaign.behind(mine, day.day)


def table_of(text, total="合计"):
    """Lines by their unit, with the line of totals where it stands."""
    rows = csv.DictReader(row for row in io.StringIO(text) if row.strip() and row.count(",") > 1)
    lines = {row["单位"]: row for row in rows if row.get("单位")}
    first = {total: lines.pop(total)} if total in lines else {}
    return lines | first


def exported(store, folder, table, *line):
    path = os.path.join(folder, f"{table}.csv")
    duban("export", table, *line, "-o", path, "--force", store=store)
    with open(path, encoding="utf-8-sig", newline="") as file:
        return table_of(file.read())


def foot_of(store, folder, as_of):
    """The numbers in the notes under T5, which only a workbook carries."""
    path = os.path.join(folder, "t5.xlsx")
    duban("export", "T5", "--as-of", as_of, "-o", path, "--force", store=store)
    with zipfile.ZipFile(path) as book:
        text = "".join(book.read(name).decode() for name in book.namelist() if name.endswith(".xml"))

    def number(pattern):
        found = re.search(pattern, text)
        return int(found.group(1)) if found else None
    return {"reopened": number(r"其中重新整改的(\d+)个"), "silent": number(r"有(\d+)件移送，接收单位还没有说"),
            "linked": number(r"互相关联（一事两面，各计1个）的有(\d+)对")}


def days_of(campaign, seed):
    """From the day before the first fact to the last of the campaign, with ends of months, the last day of
    the list, the day on which all was typed; the rest by chance."""
    first = min(day_of(fact["on"]) for fact in campaign.facts)
    days = {first - timedelta(days=1), date(2021, 7, 20), date(2021, 7, 31), date(2021, 8, 31),
            date(2021, 9, 18), TODAY}
    rng = Random(seed)
    while len(days) < DAYS:
        days.add(first + timedelta(days=rng.randrange((TODAY - first).days)))
    return sorted(days)


def ends_month(day):
    return (day + timedelta(days=1)).day == 1


def check_day(comparison, store, folder, day):
    """Everything that is said of one day."""
    now = Day(comparison.campaign, day)
    before = Day(comparison.campaign, day.replace(day=1) - timedelta(days=1))
    as_of, scope = ("--as-of", str(day)), f"as-of:{day}"
    months = [month["month"] for month in now.pack["screening"]["months"]]
    for month in [month for month in months if month <= f"{day:%Y-%m}"][-2:]:
        found = exported(store, folder, "T4", month, *as_of)
        comparison.compare(f"T4 {month}", now, tables.t4(now, month), found)
    comparison.compare("T5", now, tables.t5(now), exported(store, folder, "T5", *as_of))
    if ends_month(day):
        foot = foot_of(store, folder, str(day))
        comparison.compare("T5 notes", now, {"": tables.t5_notes(now)}, {"": foot})
    comparison.compare("T8", now, tables.t8(now), exported(store, folder, "T8", *as_of))
    comparison.compare("T11", now, tables.t11(now, before), exported(store, folder, "T11", *as_of))
    told = read_json(duban("status", scope, "--json", store=store))
    comparison.compare("status", now, aloud.status(now),
                       {"": told["total"]} | {unit["name"]: unit for unit in told["units"]})
    expected, found = aloud.status_lines(now, told["lines"])
    comparison.compare("status lines", now, expected, found)
    printed = [row.split("\t") for row in duban("status", scope, store=store).splitlines() if "\t" in row]
    found = {row[0]: dict(zip(printed[0][1:], row[1:])) for row in printed[1:]}
    comparison.compare("status table", now, aloud.status_table(now), found)
    check_said(comparison, store, now, scope)


def check_said(comparison, store, now, scope):
    """The paragraph, its figures, and the same paragraph without --json."""
    said = read_json(duban("say", scope, "--json", store=store))
    if said.get("schema") != "duban.say/1":
        raise Failed("duban say does not say duban.say/1")
    found = {"": said["total"]} | {f"class {c['name']}": c for c in said["categories"]}
    comparison.compare("say", now, aloud.say_tallies(now), found | {u["name"]: u for u in said["units"]})
    mine = aloud.say(now)
    comparison.compare("say figures", now, {"": mine}, {"": {key: said.get(key, "nothing") for key in mine}})
    expected, told = aloud.say_text(now, said["text"])
    comparison.compare("say text", now, {"": expected}, {"": told})
    if ends_month(now.day):
        plain = duban("say", scope, store=store).strip().splitlines()[-1]
        comparison.compare("say plain", now, {"": {"text": said["text"]}}, {"": {"text": plain}})


def check(seed, days=None, spoil=None):
    """One campaign at its days."""
    with tempfile.TemporaryDirectory() as folder:
        store = os.path.join(folder, "c.redb")
        duban("sample", "--size", str(25 + seed * 3), "--seed", str(seed), "--store", store)
        done = Clerk(store, seed).play(ACTS)
        campaign = Campaign(store)
        if spoil:
            spoil(campaign)
        comparison = Comparison(campaign, seed)
        for day in days or days_of(campaign, seed):
            check_day(comparison, store, folder, day)
    return comparison.seen, comparison.differences, done


def spoiled_fact(campaign):
    """One issue that was closed and stayed so is left as it was."""
    end = Day(campaign, TODAY).entered
    for fact in campaign.facts:
        if fact["verb"] == "close" and end.get(fact["no"], {}).get("state") == "closed":
            fact["changes"] = [change for change in fact["changes"] if change["field"] != "state"]


def self_test():
    """A check that cannot fail is none: a fact that is spoiled, and a cell that is, must be found and told
    with table, line, column, both values and the facts behind."""
    _, found, _ = check(1, [TODAY], spoiled_fact)
    for what in ("T5", "T11", "status", "status table", "say", "say text"):
        told = re.compile(rf"as of \S+ {what}, line .+, column .+: facts .+, program .+")
        assert any(told.search(one) for one in found), f"a spoiled fact is not seen in {what}"
    assert any("      #" in one for one in found), "the facts behind are not told"
    with tempfile.TemporaryDirectory() as folder:
        store = os.path.join(folder, "c.redb")
        duban("sample", "--size", "30", "--seed", "1", "--store", store)
        campaign = Campaign(store)
        day = Day(campaign, date(2021, 8, 31))
        found = exported(store, folder, "T8", "--as-of", "2021-08-31")
        unit = next(iter(found))
        right, found[unit]["迟报次数"] = found[unit]["迟报次数"], "77"
        comparison = Comparison(campaign, 1)
        comparison.compare("T8", day, tables.t8(day), found)
    assert len(comparison.differences) == 1, comparison.differences
    assert f"T8, line {unit}, column 迟报次数: facts '{right}', program '77'" in comparison.differences[0]


def main():
    if len(sys.argv) > 1:
        seen, differences, _ = check(int(sys.argv[1]), [day_of(day) for day in sys.argv[2:]] or None)
    else:
        self_test()
        with ProcessPoolExecutor(2) as pool:
            results = list(pool.map(check, CAMPAIGNS))
        seen = sum(result[0] for result in results)
        differences = [one for result in results for one in result[1]]
        done = sum((result[2] for result in results), Counter())
        print(f"{sum(done.values())} acts beside the made-up ones: {dict(sorted(done.items()))}")
        differences += [f"never done, so nothing is known of it: {verb}" for verb in sorted(MUST - set(done))]
    print("\n".join(differences[:200]))
    print(f"{seen} numbers, {len(differences)} differences")
    raise SystemExit(bool(differences))


if __name__ == "__main__":
    main()
