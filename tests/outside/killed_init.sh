#!/usr/bin/env bash
# `duban init` killed at each call that writes, one after the other, until it finishes untouched: what is
# left can always be created or opened.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export HOME=$folder XDG_DATA_HOME=$folder/data XDG_CONFIG_HOME=$folder/config LANG=C.UTF-8 USER=tester
unset DUBAN_STORE DUBAN_LANG DUBAN_TODAY
day="--today 2021-07-01"

total=0
for call in openat pwrite64 fdatasync fsync ftruncate renameat2; do
    n=1
    while :; do
        rm -rf "$folder/store"; mkdir "$folder/store"
        store=$folder/store/duban.redb
        code=0
        { strace -f -qq -o /dev/null -e trace=$call -e inject=$call:signal=KILL:when=$n \
            "$DUBAN" --store "$store" $day init --member 示例 || code=$?; } >/dev/null 2>&1
        [ "$code" = 0 ] && break
        [ "$code" = 137 ] || { echo "$call $n: init ended with $code" >&2; exit 1; }
        if [ -e "$store" ]; then
            "$DUBAN" --store "$store" $day verify >/dev/null ||
                { echo "$call $n: the store that is there cannot be opened" >&2; exit 1; }
        else
            "$DUBAN" --store "$store" $day init --member 示例 >/dev/null 2>&1 ||
                { echo "$call $n: init fails after the kill" >&2; exit 1; }
            "$DUBAN" --store "$store" $day verify >/dev/null
        fi
        left=$(find "$folder/store" -type f ! -name duban.redb ! -name duban.redb.lock)
        [ -z "$left" ] || [ -e "$store" ] || { echo "$call $n: left $left" >&2; exit 1; }
        n=$((n + 1)); total=$((total + 1))
        [ "$n" -lt 400 ] || { echo "$call: never finishes" >&2; exit 1; }
    done
    echo "$call: killed at $((n - 1)) places"
done
[ "$total" -ge 20 ] || { echo "only $total kills: the calls are not the ones that are made" >&2; exit 1; }
