#!/usr/bin/env bash
# Measures for a minute, and makes a page of it that loads nothing from elsewhere and that a browser shows.
set -euo pipefail
cd "$(dirname "$0")/../.."
# Not under /tmp, which may be in memory; and PostgreSQL's own user has to get through.
work=$(mktemp -d -p /var/tmp micropay-ci-XXXXXX)
chmod 711 "$work"
trap 'rm -rf "$work"' EXIT

say() { printf -- '-- %s\n' "$*"; }
fail() { printf 'FAILED: %s\n' "$*" >&2; exit 1; }

say 'bench/run.sh --short'
begun=$SECONDS
bench/run.sh --short --out "$work/result.json" --work "$work/bench"
say "$((SECONDS - begun)) s"
for set in closed-1 closed-16 closed-256 half-256 closed-256-jdk recorded; do
    grep -q "\"set\":\"$set\".*\"ledger_verify\":\"ok\"" "$work/result.json" || fail "the result has no $set, verified"
done
grep -q '"ready_cached_ms":\[[0-9]' "$work/result.json" || fail 'the result has no starts with a cache'
grep -q '"payments":[1-9]' "$work/result.json" || fail 'the recording shows no payments'
[ -s "$work/result.jfr" ] || fail 'there is no recording'

say 'bench/report.sh'
bench/report.sh --out "$work/report.html" "$work/result.json"
grep -q 'srcdoc=' "$work/report.html" || echo 'WARNING: NOT TESTED: the flame graph'
! grep -Eio '<(script|img|iframe|link|object|embed)[^>]* (src|href|data)=|@import|url\([^)]|fetch\(|XMLHttpRequest' \
    "$work/report.html" || fail 'the page loads something'

if command -v chromium > /dev/null; then
    say 'the page in a browser without a network'
    browser() {
        timeout 60 chromium --headless --no-sandbox --disable-gpu --user-data-dir="$work/browser" \
            --host-resolver-rules='MAP * ~NOTFOUND' --window-size=1100,3000 "$@" "file://$work/report.html" \
            2> "$work/browser.log"
    }
    browser --dump-dom > "$work/dom.html"
    [ "$(grep -c '<svg' "$work/dom.html")" -ge 10 ] || fail 'the browser shows no charts'
    browser --screenshot="$work/report.png" > /dev/null
    [ "$(wc -c < "$work/report.png")" -gt 50000 ] || fail 'the browser shows an empty page'
else
    echo 'WARNING: NOT TESTED: the page in a browser, for there is no chromium'
fi
