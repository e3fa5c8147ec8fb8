"""The counting rules, one function a rule, of a campaign on one day."""

from collections import Counter
from functools import cached_property

from facts import day_of

COUNTED = {"registered", "assigned", "planned", "rectifying", "claimed", "verified", "closed"}
CLOCK_RUNS = {"assigned", "planned", "rectifying"}
TALKED_TO = {"reminded", "criticised", "self_criticism", "admonished", "circular"}
CONTRACT = {"contract_ended", "discharged"}
BODIES = {"school", "institution"}


class Day:
    """What one campaign comes to at the end of one day."""

    def __init__(self, campaign, day):
        self.campaign, self.day, self.pack = campaign, day, campaign.pack
        self.records = campaign.on(day)
        self.entered = {no: r for no, r in self.records.items() if no in campaign.issues}
        self.issues = [r for r in self.entered.values() if r.get("state") in COUNTED]
        others = [r for no, r in self.records.items() if no not in campaign.issues]
        self.orders = [r for r in others if r.get("order_kind")]
        self.transfers = [r for r in others if r.get("to_body") and r.get("sent_on")]
        self.outcomes = [r for r in others if r.get("sanctions")]
        self.publicity = [r for r in others if r.get("publicity_kind")]
        self.tasks = {r["no"]: r for r in others if (r.get("no") or "").startswith("LS-")}
        self.papers = {(r["doc"], r.get("period") or "", r["unit"], r.get("lead") or ""): r
                       for r in others if r.get("doc")}

    # ---------------------------------------------------------------- issues

    def due(self, issue):
        """The deadline in force: an extension that was agreed moves it, one asked for does not. Where its
        words can be read in two ways, it is called overdue by the later."""
        due = (issue.get("deadline") or {}).get("due")
        return day_of(due) if due else None

    def overdue(self, issue):
        """Past the deadline: from 00:00 of the next day. The clock starts at assigning and stops at the
        claim."""
        due = self.due(issue)
        return bool(due) and issue["state"] in CLOCK_RUNS and due < self.day

    def soon(self, issue):
        """Due today or within the days that the plan calls soon."""
        due = self.due(issue)
        return (bool(due) and issue["state"] in CLOCK_RUNS
                and 0 <= (due - self.day).days <= self.pack["clocks"]["soon_days"])

    def tally(self, keep=lambda issue: True):
        """Issues on the list (numbered; not unfounded, rejected, merged, void) by how they stand. Rectified
        are those verified or closed. A reopened one counts as it stands now. Money is added up in fen."""
        mine = [issue for issue in self.issues if keep(issue)]

        def state(*states):
            return sum(issue["state"] in states for issue in mine)
        return {
            "issues": len(mine),
            "rectified": state("verified", "closed"),
            "closed": state("closed"),
            "rectifying": state("planned", "rectifying"),
            "claimed": state("claimed"),
            "unrouted": state("registered"),
            "reported": sum(r.get("state") == "reported" and bool(keep(r)) for r in self.entered.values()),
            "overdue": sum(self.overdue(issue) for issue in mine),
            "soon": sum(self.soon(issue) for issue in mine),
            "listed": sum(bool(issue.get("listed")) for issue in mine),
            "delisted": sum(bool(issue.get("delisted_on")) and not issue.get("listed") for issue in mine),
            "amount_fen": sum(issue.get("amount") or 0 for issue in mine),
            "refunded_fen": sum(issue.get("refunded") or 0 for issue in mine),
        }

    def tally_of(self, unit):
        return self.tally(lambda issue: issue.get("unit") == unit)

    def tally_of_class(self, category):
        return self.tally(lambda issue: issue.get("category") == category["id"])

    # ---------------------------------------------------------------- beside the issues

    def unit_of(self, record):
        """An entry is counted for its own unit, else for that of the first issue it is about. An issue that has
        no number yet is not known by it."""
        about = [self.entered[no] for no in record.get("issues") or [] if no in self.entered]
        about = [issue for issue in about if issue.get("no")]
        return record.get("unit") or (about[0].get("unit") if about else None) or ""

    def beside(self, keep):
        """Orders, transfers and cases opened, people by what they were sanctioned with, and what was made
        public of an issue. Where every body is silent, the number of cases is not known, and is no 0."""
        transfers = [t for t in self.transfers if keep(t)]
        told = [t for t in transfers if t.get("filed") is not None]
        return {
            "orders": sum(keep(order) for order in self.orders),
            "transferred": len(transfers),
            "filed": None if transfers and not told else sum(bool(t["filed"]) for t in told),
            "people": self.people(keep),
            "held": self.held(keep),
            "told": sum(bool(paper.get("issues")) and keep(paper) for paper in self.publicity),
            "silent": len(transfers) - len(told),
        }

    def held(self, keep):
        """Persons held to account in any way, one an entry, and how often: each sanction of one is one time."""
        persons = [outcome["sanctions"] for outcome in self.outcomes
                   if keep(outcome) and outcome.get("identity") not in BODIES]
        return len(persons), sum(len(sanctions) for sanctions in persons)

    def people(self, keep):
        """People held to account, one an entry: talked to, by the party, by the law on staff and office
        holders, contract ended. Two sanctions of one kind are one person; schools and bodies are none."""
        counts = [0, 0, 0, 0]
        for outcome in self.outcomes:
            if not keep(outcome) or outcome.get("identity") in BODIES:
                continue
            kinds = outcome["sanctions"]
            counts[0] += any(kind in TALKED_TO for kind in kinds)
            counts[1] += any(kind.startswith("party_") for kind in kinds)
            counts[2] += any(kind.startswith(("staff_", "office_")) for kind in kinds)
            counts[3] += any(kind in CONTRACT for kind in kinds)
        return counts

    # ---------------------------------------------------------------- units

    def order(self, name):
        """Units stand in the order of the plan, never by the alphabet."""
        order = self.campaign.units.get(name, {}).get("order")
        return 10 ** 9 if order is None else order

    def of_groups(self, names, day):
        """The units that groups and codes name, of those that there are on a day."""
        kinds, codes = set(), set(names)
        for group in self.pack["unit_groups"]:
            if group["id"] in names:
                kinds.update(group.get("kinds", []))
                codes.update(group.get("offices", []))

        def stands(unit):
            begins, ends = unit.get("valid_from"), unit.get("valid_to")
            return (not begins or day_of(begins) <= day) and (not ends or day <= day_of(ends))
        found = [name for name, unit in self.campaign.units.items()
                 if (unit.get("kind") in kinds or unit.get("code") in codes) and stands(unit)]
        return sorted(found, key=self.order)

    def units(self):
        """Units that report upwards, and any other of which there is something to count."""
        kinds = {kind["id"] for kind in self.pack["unit_kinds"] if kind.get("reports")}
        groups = [group["id"] for group in self.pack["unit_groups"] if kinds & set(group.get("kinds", []))]
        found = set(self.of_groups(groups, self.day)) | {self.unit_of(record) for record in self.counted}
        return sorted(found - {""}, key=self.order)

    @cached_property
    def counted(self):
        """Everything that some figure of a unit counts."""
        public = [paper for paper in self.publicity if paper.get("issues")]
        return [*self.issues, *self.orders, *self.transfers, *self.outcomes, *public]

    def of_no_unit(self):
        """Something is counted that is of no unit: what tells of an issue before that one has its number."""
        return any(not self.unit_of(record) for record in self.counted)

    # ---------------------------------------------------------------- papers

    def late_after(self, row, before=None):
        """The day after which a paper of a row of the plan is late. Where the plan contradicts itself, the
        later day, until somebody settles it; then the day that was settled. What was settled after a paper
        came in (`before`: its fact) changes nothing about that paper."""
        late = day_of(row["due"])
        for question in self.pack.get("settle", []):
            if not question.get("open") or row["no"] not in question.get("rows", []):
                continue
            settled = self.settled(question["id"], before)
            if settled:
                late = settled
            elif question.get("overdue_on"):
                late = max(late, day_of(question["overdue_on"]))
        return late

    def settled(self, question, before):
        """The day that was settled for an open question, if any had been by then; the last word holds."""
        days = [due for seq, on, about, due in self.campaign.rulings
                if about == question and (seq < before if before else on <= self.day)]
        return days[-1] if days else None

    @cached_property
    def owed(self):
        """Every paper that the plan, its months and requests ask of a unit: (doc, period, unit, receiver),
        its name, its day, and the row of the plan whose questions may move the day after which it is
        late."""
        sections = [office["id"] for office in self.pack["offices"]
                    if any(r["lead"] == office["id"] and not r.get("gap") for r in self.pack["routing"])]
        code = self.campaign.name_of_code
        papers = []
        for row in self.pack["schedule"]:
            for paper in row["deliverables"]:
                reporters = paper.get("reporters", [])
                if paper["kind"] == "screening":
                    for month in self.pack["screening"]["months"]:
                        due = day_of(month["due"])
                        papers += [((paper["id"], month["month"], unit, ""), paper["name"], due, None)
                                   for unit in self.of_groups(reporters, due)]
                elif reporters and paper["kind"] != "rectification":
                    receivers = ([code[section] for section in sections] if paper.get("by_category")
                                 else [code.get(paper.get("to"), "")])
                    due = day_of(row["due"])
                    papers += [((paper["id"], "", unit, receiver), paper["name"], due, row)
                               for unit in self.of_groups(reporters, due) for receiver in receivers]
        for no, task in self.tasks.items():
            due = (task.get("deadline") or {}).get("due")
            asked = (task.get("owed_by") or "").split("、") if due else []
            papers += [((no, "", unit, ""), task["title"], day_of(due), None) for unit in asked]
        return papers

    def stands(self, key):
        """A paper is missing, sent back, a signed nothing, or given; never is one the other."""
        paper = self.papers.get(key)
        if paper is None or not paper.get("status"):
            return "missing"
        if paper["status"] == "back":
            return "back"
        return "zero" if paper.get("nil") else "given"

    def there(self, key):
        return self.stands(key) in ("zero", "given")

    def late(self, owed):
        """Days by which a paper came late: by the first day on which it was handed in, whenever that was
        typed; until it has come, up to now."""
        key, _, due, row = owed
        paper = self.papers.get(key)
        if not paper or not paper["handed"]:
            limit = self.late_after(row) if row else due
            return max((self.day - limit).days, 0)
        days = [(on - (self.late_after(row, seq) if row else due)).days for on, seq in paper["handed"]]
        return max(min(days), 0)

    def lateness(self):
        """By unit: papers that are there and came late, and times that papers were sent back."""
        late, returned = Counter(), Counter()
        for owed in self.owed:
            late[owed[0][2]] += self.there(owed[0]) and self.late(owed) > 0
            returned[owed[0][2]] += (self.papers.get(owed[0]) or {}).get("sent_back", 0)
        return late, returned

    def last_due(self):
        """The screening that fell due last; before any has, the paper that did: who owes it, and who has not
        handed it in. A paper for several sections is missing while any of them has not got it."""
        due = [owed for owed in self.owed if owed[2] <= self.day and owed[0][1] <= f"{self.day:%Y-%m}"]
        screenings = [owed for owed in due if owed[0][1]]
        if not due:
            return None
        latest = max(owed[2] for owed in screenings or due)
        last = [owed for owed in screenings or due if owed[2] == latest][-1]
        same = [owed for owed in self.owed if (owed[0][0], owed[0][1]) == (last[0][0], last[0][1])]
        units = {owed[0][2] for owed in same}
        missing = {owed[0][2] for owed in same if not self.there(owed[0])}
        return {
            "period": last[0][1], "name": last[1], "owed": len(units), "handed": len(units) - len(missing),
            "nil": sum(self.stands(owed[0]) == "zero" for owed in same), "missing": missing,
        }
