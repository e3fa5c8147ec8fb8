"""What made-up campaigns do not hold by themselves: acts typed late, taken back and done again, papers sent
back, issues taken off the list, people held to account. Random acts of one clerk, through the command line;
what the desk refuses is left."""

from collections import Counter
from datetime import date, timedelta
from random import Random

from facts import Failed, duban, read_json

TYPED = date(2021, 9, 18)
"""The day on which they are typed: the last of a made-up campaign."""
SIGNERS = {"unit": "李某", "section": "王某", "chief": "陈某", "discipline": "周某"}
OPEN = {"rectifying", "registered", "claimed"}


class Clerk:
    """One who types, by chance, but by the same chance for the same seed."""

    def __init__(self, store, seed):
        self.store, self.rng, self.done = store, Random(seed), Counter()
        rows = read_json(duban("list", "issues", "--json", store=store, today=TYPED))["rows"]
        self.states = {row["no"]: row["state"] for row in rows if row["no"]}
        self.units = sorted({row["unit_code"] for row in rows})

    def act(self, verb, *subjects, party=None, on=None, reason=None, **sets):
        line = ["do", verb, *subjects]
        for field, value in sets.items():
            line += ["--set", f"{field}={value}"]
        line += ["--for", party, "--by", SIGNERS[party], "--paper", "凭据1号"] if party else []
        line += ["--on", str(on)] if on else []
        line += ["--reason", reason] if reason else []
        return self.run(verb, *line)

    def run(self, verb, *line):
        try:
            duban(*line, store=self.store, today=TYPED)
        except Failed:
            return False
        self.done[verb] += 1
        return True

    def day(self):
        return date(2021, 7, 6) + timedelta(days=self.rng.randrange((TYPED - date(2021, 7, 6)).days))

    def issue(self, states=OPEN):
        fit = [no for no, state in self.states.items() if state in states]
        return self.rng.choice(fit or list(self.states))

    def one(self, *of):
        return self.rng.choice(of)

    def play(self, steps):
        acts = [self.register, self.undo, self.off_the_list, self.money, self.undo, self.supervise, self.outcome,
                self.transfer, self.extend, self.finish, self.reopen, self.paper, self.paper_back, self.undo,
                self.settle, self.publish]
        for step in range(steps):
            acts[step % len(acts)]()
        return self.done

    def register(self):
        self.act("register", unit=self.one(*self.units), item=self.one("1.1", "2.1", "3.2", "4.1", "5.1"),
                 place="示例小学", title="补登一件", amount=self.rng.randrange(1, 90_000) / 10, on=self.day())

    def off_the_list(self):
        no, on = self.issue(), self.day()
        if self.one(0, 1):
            self.act("void", no, reason="重复", on=on)
        elif self.one(0, 1) and self.act("merge", no, into=self.issue(), reason="同一件事", on=on):
            self.one(0, 1) and self.act("unmerge", no, reason="不是同一件事")
        else:
            self.act("unfounded", no, checked_by="周某", reason="经查不实", party="section", on=on)

    def money(self):
        no = self.issue()
        self.act("amend", no, amount=self.rng.randrange(1, 10 ** 7) / 100, reason="核实金额", on=self.day())
        self.act("progress", no, progress_text="已退一部分", refunded=self.rng.randrange(1, 10 ** 6) / 100,
                 party="unit", on=self.day())

    def supervise(self):
        no, on = self.issue(), self.day()
        self.act("order", no, demand="退费", order_due=on + timedelta(days=30), on=on)
        self.act("list", no, grounds="1", party="chief", on=on)

    def outcome(self):
        identity, sanctions = self.one(
            ("public_teacher", "admonished、party_warning"), ("public_teacher", "staff_demerit、staff_warning"),
            ("principal", "office_demerit、criticised"), ("private_teacher", "contract_ended"),
            ("institution", "permit_revoked、circular"))
        self.act("outcome", self.issue({"closed", *OPEN}), identity=identity, sanctions=sanctions,
                 party_member="yes", authority="示例机关", party="discipline", on=self.day())

    def transfer(self):
        on = self.day()
        if self.act("transfer", self.issue(), to_body="公安", materials="笔录", reason="涉嫌违法", on=on):
            rows = read_json(duban("list", "transfers", "--json", store=self.store, today=TYPED))["rows"]
            answer = self.one(None, "yes", "no")
            if answer:
                self.act("receipt", rows[-1]["no"], filed=answer, on=min(on + timedelta(days=4), TYPED))

    def extend(self):
        no, on = self.issue({"rectifying"}), self.day()
        if self.act("extend", no, extend_to=on + timedelta(days=self.rng.randrange(20, 120)), reason="家长外出",
                    party="unit", on=on):
            self.act("decide-extension", no, decision=self.one("agreed", "refused"), party="chief",
                     on=min(on + timedelta(days=3), TYPED))

    def finish(self):
        no, on = self.issue({"rectifying"}), self.day()
        self.act("plan", no, measure=f"退费；李某；{on + timedelta(days=9)}", party="unit", on=on)
        listed = self.one(0, 1) and self.act("list", no, grounds="2", party="chief", on=on)
        if not self.act("claim", no, statement="已完成", done="yes", reason="已核", party="unit", on=on):
            return
        then = min(on + timedelta(days=2), TYPED)
        if self.one(0, 0, 1):
            self.act("send-back", no, reason="请补充回访记录", party="section", on=then)
        elif self.act("close", no, verify_way="papers", party="section", on=then) and listed:
            self.act("delist", no, delist_check="已核查", party="chief", on=min(then + timedelta(days=4), TYPED))

    def reopen(self):
        self.act("reopen", self.issue({"closed"}), deadline=self.day() + timedelta(days=40), reason="又犯",
                 party="chief", on=self.day())

    def paper(self):
        name = self.one("全面自查", "问题清单", "整改方案", "整改台账", "7月清查", "8月清查", "工作办法")
        unit = self.one(*self.units)
        if not self.act("hand-in", f"{name}/{unit}", on=self.day()):
            self.act("nil", f"{name}/{unit}", filler="刘某", reviewer="周某", on=self.day())

    def paper_back(self):
        name = self.one("问题清单", "整改方案", "7月清查", "8月清查", "问题清单")
        unit = self.one(*self.units)
        if self.act("hand-back", f"{name}/{unit}", reason="缺项", on=self.day()) and self.one(0, 1, 1):
            part = self.one("", "/基教科") if not name.endswith("清查") else ""
            self.act("hand-in", f"{name}/{unit}{part}", on=self.day())

    def settle(self):
        if self.rng.random() < 0.4:
            day = date(2021, 10, 31) + timedelta(days=self.rng.randrange(45))
            self.act("settle", self.one("A1", "A2", "A3"), chosen="a", settled_due=day, reason="会议定",
                     party="chief")

    def publish(self):
        self.act("publish", title="通报一起", publicity_kind="案例", anonymised="yes",
                 issues=self.issue({"closed", *OPEN}), on=self.day())

    def undo(self):
        if self.run("undo", "undo") and self.one(0, 1, 1) and self.run("redo", "redo"):
            self.one(0, 1) and self.run("undo", "undo")
