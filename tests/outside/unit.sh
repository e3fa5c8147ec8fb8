#!/usr/bin/env bash
# The systemd unit that `serve --print-unit` prints is one that systemd takes, and finds hardened.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export LANG=C.UTF-8
command -v systemd-analyze >/dev/null ||
    apt-get install -y --no-install-recommends systemd >/dev/null 2>&1 ||
    { apt-get update >/dev/null && apt-get install -y --no-install-recommends systemd >/dev/null 2>&1; }
"$DUBAN" serve --print-unit >"$folder/duban.service"
# Its program need not be installed here.
sed -i "s|^ExecStart=[^ ]*|ExecStart=/bin/true|" "$folder/duban.service"
systemd-analyze verify "$folder/duban.service" 2>"$folder/said" || { cat "$folder/said"; exit 1; }
! grep -i -e unknown -e ignoring -e invalid "$folder/said"
systemd-analyze security --offline=true --threshold=25 "$folder/duban.service" >"$folder/security" ||
    { tail -3 "$folder/security"; exit 1; }
tail -1 "$folder/security"
