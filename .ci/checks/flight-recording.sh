#!/usr/bin/env bash
# Records the demo, and looks for each kind of event in what is printed of the recording.
set -euo pipefail
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

bench/record.sh "$work" > "$work/output" || { cat "$work/output" >&2; exit 1; }
sed -n '/events of micropay/,$p' "$work/output"

expect() {
    grep -Eq "$1" "$work/output" || { printf 'FAILED: the recording shows no %s\n' "$1" >&2; exit 1; }
}
expect '^[1-9][0-9]* events of micropay\.Handshake$'
expect '^[0-9]+ events of micropay\.WorkerWait$'
expect '^1 events of micropay\.Payment$'
expect '^[1-9][0-9]* events of micropay\.LedgerBatch$'
expect '^[1-9][0-9]* events of micropay\.Session$'
expect 'COMMITTED'
[ "$(ls "$work"/*.jfr)" = "$work/server.jfr" ] || { echo 'FAILED: recordings were left behind' >&2; exit 1; }
