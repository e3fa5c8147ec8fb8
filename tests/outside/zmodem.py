"""The desk in a pty whose other side is a terminal that knows ZMODEM: it starts sz or rz when it is called."""
import fcntl, os, pty, select, signal, struct, subprocess, sys, termios, time
import pyte

duban, home = os.environ["DUBAN"], os.environ["HOME"]
inbox, outbox, away = f"{home}/data/duban/inbox", f"{home}/data/duban/outbox", f"{home}/away"
CALL = b"**\x18B0"
FINISH = b"**\x18B08"
PATIENCE = 60
# As terminals do it: five would do, were none of them taken for something else.
CANCEL = b"\x18" * 8 + b"\x08" * 8
COLS, ROWS = 110, 30


class Terminal:
    """The desk, and an emulator that sees what it draws."""

    def __init__(self):
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.execv(duban, [duban, "--store", f"{home}/d.redb"])
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLS, 0, 0))
        self.first = termios.tcgetattr(self.fd)
        self.screen = pyte.Screen(COLS, ROWS)
        self.stream = pyte.ByteStream(self.screen)
        self.raw = b""

    def read(self, seconds=0.1):
        if not select.select([self.fd], [], [], seconds)[0]:
            return b""
        try:
            some = os.read(self.fd, 65536)
        except OSError:
            return b""
        if b"\x1b[6n" in some:
            before, after = some.split(b"\x1b[6n", 1)
            self.stream.feed(before)
            os.write(self.fd, b"\x1b[%d;%dR" % (self.screen.cursor.y + 1, self.screen.cursor.x + 1))
            self.stream.feed(after)
        else:
            self.stream.feed(some)
        self.raw += some
        return some

    def text(self):
        rows = (self.screen.buffer[y] for y in range(ROWS))
        return "\n".join("".join(row[x].data for x in range(COLS)).rstrip() for row in rows)

    def see(self, *texts):
        until = time.monotonic() + PATIENCE
        while not all(text in self.text() for text in texts):
            if time.monotonic() > until:
                sys.exit(f"did not see {texts}; the screen is\n{self.text()}")
            self.read()
        return self.text()

    def key(self, key):
        os.write(self.fd, key.encode())
        while self.read(0.15):
            pass

    def called(self):
        """What came from the call of the other program on."""
        until = time.monotonic() + PATIENCE
        while CALL not in self.raw:
            if time.monotonic() > until:
                sys.exit(f"nobody called for ZMODEM; the screen is\n{self.text()}")
            self.read()
        rest, self.raw = self.raw[self.raw.index(CALL):], b""
        return rest

    def relay(self, command, cut=None, **how):
        """Joins a peer to the desk until it ends; with `cut` it ends after so many bytes by the user's cancelling."""
        opened = self.called()
        peer = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, **how)
        there, back, passed = peer.stdin.fileno(), peer.stdout.fileno(), 0
        os.write(there, opened)
        last = b""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            ready, _, _ = select.select([self.fd, back], [], [], 0.2)
            if back in ready:
                some = os.read(back, 4096)
                if not some:
                    break
                os.write(self.fd, some)
                passed += len(some)
                last = (last + some)[-64:]
            if self.fd in ready:
                some = os.read(self.fd, 4096)
                passed += len(some)
                # A terminal knows that "over and out" is the end, and what follows is for its screen.
                if FINISH in last and b"OO" in some:
                    out, shown = some.split(b"OO", 1)
                    os.write(there, out + b"OO")
                    self.stream.feed(shown)
                    break
                try:
                    os.write(there, some)
                except BrokenPipeError:
                    pass
            if cut and passed > cut:
                peer.kill()
                os.write(self.fd, CANCEL)
                break
        peer.stdin.close()
        if not cut:
            assert peer.wait(PATIENCE) == 0, f"{command} failed"

    def whole(self, *texts):
        """The desk is back as a whole, in its own modes, and its keys work."""
        shown = self.see("0待办", "收件箱", "发件箱", *texts)
        lines = [line for line in shown.split("\n") if line.strip()]
        assert lines[1].startswith("0待办"), shown
        assert "刷新" in lines[-1], shown
        lflag = termios.tcgetattr(self.fd)[3]
        assert not lflag & (termios.ICANON | termios.ECHO), "raw again"
        self.key("0")
        self.see("待我办")
        self.key("8")
        self.see("收件箱")

    def end(self):
        _, status = os.waitpid(self.pid, 0)
        return os.waitstatus_to_exitcode(status)


