#!/usr/bin/env bash
# Several operators over a real sshd at one office that serves: they edit, chase and close at once, one is
# cut off in the middle of a form and finds it again, the office is killed meanwhile; what was acknowledged
# is in the journal once.
set -euo pipefail
need() {
    command -v "$1" >/dev/null || [ -x "$1" ] && return
    apt-get install -y --no-install-recommends "$2" >/dev/null 2>&1 ||
        { apt-get update >/dev/null && apt-get install -y --no-install-recommends "$2" >/dev/null; }
    command -v "$1" >/dev/null || [ -x "$1" ] || { echo "cannot install $2" >&2; exit 1; }
}
need /usr/sbin/sshd openssh-server
need ssh openssh-client
folder=$(mktemp -d)
chmod 755 "$folder"
export DUBAN_OUTSIDE=$folder
users="dubanop1 dubanop2 dubanop3 dubanop4"
cleanup() {
    [ -f "$folder/sshd.pid" ] && kill "$(cat "$folder/sshd.pid")" 2>/dev/null || true
    [ -f "$folder/serve.pid" ] && kill "$(cat "$folder/serve.pid")" 2>/dev/null || true
    for user in $users dubanoffice; do
        pkill -9 -u "$user" 2>/dev/null || true
        userdel -r "$user" 2>/dev/null || true
    done
    groupdel dubanops 2>/dev/null || true
    rm -rf "$folder"
}
trap cleanup EXIT

groupadd dubanops
useradd --system --create-home --home-dir "$folder/office" --gid dubanops --shell /bin/bash dubanoffice
chmod 700 "$folder/office"
install -m 755 "$DUBAN" "$folder/duban"
ssh-keygen -q -t ed25519 -N '' -f "$folder/key"
for user in $users; do
    useradd --create-home --home-dir "$folder/$user" --gid dubanops --shell /bin/bash "$user"
    # An account without a password, but not a locked one: sshd lets nobody into those.
    usermod -p '*' "$user"
    install -d -m 700 -o "$user" -g dubanops "$folder/$user/.ssh"
    install -m 600 -o "$user" -g dubanops "$folder/key.pub" "$folder/$user/.ssh/authorized_keys"
done
# One who is in the group, and whom nobody has made a member.
stranger=dubanop4

install -d -m 750 -o dubanoffice -g dubanops "$folder/run"
as_office() { runuser -u dubanoffice -- env HOME="$folder/office" LANG=C.UTF-8 "$folder/duban" --store "$folder/office/d.redb" "$@"; }
as_office init --member 示例管理员 >/dev/null 2>&1
as_office member add dubanop1 --name 示例甲 --unit ZZB --roles zzb,chief >/dev/null
as_office member add dubanop2 --name 示例乙 --unit ZZB --roles zzb >/dev/null
as_office member add dubanop3 --name 示例丙 --unit TY --roles reporter >/dev/null

ssh-keygen -q -t ed25519 -N '' -f "$folder/host"
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
cat >"$folder/sshd_config" <<CONFIG
ListenAddress 127.0.0.1:$port
HostKey $folder/host
PidFile $folder/sshd.pid
PasswordAuthentication no
KbdInteractiveAuthentication no
UsePAM no
StrictModes no
MaxStartups 100
SetEnv DUBAN_SOCKET=$folder/run/duban.sock LANG=C.UTF-8 PATH=$folder:/usr/bin:/bin
CONFIG
mkdir -p /run/sshd
/usr/sbin/sshd -f "$folder/sshd_config"
export DUBAN_SSH_PORT=$port DUBAN_STRANGER=$stranger
python3 tests/outside/over_ssh.py
