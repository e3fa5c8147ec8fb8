#!/usr/bin/env bash
# Read-only folder, full disk, no terminal, dumb terminal, GBK locale: one clear sentence, the right exit
# code, nothing lost.
set -euo pipefail
folder=$(mktemp -d)
trap 'umount "$folder/small" "$folder/fixed" 2>/dev/null || true; rm -rf "$folder"' EXIT
export HOME=$folder XDG_DATA_HOME=$folder/data XDG_CONFIG_HOME=$folder/config LANG=C.UTF-8 USER=tester TERM=xterm-256color
unset DUBAN_STORE DUBAN_LANG DUBAN_TODAY
day="--today 2021-07-12"

# expect CODE PATTERN COMMAND...: the exit code, one sentence on stderr that holds the pattern, no panic.
expect() {
    local want=$1 pattern=$2 code=0; shift 2
    "$@" >"$folder/out" 2>"$folder/err" </dev/null || code=$?
    [ "$code" = "$want" ] || { echo "exit $code, not $want: $*"; cat "$folder/out" "$folder/err"; exit 1; }
    grep -q -e "$pattern" "$folder/out" "$folder/err" || { echo "no «$pattern»: $*"; cat "$folder/out" "$folder/err"; exit 1; }
    ! grep -q -e panicked "$folder/err" || { cat "$folder/err"; exit 1; }
}

mkdir "$folder/fixed" "$folder/small"
mount -t tmpfs -o size=64m tmpfs "$folder/fixed"
"$DUBAN" --store "$folder/fixed/a.redb" $day init --member 示例 >/dev/null 2>&1
mount -o remount,ro "$folder/fixed"
expect 4 "只读\|权限\|不能写" "$DUBAN" --store "$folder/fixed/b.redb" $day init --member 示例
expect 0 "问题" "$DUBAN" --store "$folder/fixed/a.redb" $day status
expect 4 "只读\|权限\|不能写" "$DUBAN" --store "$folder/fixed/a.redb" $day do register --set unit=TY --set item=2.1 --set place=示例小学 --set title=示例

mount -t tmpfs -o size=64m tmpfs "$folder/small"
store=$folder/small/a.redb
"$DUBAN" --store "$store" $day init --member 示例 >/dev/null 2>&1
add() { "$DUBAN" --store "$store" $day do register --set unit=TY --set item=2.1 --set place=示例小学 --set title="$1"; }
add 一 >/dev/null
dd if=/dev/zero of="$folder/small/filler" bs=1M count=128 2>/dev/null || true
expect 1 "磁盘" add 二
expect 0 "TY-001" "$DUBAN" --store "$store" $day list issues
rm "$folder/small/filler"
add 三 >/dev/null
"$DUBAN" --store "$store" $day list issues --json | python3 -c '
import json, sys
rows = json.load(sys.stdin)["rows"]
assert [row["title"] for row in rows] == ["一", "三"], rows'
"$DUBAN" --store "$store" $day verify >/dev/null

# No terminal, a dumb one: the table, and why; an error only where a desk was asked for by name.
expect 0 "问题" "$DUBAN" --store "$store" $day
TERM=dumb expect 0 "问题" "$DUBAN" --store "$store" $day
TERM=dumb expect 2 "终端" "$DUBAN" demo

# A GBK locale: one-shots speak GBK.
LC_ALL=zh_CN.GB18030 "$DUBAN" --store "$store" $day list issues 2>/dev/null | iconv -f GB18030 -t UTF-8 | grep -q 示例小学
