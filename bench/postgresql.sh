# A PostgreSQL of one's own for the scripts that measure one; they read it with ".", after lib.sh.
# shellcheck shell=bash disable=SC2034,SC2154

postgresql_bin=$(printf '%s\n' /usr/lib/postgresql/*/bin | sort -V | tail -n 1)
# The folder of the one that runs.
postgresql=

# It refuses to run as root: then it runs as the user that Debian's package makes for it.
postgresql_user=$(id -un)
[ "$(id -u)" != 0 ] || postgresql_user=postgres
as_postgresql_user() {
    if [ "$(id -u)" = 0 ]; then
        runuser -u "$postgresql_user" -- "$@"
    else
        "$@"
    fi
}

has_postgresql() { [ -x "$postgresql_bin/pgbench" ] && id "$postgresql_user" > /dev/null 2>&1; }

# start_postgresql DIR [PORT] : starts the one that lies in DIR, which is made if it is not there yet, with Debian's
# settings. Without PORT it has a socket alone.
start_postgresql() {
    local folder options=
    folder=$1/$(basename "$(dirname "$postgresql_bin")")
    postgresql_port=${2:-5432}
    [ $# = 1 ] || options="-c listen_addresses=127.0.0.1 -c port=$2"
    mkdir -p "$(dirname "$folder")"
    as_postgresql_user test -x "$(dirname "$folder")" ||
        fail "the user $postgresql_user cannot enter $(dirname "$folder")" 'name another folder' "$cannot_create"
    [ -f "$folder/made" ] || make_postgresql "$folder"
    postgresql=$folder
    pg_ctl -l "$folder/log" -w -o "$options" start ||
        fail "PostgreSQL does not start: $(tail -n 1 "$folder/log")" "all it said is in $folder/log" 1
}

make_postgresql() {
    rm -rf "$1"
    install -d -m 700 "$1"
    [ "$(id -u)" != 0 ] || chown "$postgresql_user" "$1"
    # The socket's folder lets its owner in alone; who comes over TCP needs a password.
    as_postgresql_user "$postgresql_bin/initdb" -D "$1" --auth-local=trust --auth-host=scram-sha-256 -E UTF8 --no-sync \
        > "$(dirname "$1")/initdb.log" 2>&1 ||
        fail "initdb failed: $(tail -n 1 "$(dirname "$1")/initdb.log")" '' 1
    # No port, unless one is asked for: it disturbs no other PostgreSQL.
    as_postgresql_user tee -a "$1/postgresql.conf" > /dev/null << END
listen_addresses = ''
unix_socket_directories = '$1'
fsync = on
synchronous_commit = on
full_page_writes = on
END
    as_postgresql_user touch "$1/made"
}

stop_postgresql() {
    [ -z "$postgresql" ] || pg_ctl -m fast -w stop || true
    postgresql=
}

pg_ctl() {
    (cd "$postgresql" && as_postgresql_user "$postgresql_bin/pg_ctl" -D "$postgresql" "$@" > /dev/null 2>&1)
}

# One of PostgreSQL's client programs.
database() {
    local program=$1
    shift
    (cd "$postgresql" &&
        as_postgresql_user "$postgresql_bin/$program" -h "$postgresql" -p "$postgresql_port" "$@") 2>> "$postgresql.log"
}

# A statement as its administrator. It is not an argument of psql's, which everybody on the machine can see: it may hold
# a password.
sql() { database psql -qtA -v ON_ERROR_STOP=1 postgres <<< "$1"; }
