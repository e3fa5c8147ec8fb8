"""The operators of over_ssh.sh: each a pty with ssh in it, and one-shots beside them."""
import json, os, pty, re, select, signal, subprocess, sys, threading, time

folder, port = os.environ["DUBAN_OUTSIDE"], os.environ["DUBAN_SSH_PORT"]
office_dir = f"{folder}/office"


def serve():
    """Starts the office as its own account, and waits until it listens."""
    child = subprocess.Popen(
        ["runuser", "-u", "dubanoffice", "-g", "dubanops", "--", "env", f"HOME={office_dir}", "LANG=C.UTF-8",
         f"{folder}/duban", "--store", f"{office_dir}/d.redb", "--socket", f"{folder}/run/duban.sock",
         "serve", "--group", "dubanops"], stderr=subprocess.PIPE, text=True)
    line = child.stderr.readline()
    assert "duban.sock" in line, line
    threading.Thread(target=child.stderr.read, daemon=True).start()
    pid = subprocess.run(["pgrep", "-u", "dubanoffice", "-x", "duban"], capture_output=True, text=True).stdout
    open(f"{folder}/serve.pid", "w").write(pid.split()[0])
    return int(pid.split()[0])


def ssh(user, tty=False):
    return ["ssh", "-q", "-F", "none", "-p", port, "-i", f"{folder}/key", "-o", "StrictHostKeyChecking=no",
            "-o", "UserKnownHostsFile=/dev/null", "-o", "BatchMode=yes", *(["-tt"] if tty else ["-T"]),
            f"{user}@127.0.0.1"]


def run(user, *args):
    """A one-shot over ssh: exit code and what it printed."""
    quoted = " ".join("'" + arg.replace("'", "'\\''") + "'" for arg in args)
    done = subprocess.run([*ssh(user), f"duban {quoted}"], capture_output=True, text=True, timeout=120)
    return done.returncode, done.stdout + done.stderr


class Desk:
    """A desk over ssh in a pty; what it shows is kept as plain text of all output since the last look."""

    def __init__(self, user):
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.environ["TERM"] = "xterm-256color"
            os.execvp("ssh", [*ssh(user, tty=True), "duban"])
        import fcntl, struct, termios
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", 35, 120, 0, 0))
        self.seen = ""

    def send(self, text, pause=0.15):
        for key in text:
            os.write(self.fd, key.encode())
            self.read(pause)

    def paste_slowly(self, text):
        """A line as an input method sends it: words at once, then a breath."""
        os.write(self.fd, text.encode())
        self.read(0.3)

    def read(self, seconds):
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            if select.select([self.fd], [], [], left)[0]:
                try:
                    data = os.read(self.fd, 65536)
                except OSError:
                    return
                if not data:
                    return
                self.seen += re.sub(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b[()][A-Z0-9]", "", data.decode(errors="replace"))

    def wait(self, text, seconds=60):
        until = time.monotonic() + seconds
        while text not in self.seen:
            assert time.monotonic() < until, f"did not see {text}; the last output is\n{self.seen[-3000:]}"
            self.read(0.1)
        self.seen = self.seen[self.seen.index(text) + len(text):]

    def cut(self):
        """The line is cut as by a dead network: the client is gone without a word."""
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.fd)


acknowledged = []
lock = threading.Lock()


def operator(user, number):
    """Registers, chases, plans, claims and closes issues by one-shots over ssh; keeps what it was told."""
    for n in range(4):
        title = f"{user}-{number}-{n}"
        code, out = run(user, "do", "register", "--set", "unit=TY", "--set", "item=2.1", "--set", "place=示例小学",
                        "--set", f"title={title}", "--set", "deadline=12月20日前", "--json")
        assert code == 0, (user, code, out)
        no = json.loads(out[out.index("{"):])["subjects"][0]
        steps = [
            ("plan", "--set", "action=停止补课", "--set", "person=李某", "--set", "due=12月20日前", "--for", "unit",
             "--by", "李某", "--paper", "来函"),
            ("chase", "--set", "chase_way=电话", "--set", "answered=李某"),
            ("note", "--set", "note_kind=备忘", "--set", f"note_text={title} 批注"),
            ("claim", "--set", "done=是", "--set", "statement=已停止补课", "--for", "unit", "--by", "李某",
             "--paper", "来函"),
            ("close", "--set", "verify_way=on_site", "--for", "section", "--by", "周某", "--paper", "验收单"),
        ]
        for verb, *rest in steps:
            code, out = run(user, "do", verb, no, *rest, "--json")
            if code == 0:
                with lock:
                    acknowledged.append((no, verb, title))
            else:
                raise AssertionError((user, verb, no, code, out))


office = serve()
# A stranger gets the sentence; a liaison and an office see the same books.
code, out = run(os.environ["DUBAN_STRANGER"], "status")
assert code == 4 and "duban member add" in out and os.environ["DUBAN_STRANGER"] in out, (code, out)
code, out = run("dubanop1", "doctor")
assert code == 0 and "多人共用" in out, (code, out)
# Nobody but the office's account can read the file.
assert subprocess.run(["runuser", "-u", "dubanop1", "--", "cat", f"{office_dir}/d.redb"],
                      capture_output=True).returncode != 0

desk = Desk("dubanop2")
desk.wait("待我办")
failures = []


def guarded(user, number):
    try:
        operator(user, number)
    except BaseException as error:  # A thread's failure is the test's.
        failures.append(error)


workers = [threading.Thread(target=guarded, args=(user, n)) for n, user in enumerate(["dubanop1", "dubanop2"])]
[worker.start() for worker in workers]
# Meanwhile one types, and the line is cut in the middle of the form.
desk.send("a")
desk.paste_slowly("ty 2.1 示例第三小学 有偿家教 26人 3900元 12月20日前")
desk.wait("2021-12-20" if os.environ.get("DUBAN_TODAY") else "12-20")
desk.read(2.0)
desk.cut()
# And the office dies, twice, and comes back.
for _ in range(2):
    time.sleep(1.0)
    os.kill(office, signal.SIGKILL)
    while subprocess.run(["pgrep", "-u", "dubanoffice", "-x", "duban"], capture_output=True).stdout:
        time.sleep(0.05)
    office = serve()
[worker.join() for worker in workers]
assert not failures, failures
# The form is there again, at another login.
again = Desk("dubanop2")
again.wait("未存")
again.send("a")
again.wait("示例第三小学")
again.cut()
# Every acknowledged act is in the journal once, and the chain holds.
code, out = run("dubanop1", "verify")
assert code == 0, out
code, out = run("dubanop1", "history", "--json")
rows = json.loads(out[out.index("{"):])["rows"]
for no, verb, title in acknowledged:
    of = [row for row in rows if row["no"] == no and row["verb"] == verb]
    assert len(of) == 1, (no, verb, len(of))
code, out = run("dubanop1", "list", "issues", "--json")
titles = [row["title"] for row in json.loads(out[out.index("{"):])["rows"]]
assert len(titles) == len(set(titles)) == 8, titles
# Told to stop, it stops in order.
os.kill(office, signal.SIGTERM)
while subprocess.run(["pgrep", "-u", "dubanoffice", "-x", "duban"], capture_output=True).stdout:
    time.sleep(0.05)
assert not os.path.exists(f"{folder}/run/duban.sock")
code, out = run("dubanop1", "status")
assert code == 6, (code, out)
print(f"{len(acknowledged)} acknowledged acts over ssh, each kept once; the form cut off was offered again")
