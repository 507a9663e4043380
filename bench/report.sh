#!/usr/bin/env bash
# Makes one page of all results, bench/report.html: it loads nothing and opens in any browser.
#   bench/report.sh [--out FILE] [RESULT.json...]
# --out FILE    where the page goes
# RESULT.json   what bench/run.sh has left (all of bench/results)
# The newest result's recording, which lies beside it as .jfr, becomes a flame graph, if it is here and Maven finds
# the converter. The page needs neither.
set -euo pipefail
home=$(cd "$(dirname "$0")/.." && pwd -P)
. "$home/bench/lib.sh"

out=$home/bench/report.html
results=()
while [ $# -gt 0 ]; do
    case $1 in
        --out)
            out=$(argument "$@")
            shift
            ;;
        -h | --help) usage && exit ;;
        -*) refuse_argument "$1" ;;
        *)
            [ -r "$1" ] || fail "there is no $1" '' 74
            results+=("$1")
            ;;
    esac
    shift
done
if [ ${#results[@]} = 0 ]; then
    shopt -s nullglob
    results=("$home"/bench/results/*.json)
    [ ${#results[@]} -gt 0 ] || fail 'there are no results yet' 'bench/run.sh makes one' 1
fi
find_jdk
[ -f "$home/micropay.jar" ] || fail 'there is no micropay.jar' 'mvn package makes it' $unavailable

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# The text of a field of a result, which has each on a line of its own.
field() { sed -n "s/^\"$1\":\"\\(.*\\)\",\$/\\1/p" "$2"; }

for result in "${results[@]}"; do
    [[ -n $(field at "$result") && $(tail -n 1 "$result") = *'}' ]] ||
        fail "$result is not a whole result of bench/run.sh" '' 74
done

newest() {
    local result
    for result in "${results[@]}"; do
        printf '%s\t%s\n' "$(field at "$result")" "$result"
    done | sort | tail -n 1 | cut -f2
}

converter=$home/target/bench/jfr-converter.jar
fetch_converter() {
    [ -f "$converter" ] && return
    command -v mvn > /dev/null || return
    # What is in Maven's own store already needs no network.
    local goal=dependency:copy@fetch-jfr-converter
    (cd "$home" && { mvn -q -B -o $goal || mvn -q -B $goal; }) > "$scratch/maven" 2>&1
}

# Sets flames to a page with a flame graph of the time in which payments were measured; or to -.
draw_flames() {
    local result=$1 recording=${1%.json}.jfr samples=--cpu from until
    flames=-
    if [ ! -f "$recording" ]; then
        say "no flame graph: there is no $recording"
        return
    fi
    from=$(sed -n 's/^"phases":{"from":"\([^"]*\)".*/\1/p' "$result")
    until=$(sed -n 's/^"phases":{[^{]*"until":"\([^"]*\)".*/\1/p' "$result")
    if [ -z "$until" ]; then
        say "no flame graph: $result does not say when its payments were made"
        return
    fi
    if ! fetch_converter; then
        say 'no flame graph: Maven cannot fetch tools.profiler:jfr-converter'
        return
    fi
    # Samples by processor time, where the JDK that recorded can take them.
    if "$java_home/bin/jfr" summary "$recording" |
        awk '$1 == "jdk.CPUTimeSample" { count = $2 } END { exit !count }'; then
        samples=--cpu-time
    fi
    flames=$scratch/flames.html
    "$java_home/bin/java" -jar "$converter" $samples --norm --simple --inverted --minwidth 0.1 \
        --title 'The server by processor time' --from "$(date -d "$from" +%s%3N)" --to "$(date -d "$until" +%s%3N)" \
        "$recording" "$flames" \
        > "$scratch/converter" 2>&1 || fail "no flame graph can be made: $(tail -n 1 "$scratch/converter")" '' 1
}

draw_flames "$(newest)"
run_program report Report "$home/bench/report.css" "$flames" "$out" "${results[@]}"
say "$out ($(($(wc -c < "$out") / 1000)) kB)"
