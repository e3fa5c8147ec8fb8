#!/usr/bin/env bash
# Tables as a superior gets them: on paper through LibreOffice, and read back by openpyxl and python-docx.
set -euo pipefail
packages="python3-openpyxl python3-docx libreoffice-calc-nogui libreoffice-writer-nogui poppler-utils fonts-wqy-zenhei fonts-liberation"
there() {
    /usr/bin/python3 -c 'import openpyxl, docx' 2>/dev/null && command -v soffice >/dev/null && command -v pdftohtml >/dev/null &&
        [ -e /usr/lib/libreoffice/program/libswlo.so ] && [ -n "$(fc-list :family=WenQuanYi\ Zen\ Hei)" ] && [ -n "$(fc-list :family=Liberation\ Sans)" ]
}
install() { apt-get install -y --no-install-recommends $packages >/dev/null 2>&1; }
there || install || { apt-get update >/dev/null && install; }
there || { echo "cannot install $packages" >&2; exit 1; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export HOME=$folder XDG_DATA_HOME=$folder/data XDG_CONFIG_HOME=$folder/config XDG_RUNTIME_DIR=$folder/run LANG=C.UTF-8 USER=tester
unset DUBAN_STORE DUBAN_LANG DUBAN_TODAY DUBAN_SOCKET
mkdir -m 700 "$folder/run" "$folder/tables"
DUBAN_TABLES=$folder/tables /usr/bin/python3 tests/outside/tables.py
