#!/usr/bin/env bash
# Lists made by programs that offices use come in as expected, row by row: openpyxl, xlwt, python-docx, and
# what LibreOffice makes of them.
set -euo pipefail
install() { apt-get install -y --no-install-recommends "$@" >/dev/null 2>&1; }
/usr/bin/python3 -c 'import openpyxl, xlwt, docx' 2>/dev/null || install python3-openpyxl python3-xlwt python3-docx ||
    { apt-get update >/dev/null && install python3-openpyxl python3-xlwt python3-docx; }
{ command -v soffice >/dev/null && /usr/bin/python3 -c 'import uno' 2>/dev/null; } || install libreoffice-calc-nogui python3-uno ||
    { apt-get update >/dev/null && install libreoffice-calc-nogui python3-uno; }
command -v soffice >/dev/null || { echo "cannot install LibreOffice" >&2; exit 1; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export HOME=$folder XDG_DATA_HOME=$folder/data XDG_CONFIG_HOME=$folder/config XDG_RUNTIME_DIR=$folder/run LANG=C.UTF-8 USER=tester
unset DUBAN_STORE DUBAN_LANG DUBAN_TODAY DUBAN_SOCKET
mkdir -m 700 "$folder/run" "$folder/lists"
DUBAN_LISTS=$folder/lists /usr/bin/python3 tests/outside/lists.py
