#!/usr/bin/env bash
# Files over the terminal at tab 8, with real rz and sz on both sides of a pty: what arrives, what is left when
# it is cut short, and the screen after.
set -euo pipefail
install() { apt-get install -y --no-install-recommends "$@" >/dev/null 2>&1; }
command -v rz >/dev/null && /usr/bin/python3 -c 'import pyte' 2>/dev/null || install lrzsz python3-pyte ||
    { apt-get update >/dev/null && install lrzsz python3-pyte; }
command -v rz >/dev/null || { echo "cannot install lrzsz" >&2; exit 1; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export HOME=$folder XDG_DATA_HOME=$folder/data XDG_CONFIG_HOME=$folder/config XDG_RUNTIME_DIR=$folder/run LANG=C.UTF-8 USER=tester TERM=xterm-256color
unset DUBAN_STORE DUBAN_LANG DUBAN_SOCKET
export DUBAN_TODAY=2021-09-18
mkdir -m 700 "$folder/run"
/usr/bin/python3 tests/outside/zmodem.py
