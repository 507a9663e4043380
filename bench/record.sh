#!/bin/sh
# Records a run of the demo with the JDK's flight recorder, and prints what micropay's own events tell of it.
#   bench/record.sh [FOLDER]    keeps the server's recording as FOLDER/server.jfr (bench/recordings)
set -eu
home=$(cd "$(dirname "$0")/.." && pwd -P)
micropay=$home/micropay
folder=${1:-$home/bench/recordings}

# The JDK that ./micropay chooses: what it records, its own bin/jfr reads.
java_home=$(JDK_JAVA_OPTIONS=-XshowSettings:properties "$micropay" --version 2>&1 | sed -n 's/^ *java\.home = //p')
jfr=$java_home/bin/jfr
if [ ! -x "$jfr" ]; then
    echo "micropay: error: there is no $jfr" >&2
    echo "micropay: hint: install a whole JDK, not just a Java runtime" >&2
    exit 69
fi

mkdir -p "$folder"
each=$(mktemp -d)
trap 'rm -rf "$each"' EXIT

# Each process of the demo records into a file of its own; the recorder itself has nothing to say.
JAVA_TOOL_OPTIONS="-Xlog:jfr*=off -XX:StartFlightRecording:filename=$each/%p.jfr" "$micropay" demo

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
