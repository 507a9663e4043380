#!/usr/bin/env bash
# Measures micropay on this machine beside the machine's own limits, and keeps it all as one small JSON file.
#   bench/run.sh [--short] [--rounds N] [--out FILE] [--work DIR]
# --short      in less than two minutes: one round of a second or two; what it finds is rough
# --rounds N   how often everything has its turn (5); a machine that others use too needs more for a steady median
# --out FILE   where the result goes (bench/results/<date>-<commit>.json; a short run's target/bench-short.json);
#              the recording of a server goes beside it, as .jfr
# --work DIR   where ledgers lie while they are measured, on the disk that counts (/var/tmp/micropay-bench-<uid>).
#              Two that take long to fill stay there for the next run, 6 GB: remove the folder when you are done
# A full set takes two hours and more. When it is interrupted, the rounds that it has finished are kept in that folder,
# and another run of the same commit goes on behind them: each round is measured beside limits of its own.
# It needs Linux, a JDK 21 or newer (not just a runtime), openssl, for the full set PostgreSQL
# (apt-get install postgresql), and Maven if micropay.jar is not that of the checkout. Leave the machine alone while
# it runs.
set -euo pipefail
home=$(cd "$(dirname "$0")/.." && pwd -P)
. "$home/bench/lib.sh"
. "$home/bench/postgresql.sh"

short=
rounds=5
out=
work=/var/tmp/micropay-bench-$(id -u)
while [ $# -gt 0 ]; do
    case $1 in
        --short) short=true ;;
        --rounds)
            rounds=$(argument "$@")
            [[ $rounds =~ ^[1-9][0-9]?$ ]] || fail "--rounds is 1 to 99, not $rounds" '' $usage_error
            shift
            ;;
        --out)
            out=$(argument "$@")
            shift
            ;;
        --work)
            work=$(argument "$@")
            shift
            ;;
        -h | --help) usage && exit ;;
        *) refuse_argument "$1" ;;
    esac
    shift
done

if [ -n "$short" ]; then
    rounds=1 starts=1 restarts=1 accounts=260 few=32 warm_up=1 duration=2 files=2000
    peers=(--short)
else
    # A start takes less than a second, and varies by a fifth: a median takes more of them.
    starts=15 restarts=5 accounts=1000 few=1000 warm_up=20 duration=10 files=8000
    peers=()
fi
many_accounts=100000
# By then hardly a payment is its payer's first, for which the account has to be loaded.
long_warm_up=60
many_transfers=5000000
restart_transfers=1000000
slice=500000

# --- what it needs, said before two hours are spent
[ "$(uname -s)" = Linux ] || fail 'bench/run.sh reads /proc, as Linux has it' '' $unavailable
# The build would be seen in it.
load_before=$(cut -d' ' -f1 /proc/loadavg)
require openssl 'apt-get install openssl'
require ps 'apt-get install procps'
find_jdk
build_jar
jar=(-jar "$home/micropay.jar")
# A connection is a file in either process; the set without --short has 5,000.
ulimit -n "$(ulimit -Hn)"
[ "$(ulimit -n)" = unlimited ] || [ "$(ulimit -n)" -ge $files ] ||
    fail "it takes $files open files, and the limit is $(ulimit -n)" "raise the machine's, ulimit -Hn" $unavailable
if [ -z "$short" ]; then
    has_postgresql ||
        fail 'the full set compares with PostgreSQL, and there is none' 'apt-get install postgresql' $unavailable
    mkdir -p "$work"
    [ "$(df --output=avail -m "$work" | tail -n 1)" -ge 12000 ] ||
        fail "$work has less than 12 GB left" 'name a folder on another disk with --work' $cannot_create
fi

commit=$(git -C "$home" rev-parse --short=12 HEAD 2> /dev/null || echo unknown)
dirty=$([ -z "$(git -C "$home" status --porcelain --untracked-files=no 2> /dev/null)" ] && echo false || echo true)
if [ -z "$out" ]; then
    if [ -n "$short" ]; then
        out=$home/target/bench-short.json
    else
        [ "$dirty" = false ] && out=$commit || out=$commit-dirty
        out=$home/bench/results/$(date -u +%Y-%m-%d)-$out.json
    fi
fi
mkdir -p "$(dirname "$out")"
recording=${out%.json}.jfr

open_work "$work"
measured=$scratch/measured
if [ -z "$short" ] && [ "$dirty" = false ]; then
    finished=$work/rounds-$commit
