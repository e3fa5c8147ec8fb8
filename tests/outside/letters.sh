#!/usr/bin/env bash
# Letters are papers: LibreOffice prints every kind with all that it says, python-docx reads its margins and
# fonts.
set -euo pipefail
install() { apt-get install -y --no-install-recommends "$@" >/dev/null 2>&1; }
need() {
    command -v "$1" >/dev/null || install "$2" || { apt-get update >/dev/null && install "$2"; }
    command -v "$1" >/dev/null || { echo "cannot install $2" >&2; exit 1; }
}
/usr/bin/python3 -c 'import docx' 2>/dev/null || install python3-docx || { apt-get update >/dev/null && install python3-docx; }
need soffice libreoffice-writer-nogui
need pdftotext poppler-utils
soffice --headless --convert-to pdf --help >/dev/null 2>&1 || true
[ -n "$(fc-list :lang=zh)" ] || install fonts-wqy-zenhei || { apt-get update >/dev/null && install fonts-wqy-zenhei; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export HOME=$folder XDG_DATA_HOME=$folder/data XDG_CONFIG_HOME=$folder/config XDG_RUNTIME_DIR=$folder/run LANG=C.UTF-8 USER=tester
unset DUBAN_STORE DUBAN_LANG DUBAN_TODAY DUBAN_SOCKET
mkdir -m 700 "$folder/run" "$folder/letters"
DUBAN_LETTERS=$folder/letters /usr/bin/python3 tests/outside/letters.py