def listing(folder):
    return {name: open(f"{folder}/{name}", "rb").read() for name in sorted(os.listdir(folder))}


def modes(folder):
    return {oct(os.stat(f"{folder}/{name}").st_mode & 0o777) for name in os.listdir(folder)}


subprocess.run([duban, "sample", "--size", "S", "--seed", "1", "--store", f"{home}/d.redb"], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
os.makedirs(away)
os.makedirs(outbox, 0o700)
small, big = "示例县 问题清单.csv", "big.bin"
# Every byte, so that a terminal mode that eats or changes one shows.
contents = {small: bytes(range(256)) * 9, big: os.urandom(2_000_000)}
for name, content in contents.items():
    open(f"{away}/{name}", "wb").write(content)
    os.chmod(f"{away}/{name}", 0o644)
    os.utime(f"{away}/{name}", (1_500_000_000, 1_500_000_000))

desk = Terminal()
desk.see("待我办")
desk.key("8")
desk.see("收件箱里没有文件")
assert "r收发" in desk.text() or "r 收发" in desk.text(), desk.text()

desk.key("r")
desk.see("1 收文件")
desk.key("1")
desk.relay(["sz", "-b", f"{away}/{small}", f"{away}/{big}"])
desk.whole("收到2个文件")
assert listing(inbox) == contents, listing(inbox).keys()
assert modes(inbox) == {"0o600"} and os.stat(inbox).st_mode & 0o777 == 0o700

# The same file again: nothing is written over.
desk.key("r"), desk.key("1")
desk.relay(["sz", "-b", f"{away}/{small}"])
desk.whole("收到1个文件", "问题清单-2.csv")
assert listing(inbox)["示例县 问题清单-2.csv"] == contents[small]

# Cut short: the whole one stays, the half one does not.
before = listing(inbox)
desk.key("r"), desk.key("1")
desk.relay(["sz", "-b", f"{away}/{small}", f"{away}/{big}"], cut=600_000)
desk.whole("没有收完")
after = listing(inbox)
assert set(after) - set(before) == {"示例县 问题清单-3.csv"} and after["示例县 问题清单-3.csv"] == contents[small]

# Given up before anything came.
desk.key("r"), desk.key("1")
desk.called()
os.write(desk.fd, b"\x18" * 5)
desk.whole("没有收到文件")
assert listing(inbox) == after

# Out: the file under the cursor.
os.mkdir(f"{away}/got")
for file in os.listdir(inbox):
    os.remove(f"{inbox}/{file}")
open(f"{outbox}/{big}", "wb").write(contents[big])
desk.key("\x1b[15~")
desk.see("big.bin")
desk.key("r")
desk.see("2 发出 big.bin")
desk.key("2")
desk.relay(["rz", "-b", "-E"], cwd=f"{away}/got")
desk.whole("已发出 big.bin")
assert listing(f"{away}/got") == {big: contents[big]}

desk.key("r"), desk.key("2")
desk.relay(["rz", "-b", "-E"], cut=600_000, cwd=f"{away}/got")
desk.whole("big.bin 没有发成")

# Told to end while another program has the terminal: that one ends too.
desk.key("r"), desk.key("1")
desk.called()
os.kill(desk.pid, signal.SIGTERM)
assert desk.end() == 143
deadline = time.monotonic() + PATIENCE
while subprocess.run(["pgrep", "-x", "rz"], stdout=subprocess.DEVNULL).returncode == 0:
    assert time.monotonic() < deadline, "rz goes on without the desk"
    time.sleep(0.05)
print("files over the terminal: ok")
