#!/usr/bin/env bash
# `duban backup` and `duban restore` killed at each call that writes: the store is always the old one or the
# new one, whole; a backup is there whole with its description, or is not taken for one; the next try works.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export HOME=$folder XDG_DATA_HOME=$folder/data XDG_CONFIG_HOME=$folder/config XDG_RUNTIME_DIR=$folder/run LANG=C.UTF-8 USER=tester
unset DUBAN_STORE DUBAN_LANG DUBAN_TODAY
day="--today 2021-07-12"
mkdir -m 700 "$folder/run"
store=$folder/desk/duban.redb
"$DUBAN" --store "$store" $day init --member 示例 >/dev/null 2>&1
add() { "$DUBAN" --store "$store" $day do register --set unit=TY --set item=2.1 --set place=示例小学 --set title="$1" >/dev/null; }
total() { "$DUBAN" --store "$store" $day list issues --json | python3 -c 'import json, sys; print(json.load(sys.stdin)["total"])'; }
add 一
"$DUBAN" --store "$store" $day backup "$folder/old.redb" >/dev/null
add 二
cp -a "$folder/desk" "$folder/saved"

killed=0
# run CALL N COMMAND...: the exit code of a command that is killed at the n-th call of a kind.
run() {
    local call=$1 n=$2 code=0; shift 2
    { strace -f -qq -o /dev/null -e trace="$call" -e inject="$call":signal=KILL:when="$n" "$@" || code=$?; } >/dev/null 2>&1
    echo "$code"
}
for what in backup restore; do
    for call in openat pwrite64 fdatasync fsync rename link linkat ftruncate; do
        n=1
        while :; do
            rm -rf "$folder/desk"; cp -a "$folder/saved" "$folder/desk"
            case $what in
                backup) code=$(run $call $n "$DUBAN" --store "$store" $day backup --dir "$folder/desk/copies") ;;
                restore) code=$(run $call $n "$DUBAN" --store "$store" $day restore "$folder/old.redb") ;;
            esac
            [ "$code" = 0 ] && break
            [ "$code" = 137 ] || { echo "$what, $call $n: ended with $code" >&2; exit 1; }
            "$DUBAN" --store "$store" $day verify >/dev/null || { echo "$what, $call $n: the store does not verify" >&2; exit 1; }
            found=$(total)
            case $what in
                backup)
                    [ "$found" = 2 ] || { echo "backup, $call $n: $found issues" >&2; exit 1; }
                    for json in "$folder"/desk/copies/*.redb.json; do
                        [ -e "$json" ] || continue
                        "$DUBAN" --store "${json%.json}" $day verify >/dev/null ||
                            { echo "backup, $call $n: a described copy does not verify" >&2; exit 1; }
                    done
                    "$DUBAN" --store "$store" $day backup --dir "$folder/desk/copies" >/dev/null ||
                        { echo "backup, $call $n: the next one fails" >&2; exit 1; } ;;
                restore)
                    [ "$found" = 1 ] || [ "$found" = 2 ] || { echo "restore, $call $n: $found issues" >&2; exit 1; }
                    "$DUBAN" --store "$store" $day restore "$folder/old.redb" >/dev/null ||
                        { echo "restore, $call $n: the next one fails" >&2; exit 1; }
                    [ "$(total)" = 1 ] || { echo "restore, $call $n: not restored" >&2; exit 1; } ;;
            esac
            killed=$((killed + 1))
            # Reading opens files by the dozen: of those every third is enough.
            [ "$call" = openat ] && n=$((n + 3)) || n=$((n + 1))
            [ "$n" -lt 400 ] || { echo "$what, $call: never finishes" >&2; exit 1; }
        done
        [ "$n" = 1 ] || echo "$what, $call: killed up to $((n - 1))"
    done
done
[ "$killed" -ge 30 ] || { echo "only $killed kills: the calls are not the ones that are made" >&2; exit 1; }
