#!/usr/bin/env bash
# Measures what micropay is compared with on this machine, and prints it as one line of JSON:
# RSA-2048 verifications a second on one core by openssl, by the JDK and by the Corretto provider; syncs of a file
# a second; and PostgreSQL's TPC-B (pgbench, 16 clients, Debian's settings, every commit durable).
#   bench/peers.sh [--short] [--dir DIR]
# --short     1 second for each instead of 5 (PostgreSQL: 3 instead of 15)
# --dir DIR   where its files go; the database in it is kept for the next time (else a folder that is removed)
# It needs a JDK 21 or newer and openssl. Without PostgreSQL (apt-get install postgresql) its figure is null.
set -euo pipefail
home=$(cd "$(dirname "$0")/.." && pwd -P)
. "$home/bench/lib.sh"
. "$home/bench/postgresql.sh"

clients=16
# As many branches as clients, as pgbench's manual asks for: with fewer they only wait for each other.
scale=$clients
seconds=5
transactions_seconds=15
dir=
while [ $# -gt 0 ]; do
    case $1 in
        --short) seconds=1 transactions_seconds=3 ;;
        --dir)
            dir=$(argument "$@")
            shift
            ;;
        -h | --help) usage && exit ;;
        *) refuse_argument "$1" ;;
    esac
    shift
done

require openssl 'apt-get install openssl'
find_jdk
[ -f "$home/micropay.jar" ] || fail 'there is no micropay.jar' 'mvn package makes it' $unavailable

temporary=
cleanup() {
    stop_postgresql
    [ -z "$temporary" ] || rm -rf "$temporary"
}
trap cleanup EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

if [ -z "$dir" ]; then
    temporary=$(mktemp -d -p /var/tmp micropay-peers-XXXXXX)
    dir=$temporary
    # PostgreSQL's own user has to get through.
    chmod 711 "$dir"
fi
mkdir -p "$dir"

# Sets transactions to how many TPC-B transactions PostgreSQL makes a second, or to null.
measure_transactions() {
    transactions=null
    if ! has_postgresql; then
        say 'PostgreSQL is left out: it is not installed (apt-get install postgresql)'
        return
    fi
    start_postgresql "$dir"
    if [ "$(sql "SELECT count(*) FROM pg_database WHERE datname = 'tpcb'")" = 0 ]; then
        sql 'CREATE DATABASE tpcb_making'
        database pgbench -q -i -s $scale tpcb_making ||
            fail "pgbench makes no tables: $(tail -n 1 "$postgresql.log")" '' 1
        sql 'ALTER DATABASE tpcb_making RENAME TO tpcb'
        sql CHECKPOINT
    fi
    # Each time from the same state: a table that is full of dead rows would slow down the next run.
    database psql -q -c VACUUM tpcb
    transactions=$(database pgbench -n -c $clients -j 2 -T "$transactions_seconds" tpcb |
        sed -n 's/^tps = \([0-9]*\).*/\1/p' || true)
    [ -n "$transactions" ] || fail "pgbench failed: $(tail -n 1 "$postgresql.log")" '' 1
}

# The field of the machine-readable line that is verifications a second.
by_openssl=$(openssl speed -mr -seconds "$seconds" rsa2048 2> /dev/null | awk -F: '$1 == "+F2" { printf "%.0f", $5 }' ||
    true)
limits=$("$java_home/bin/java" --enable-native-access=ALL-UNNAMED -cp "$home/micropay.jar" "$home/bench/Limits.java" \
    "$dir" "$seconds")
[ -n "$by_openssl" ] || fail 'openssl speed says nothing of rsa2048' '' 1
measure_transactions
version=null
[ "$transactions" = null ] ||
    version="\"$("$postgresql_bin/postgres" --version | sed 's/^[^0-9]*\([0-9.]*\).*/\1/')\""

printf '%s,"openssl_rsa2048_verify_per_s":%s,"pgbench_tpcb_per_s":%s,"openssl":"%s","postgresql":%s}\n' \
    "${limits%\}}" "$by_openssl" "$transactions" "$(openssl version | cut -d' ' -f2)" "$version"
