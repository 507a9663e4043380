#!/usr/bin/env bash
# Records a run of the demo with the JDK's flight recorder, and prints what micropay's own events tell of it.
#   bench/record.sh [FOLDER]    keeps the server's recording as FOLDER/server.jfr (bench/recordings)
set -euo pipefail
home=$(cd "$(dirname "$0")/.." && pwd -P)
. "$home/bench/lib.sh"
case ${1:-} in
    -h | --help) usage && exit ;;
    -*) refuse_argument "$1" ;;
esac
[ $# -le 1 ] || refuse_argument "$2"
folder=${1:-$home/bench/recordings}
find_jdk
jfr=$java_home/bin/jfr

mkdir -p "$folder"
each=$(mktemp -d)
trap 'rm -rf "$each"' EXIT

# Each process of the demo records into a file of its own; the recorder itself has nothing to say at its start. (With
# jfr*=off the JVM would render each event for a log that nobody has opened.)
recording=filename=$each/%p.jfr,settings=$home/bench/micropay.jfc
JAVA_TOOL_OPTIONS="-Xlog:jfr+startup=off -XX:StartFlightRecording:$recording" "$home/micropay" demo

count() {
    "$jfr" summary "$2" | awk -v name="$1" '$1 == name { count = $2 } END { print count + 0 }'
}

# The server is the one that kept the ledger.
for recording in "$each"/*.jfr; do
    if [ "$(count micropay.LedgerBatch "$recording")" -gt 0 ]; then
        mv "$recording" "$folder/server.jfr"
    fi
done

for event in Handshake WorkerWait Payment LedgerBatch Session; do
    printf '\n%s events of micropay.%s\n' "$(count "micropay.$event" "$folder/server.jfr")" "$event"
    "$jfr" view --width 160 "micropay.$event" "$folder/server.jfr"
done
printf '\n%s holds all of it, for "jfr view" and JDK Mission Control\n' "$folder/server.jfr"