else
    finished=$scratch/rounds
fi
mkdir -p "$finished"
end_all() {
    stop_postgresql
    end
}
trap end_all EXIT

# --- how each thing is measured
keep() { (IFS=$'\t' && printf '%s\n' "$*") >> "$measured"; }

# measure SET ROUND SEED OPTION... : keeps the result of one bench, on a copy of a seed.
measure() {
    local set=$1 round=$2 seed=$3
    shift 3
    measure_copy "$seed" --accounts "$accounts" --warmup ${warm_up}s --duration ${duration}s "$@"
    keep bench "$set" "$round" "$output"
}

# So few connections need not as many accounts, whose balances take longer to check than a short run has.
measure_few() {
    local accounts=$few
    measure "$1" "$2" "$scratch/rsa" --key rsa --connections "$3"
}

measure_peers() {
    await "$home/bench/peers.sh" ${peers[@]+"${peers[@]}"} --dir "$work/peers" ||
        fail "peers.sh: $(words_of "$log")" '' 1
    keep peers "$1" "$output"
}

# The rate at 256 connections has just been measured.
measure_half() {
    local rate
    rate=$(sed -n 's/.*"throughput_per_s":\([0-9]*\).*/\1/p' <<< "$output")
    measure half-256 "$1" "$scratch/rsa" --key rsa --connections 256 --rate $((rate / 2))
}

measure_jdk() {
    measure closed-256-jdk "$1" "$scratch/rsa" --key rsa --connections 256 --server-jvm=-Dmicropay.crypto=jdk
}

# PostgreSQL for micropay, whose user has a password that nobody else knows.
start_shared_ledger() {
    MICROPAY_LEDGER_PASSWORD=$(od -An -N 16 -t x1 /dev/urandom | tr -d ' \n')
    port=$((20000 + RANDOM % 30000))
    start_postgresql "$work/peers" $port
    [ -n "$(sql "SELECT 1 FROM pg_roles WHERE rolname = 'micropay'")" ] || sql 'CREATE ROLE micropay LOGIN'
    sql "ALTER ROLE micropay PASSWORD '$MICROPAY_LEDGER_PASSWORD'"
    export MICROPAY_LEDGER_PASSWORD
}

# The URL of a database on it.
shared_ledger() { printf 'jdbc:postgresql://127.0.0.1:%s/%s?user=micropay' "$port" "$1"; }

make_shared_seed() {
    start_shared_ledger
    sql 'DROP DATABASE IF EXISTS seed'
    sql 'CREATE DATABASE seed OWNER micropay'
    make_seed "$scratch/shared" rsa $accounts "--server-ledger=$(shared_ledger seed)"
    stop_postgresql
}

measure_shared() {
    start_shared_ledger
    sql 'DROP DATABASE IF EXISTS ledger'
    sql 'CREATE DATABASE ledger OWNER micropay TEMPLATE seed'
    measure postgresql-256 "$1" "$scratch/shared" --key rsa --connections 256 \
        "--server-ledger=$(shared_ledger ledger)"
    stop_postgresql
}

transfers_in() { cat "$1/transfers" 2> /dev/null || echo 0; }

# fill FOLDER ACCOUNTS TRANSFERS : in slices, so that what was interrupted goes on where it was.
fill() {
    local folder=$1 all=$2 wanted=$3 made
    made=$(transfers_in "$folder")
    while [ "$made" -lt "$wanted" ]; do
        say "      $folder: $made of $wanted transfers"
        bench --dir "$folder" --key ec --accounts "$all" --connections 64 --payments $slice --warmup 0s \
            --no-ledger-verify
        made=$((made + slice))
        echo $made > "$folder/transfers"
    done
}

measure_ec() {
    local warm_up=$long_warm_up
    measure ec-1000-accounts "$1" "$scratch/ec" --key ec --connections 256
}

measure_filled() {
    bench --dir "$work/filled-$many_accounts" --key ec --accounts $many_accounts --connections 256 \
        --warmup ${long_warm_up}s --duration ${duration}s --no-ledger-verify
    keep bench ec-$many_accounts-accounts "$1" "$output"
}

