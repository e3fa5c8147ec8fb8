#!/usr/bin/env bash
# The disk fills up under an office that serves: writes are refused with a sentence, reading goes on, and once
# there is room again the same office goes on writing, without being started anew.
set -euo pipefail
folder=$(mktemp -d)
cleanup() {
    [ -z "${serving:-}" ] || kill "$serving" 2>/dev/null || true
    wait 2>/dev/null || true
    umount "$folder/small" 2>/dev/null || true
    rm -rf "$folder"
}
trap cleanup EXIT
export HOME=$folder XDG_DATA_HOME=$folder/data XDG_CONFIG_HOME=$folder/config XDG_STATE_HOME=$folder/state
export LANG=C.UTF-8 USER=root DUBAN_TODAY=2021-07-12
unset DUBAN_STORE DUBAN_LANG DUBAN_SOCKET
mkdir -m 700 "$folder/small" "$folder/run"
mount -t tmpfs -o size=64m,mode=700 tmpfs "$folder/small"
store=$folder/small/a.redb
# Made-up data: only such an office may be told another day.
"$DUBAN" --store "$store" sample --size S --seed 2 >/dev/null 2>&1
export DUBAN_TODAY=2021-12-31
"$DUBAN" --store "$store" member add root --name 示例管理员 --unit ZZB --roles zzb,admin >/dev/null
"$DUBAN" --store "$store" serve --socket "$folder/run/duban.sock" 2>"$folder/serve.log" &
serving=$!
for _ in $(seq 200); do [ -S "$folder/run/duban.sock" ] && break; sleep 0.1; done
export DUBAN_SOCKET=$folder/run/duban.sock DUBAN_STORE=$folder/none.redb

add() { "$DUBAN" do register --set unit=JA --set item=2.1 --set place=示例小学 --set title="$1" --set deadline=2022-03-01 >"$folder/out" 2>&1; }
total() { "$DUBAN" list issues 磁盘 --json | python3 -c 'import json, sys; print(json.load(sys.stdin)["total"])'; }
[ -S "$folder/run/duban.sock" ] || { cat "$folder/serve.log"; exit 1; }
[ "$(total)" = 0 ]
add 磁盘一 || { cat "$folder/out"; exit 1; }
for round in 1 2 3; do
    dd if=/dev/zero of="$folder/small/filler" bs=1M count=128 2>/dev/null || true
    code=0; add "磁盘不行" || code=$?
    [ "$code" = 1 ] && grep -q 磁盘 "$folder/out" && ! grep -q 已登记 "$folder/out" ||
        { echo "round $round: exit $code"; cat "$folder/out" "$folder/serve.log"; exit 1; }
    [ "$(total)" = "$round" ] || { echo "round $round: the list is $(total)"; exit 1; }
    "$DUBAN" status >/dev/null
    "$DUBAN" doctor >/dev/null || true
    code=0; "$DUBAN" backup >"$folder/out" 2>&1 || code=$?
    [ "$code" != 0 ] && grep -q 磁盘 "$folder/out" || { echo "a backup on a full disk: $code"; cat "$folder/out"; exit 1; }
    [ -z "$(find "$folder/small" -name '*.redb' ! -name a.redb)" ] || { echo "half a backup is left"; find "$folder/small"; exit 1; }
    rm "$folder/small/filler"
    add "磁盘好了" || { cat "$folder/out"; exit 1; }
    kill -0 "$serving"
done
[ "$(total)" = 4 ]
"$DUBAN" verify >/dev/null
"$DUBAN" backup >/dev/null
! grep -q panicked "$folder/serve.log"
kill "$serving"; wait "$serving"; serving=
unset DUBAN_SOCKET
"$DUBAN" --store "$store" verify >/dev/null
echo "3 times full: 3 writes refused, 4 kept"
