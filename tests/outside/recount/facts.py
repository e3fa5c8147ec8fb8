"""The facts of one campaign, as `duban history --json` tells them, replayed for any day. Nothing that the
program derives (overdue, days late, rates, totals) is read: keys that hold such things are left out."""

import json
import os
import subprocess
import tomllib
from datetime import date

DUBAN = os.environ["DUBAN"]
TODAY = date(2021, 12, 31)
"""The day on which everything is asked: the last of the campaign, so that any day of it is a day gone by."""
DERIVED = {"late_days", "in_late", "returned", "computed", "reply_due", "until", "round_late_days", "target",
           "asked_late"}
BOOKS = {"pack", "unit", "person", "member", "handover"}
"""Verbs that keep the books: units, people and the plan are always those of today."""


class Failed(Exception):
    """The program refused, or wrote what cannot be read."""


def duban(*line, store=None, today=TODAY):
    """Standard output of one run."""
    at = ["--store", store, "--today", str(today)] if store else []
    run = subprocess.run([DUBAN, *line, *at], capture_output=True, text=True)
    if run.returncode != 0:
        raise Failed(f"duban {' '.join(line)}: {run.returncode} {run.stderr.strip()}")
    return run.stdout


def read_json(text):
    """A JSON object; a key that stands in it twice is a fault of whoever wrote it."""
    def once(pairs):
        keys = [key for key, _ in pairs]
        twice = {key for key in keys if keys.count(key) > 1}
        if twice:
            raise Failed(f"keys that stand twice in one object: {sorted(twice)}")
        return dict(pairs)
    return json.loads(text, object_pairs_hook=once)


def day_of(day):
    """A day as JSON writes it, or as TOML has read it."""
    return day if isinstance(day, date) else date.fromisoformat(day)


class Campaign:
    """The facts of a store, its units and its plan."""

    def __init__(self, store):
        self.store = store
        self.facts = read_json(duban("history", "--json", store=store))["rows"]
        for fact in self.facts:
            fact["changes"] = [change for change in fact["changes"] if change["field"] not in DERIVED]
        self.back = self.taken_back()
        # An issue is whatever was ever registered: nothing else begins one.
        self.issues = {fact["no"] for fact in self.facts if fact["verb"] == "register"}
        self.pack, units = None, {}
        for fact in self.facts:
            new = {change["field"]: change["new"] for change in fact["changes"]}
            if fact["verb"] == "pack" and "pack_text" in new:
                self.pack = tomllib.loads(new["pack_text"])
            if fact["verb"] == "unit" and fact["seq"] not in self.back:
                units.setdefault(fact["no"], {}).update(new)
        self.units = {unit.get("short") or name: unit for name, unit in units.items()}
        self.rulings = list(self.ruled())
        self.name_of_code = {unit.get("code"): name for name, unit in self.units.items()}

    def taken_back(self):
        """An act that was undone counts for nothing, and neither does the undo; an undo that was itself
        undone takes nothing back."""
        back = set()
        for fact in reversed(self.facts):
            if fact["verb"] in ("undo", "redo"):
                if fact["seq"] not in back:
                    back.add(fact["undoes"])
                back.add(fact["seq"])
        return back

    def ruled(self):
        """What was settled of the plan's open questions: by which fact, when, which question, for which day.
        A question that is settled again keeps its name."""
        question = {}
        for fact in self.facts:
            new = {change["field"]: change["new"] for change in fact["changes"]}
            if fact["verb"] == "settle" and fact["seq"] not in self.back:
                question.setdefault(fact["no"], new.get("settle_id"))
                if new.get("settled_due"):
                    yield fact["seq"], day_of(fact["on"]), question[fact["no"]], day_of(new["settled_due"])

    def on(self, day):
        """Records as of the end of a day: every act done by then and not taken back; what was typed late
        counts on the day it was done. An issue is there once it was registered."""
        records = {}
        for fact in self.facts:
            if fact["seq"] in self.back or fact["verb"] in BOOKS or day_of(fact["on"]) > day:
                continue
            if fact["no"] not in records:
                if fact["no"] in self.issues and fact["verb"] != "register":
                    continue
                records[fact["no"]] = {"parts": {}, "handed": [], "sent_back": 0}
            apply(records[fact["no"]], fact)
        return records

    def behind(self, names, day, most=6):
        """The last facts about some records up to a day, for whoever must find out who is wrong."""
        told = [fact for fact in self.facts if fact["no"] in names and day_of(fact["on"]) <= day]
        return [f"#{fact['seq']} {fact['on']} {fact['verb']} {fact['no']}"
                + (" (taken back)" if fact["seq"] in self.back else "") for fact in told[-most:]]


def apply(record, fact):
    """A fact changes its record as it says. How often a paper was handed in and sent back is counted here."""
    record["verb"] = record.get("verb") or fact["verb"]
    if fact["verb"] in ("hand-in", "nil"):
        record["handed"].append((day_of(fact["on"]), fact["seq"]))
    record["sent_back"] += fact["verb"] == "hand-back"
    for change in fact["changes"]:
        if change["part"]:
            record["parts"][change["field"], change["part"]] = change["new"]
        else:
            record[change["field"]] = change["new"]