# start_server FOLDER MICROPAY... : starts a server and sets server (its process), address (where it listens) and started
# (the milliseconds until it was READY).
start_server() {
    local folder=$1 begun line=
    shift
    rm -f "$scratch/ready"
    mkfifo "$scratch/ready"
    begun=$(millis)
    "$@" server --quiet --port 0 --certs "$folder/certs" --data-dir "$folder/ledger" > "$scratch/ready" 2> "$log" &
    server=$!
    children=("$server")
    read -r line < "$scratch/ready" || true
    started=$(($(millis) - begun))
    [[ $line = READY* ]] || fail "the server did not start: $(words_of "$log")" '' 1
    address=${line#READY }
    address=${address%% *}
}

stop_server() {
    kill -s "$1" "$server"
    wait "$server" 2> /dev/null || true
    children=()
}

measure_start() {
    local name=$1 round
    shift
    for round in $(seq $starts); do
        start_server "$scratch/start" "$@"
        stop_server TERM
        keep millis "$name" "$round" "$started"
    done
}

# A cache of a run that one client comes to, as the image has one: from JDK 25 on with linked classes, before with
# loaded ones.
make_cache() {
    cache=$scratch/start.cache
    if "$java_home/bin/java" -XX:AOTCacheOutput="$cache" --version > /dev/null 2>&1; then
        rm -f "$cache"
        start_server "$scratch/start" "${java[@]}" -XX:AOTCacheOutput="$cache" -Xlog:disable "${jar[@]}"
        use_cache=-XX:AOTCache=$cache
    else
        start_server "$scratch/start" "${java[@]}" -XX:ArchiveClassesAtExit="$cache" -Xlog:disable "${jar[@]}"
        use_cache=-XX:SharedArchiveFile=$cache
    fi
    "${java[@]}" "${jar[@]}" health --ca "$scratch/start/certs/ca.crt" "${address%:*}" "${address##*:}" > /dev/null ||
        fail 'the server of the run for a cache did not answer' '' 1
    stop_server TERM
    [ -s "$cache" ] || fail 'the JDK made no cache of a start' '' 1
}

# As the image starts it.
measure_cached_start() {
    make_cache
    measure_start ready_cached "${java[@]}" "$use_cache" -XX:CompileThresholdScaling=4 "${jar[@]}"
}

# Kills a server that is busy with payments, and keeps how long the next one takes to be READY.
measure_restart() {
    local name=$1 round=$2 folder=$3 bench_process
    "${java[@]}" -jar "$home/micropay.jar" bench --dir "$folder" --key ec --accounts $accounts --connections 64 \
        --duration 60s --warmup 0s --no-ledger-verify > "$scratch/output" 2> "$log" &
    bench_process=$!
    children=("$bench_process")
    await_payments "$folder" "$bench_process"
    kill -9 "$(server_of "$bench_process")"
    wait "$bench_process" 2> /dev/null || true
    start_server "$folder" "${java[@]}" "${jar[@]}"
    stop_server TERM
    keep millis "$name" "$round" "$started"
}

server_of() { ps -o pid= --ppid "$1" | tr -d ' '; }

# Payments are being committed when the write-ahead log grows.
await_payments() {
    local wal=$1/ledger/ledger.db-wal bench_process=$2 tries=0
    until [ -n "$(find "$wal" -size +1M 2> /dev/null)" ]; do
        tries=$((tries + 1))
        if ! kill -0 "$bench_process" 2> /dev/null || [ $tries -gt 1200 ]; then
            fail "the bench that was to be interrupted made no payments: $(words_of "$log")" '' 1
        fi
        sleep 0.1
    done
}

measure_restart_of_copy() {
    rm -rf "$scratch/ledger"
    cp -R "$scratch/ec" "$scratch/ledger"
    measure_restart "$1" "$2" "$scratch/ledger"
}

measure_idle() {
    bench --mode idle --connections 5000
    keep bench idle-5000 1 "$output"
}

# Its startup alone is silenced: with jfr*=off the JVM renders each event for a log that nobody has opened.
record() {
    rm -f "$recording"
    measure recorded 1 "$scratch/rsa" --key rsa --connections 256 \
        "--server-jvm=-XX:StartFlightRecording:filename=$recording,settings=$home/bench/micropay.jfc" \
        --server-jvm=-Xlog:jfr+startup=off
    [ -s "$recording" ] || fail "the server left no recording as $recording" '' 1
}

facts() {
    keep fact at "\"$(date -u +%Y-%m-%dT%H:%M:%SZ)\""
    keep fact commit "\"$commit\""
    keep fact dirty "$dirty"
    keep fact committed_at "\"$(git -C "$home" show -s --format=%cI HEAD 2> /dev/null || echo)\""
    keep fact short "${short:-false}"
    keep fact load_before "$load_before"
    keep fact disk "\"$(df --output=fstype "$work" | tail -n 1)\""
}

# What is kept from now on belongs to a round, until that is finished.
begin_round() {
    measured=$scratch/round
    : > "$measured"
}

finish_round() {
    mv "$measured" "$finished/$1"
    measured=$scratch/measured
}

is_finished() { [ -s "$finished/$1" ]; }

# --- the set. It is gone through twice: first to count, then to do.
step() {
    local what=$1 seconds=$2
    shift 2
    [ -z "$short" ] || seconds=$((seconds / 10 + 2))
    if [ -n "$counting" ]; then
        steps=$((steps + 1))
        left=$((left + seconds))
        return
    fi
    number=$((number + 1))
    say "[$number/$steps] $what (about $(((left + 59) / 60)) min left)"
    left=$((left - seconds))
    "$@"
}

measure_round() {
    local round=$1
    [ -n "$counting" ] || begin_round
    step "round $round of $rounds: the machine's limits" 60 measure_peers "$round"
    step '  1 connection' 25 measure_few closed-1 "$round" 1
    step '  16 connections' 60 measure_few closed-16 "$round" 16
    step '  256 connections' 160 measure closed-256 "$round" "$scratch/rsa" --key rsa --connections 256
    step '  256 connections at half that rate, open loop' 80 measure_half "$round"
    step "  256 connections, the JDK's crypto" 125 measure_jdk "$round"
    if [ -z "$short" ]; then
        step '  256 connections, the ledger in PostgreSQL' 150 measure_shared "$round"
        step '  1,000 accounts with EC keys' 130 measure_ec "$round"
        step "  $many_accounts accounts, $many_transfers transfers" 150 measure_filled "$round"
    fi
    [ -n "$counting" ] || finish_round "$round"
}

standard_set() {
    local round
    step 'RSA keys' 60 make_seed "$scratch/rsa" rsa $accounts
    if [ -z "$short" ]; then
        step 'RSA keys, for a ledger in PostgreSQL' 60 make_shared_seed
        step 'EC keys' 10 make_seed "$scratch/ec" ec $accounts
        step "a ledger of $many_accounts accounts and $many_transfers transfers" \
            "$(seconds_to_fill "$work/filled-$many_accounts" $many_transfers)" \
            fill "$work/filled-$many_accounts" $many_accounts $many_transfers
        step "a ledger of $restart_transfers transfers" \
            "$(seconds_to_fill "$work/filled-$accounts" $restart_transfers)" \
            fill "$work/filled-$accounts" $accounts $restart_transfers
    fi
    for round in $(seq $rounds); do
        if ! is_finished "$round"; then
            measure_round "$round"
        fi
    done
    step 'server to READY' 45 measure_first_start
    step 'server to READY with a cache of its classes' 20 measure_cached_start
    if [ -z "$short" ]; then
        step '5,000 idle connections' 120 measure_idle
        for round in $(seq $restarts); do
            step "restart after kill -9, $round of $restarts" 30 measure_restarts "$round"
        done
    fi
    step '256 connections, recorded' 160 record
}

seconds_to_fill() {
    local missing
    missing=$(($2 - $(transfers_in "$1")))
    echo $(((missing > 0 ? missing : 0) / 3500))
}

measure_first_start() {
    cp -R "$scratch/rsa" "$scratch/start"
    measure_start ready "${java[@]}" "${jar[@]}"
    measure_start ready_micropay env -u JAVA_TOOL_OPTIONS "JAVA_HOME=$java_home" "$home/micropay"
}

measure_restarts() {
    measure_restart_of_copy restart_none "$1"
    measure_restart restart_million "$1" "$work/filled-$accounts"
}

[ "$(awk '{ print ($1 > 0.5) }' <<< "$load_before")" = 0 ] ||
    say "micropay: warning: this machine is busy with something else (load $load_before)"
steps=0 number=0 left=0
counting=1
standard_set
counting=
facts
standard_set
for round in $(seq $rounds); do
    cat "$finished/$round" >> "$measured"
done
run_program result Result "$measured" "$recording" "$out"
rm -rf "$finished"
say "$out holds all of it; bench/report.sh makes pictures of it"
