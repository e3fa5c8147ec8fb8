#!/usr/bin/env bash
# Every number of T4, T5, T8, T11, status and say computed again from the facts, by other means.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export HOME=$folder XDG_DATA_HOME=$folder/data XDG_CONFIG_HOME=$folder/config XDG_RUNTIME_DIR=$folder/run LANG=C.UTF-8
unset DUBAN_STORE DUBAN_LANG DUBAN_TODAY DUBAN_SOCKET
mkdir -m 700 "$folder/run"
PYTHONDONTWRITEBYTECODE=1 python3 tests/outside/recount/check.py
