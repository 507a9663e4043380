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

# PostgreSQL refuses to run as root: then it runs as the user that Debian's package makes for it.
database_user=$(id -un)
[ "$(id -u)" != 0 ] || database_user=postgres
as_database_user() {
    if [ "$(id -u)" = 0 ]; then
        runuser -u "$database_user" -- "$@"
    else
        "$@"
    fi
}

bin=$(printf '%s\n' /usr/lib/postgresql/*/bin | sort -V | tail -n 1)
running=
temporary=
cleanup() {
    [ -z "$running" ] || as_database_user "$bin/pg_ctl" -D "$dir/postgresql" -m fast -w stop > /dev/null 2>&1 || true
    [ -z "$temporary" ] || rm -rf "$temporary"
}
trap cleanup EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

if [ -z "$dir" ]; then
    temporary=$(mktemp -d -p /var/tmp micropay-peers-XXXXXX)
    dir=$temporary
    # The database's own user has to get through.
    chmod 711 "$dir"
fi
mkdir -p "$dir"

start_database() {
    local made=
    as_database_user test -x "$dir" || fail "the user $database_user cannot enter $dir" 'name another folder' 73
    if [ ! -f "$dir/postgresql/ready" ]; then
        made=1
        rm -rf "$dir/postgresql"
        install -d -m 700 "$dir/postgresql"
        [ "$(id -u)" != 0 ] || chown "$database_user" "$dir/postgresql"
        as_database_user "$bin/initdb" -D "$dir/postgresql" -A trust -E UTF8 --no-sync > "$dir/postgresql.log" 2>&1 ||
            fail "initdb failed: $(tail -n 1 "$dir/postgresql.log")" "all it said is in $dir/postgresql.log" 1
        # A socket in its own folder and no port: it disturbs no other PostgreSQL, and nobody reaches it from outside.
        as_database_user tee -a "$dir/postgresql/postgresql.conf" > /dev/null << END
listen_addresses = ''
unix_socket_directories = '$dir/postgresql'
fsync = on
synchronous_commit = on
full_page_writes = on
END
    fi
    running=1
    (cd "$dir/postgresql" && as_database_user "$bin/pg_ctl" -D "$dir/postgresql" -l "$dir/postgresql/log" -w start) \
        > "$dir/postgresql.log" 2>&1 ||
        fail "PostgreSQL does not start: $(tail -n 1 "$dir/postgresql/log")" "all it said is in $dir/postgresql/log" 1
    if [ -n "$made" ]; then
        database psql -q -c 'CREATE DATABASE bench' postgres
        database pgbench -q -i -s $scale bench
        database psql -q -c CHECKPOINT postgres
        as_database_user touch "$dir/postgresql/ready"
    fi
}

# One of PostgreSQL's programs, on this database.
database() {
    local program=$1
    shift
    (cd "$dir/postgresql" && as_database_user "$bin/$program" -h "$dir/postgresql" "$@") 2>> "$dir/postgresql.log"
}

transactions_per_second() {
    if [ ! -x "$bin/pgbench" ] || ! id "$database_user" > /dev/null 2>&1; then
        say 'PostgreSQL is left out: it is not installed (apt-get install postgresql)'
        echo null
        return
    fi
    start_database
    # Each time from the same state: a table that is full of dead rows would slow down the next run.
    database psql -q -c 'VACUUM' bench
    database pgbench -n -c $clients -j 2 -T "$transactions_seconds" bench | sed -n 's/^tps = \([0-9]*\).*/\1/p'
}

# The field of the machine-readable line that is verifications a second.
by_openssl=$(openssl speed -mr -seconds "$seconds" rsa2048 2> /dev/null | awk -F: '$1 == "+F2" { printf "%.0f", $5 }')
limits=$("$java_home/bin/java" --enable-native-access=ALL-UNNAMED -cp "$home/micropay.jar" "$home/bench/Limits.java" \
    "$dir" "$seconds")
transactions_file=$dir/transactions-per-second
transactions_per_second > "$transactions_file"
transactions=$(cat "$transactions_file")
version=null
[ "$transactions" = null ] || version="\"$("$bin/postgres" --version | sed 's/^[^0-9]*\([0-9.]*\).*/\1/')\""
if [ -z "$by_openssl" ] || [ -z "$transactions" ]; then
    fail "a peer gave no figure; $dir/postgresql.log may say why" '' 1
fi

printf '%s,"openssl_rsa2048_verify_per_s":%s,"pgbench_tpcb_per_s":%s,"openssl":"%s","postgresql":%s}\n' \
    "${limits%\}}" "$by_openssl" "$transactions" "$(openssl version | cut -d' ' -f2)" "$version"
