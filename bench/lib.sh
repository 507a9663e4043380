# What the scripts of this folder share; they read it with ".", after they have set home to the checkout.
# shellcheck shell=bash disable=SC2034,SC2154

# What is set for other runs is not meant for what these scripts start: MICROPAY_LEDGER would have it use that ledger.
unset "${!MICROPAY_@}"
export MICROPAY_CONFIG=

# Exit codes as the README has them.
usage_error=2
unavailable=69
cannot_create=73

say() { printf '%s\n' "$*" >&2; }

# Ends with an error, a hint where there is one, and an exit code.
fail() {
    say "micropay: error: $1"
    [ -z "${2:-}" ] || say "micropay: hint: $2"
    exit "${3:-1}"
}

# What a program that failed has said, from the file of its words: its error, or else its last line.
words_of() { { sed -n 's/^micropay: error: //p' "$1" | tail -n 1 | grep . || tail -n 1 "$1"; } 2> /dev/null || true; }

# The comment at the head of a script is its help.
usage() { sed -n '2,/^[^#]/s/^# \{0,1\}//p' "$0"; }

refuse_argument() {
    fail "'$1' is not an argument of $(basename "$0")" "$(basename "$0") -h says which there are" $usage_error
}

# The value of the option that stands first.
argument() {
    [ $# -ge 2 ] || fail "a value is missing after $1" "$(basename "$0") -h says which" $usage_error
    printf '%s\n' "$2"
}

# The same for a whole number.
number() {
    local value
    value=$(argument "$@") || exit
    case $value in
        *[!0-9]* | '') fail "$1 takes a whole number, not '$value'" '' $usage_error ;;
    esac
    printf '%s\n' "$value"
}

require() {
    command -v "$1" > /dev/null || fail "there is no $1" "$2" $unavailable
}

# Sets java_home to the JDK that ./micropay chooses: what it records, its own tools read.
find_jdk() {
    # Where the jar has to be built first, Maven's own JVM speaks before ours.
    java_home=$(JDK_JAVA_OPTIONS=-XshowSettings:properties "$home/micropay" --version 2>&1 |
        sed -n 's/^ *java\.home = //p' | tail -n 1)
    [ -x "$java_home/bin/jfr" ] ||
        fail "there is no ${java_home:-JDK}/bin/jfr" 'install a whole JDK, not just a Java runtime' $unavailable
    # What others set for their own runs is not meant for these.
    java=(env -u JAVA_TOOL_OPTIONS "$java_home/bin/java")
}

# Compiles the program in a folder beside these scripts, and runs it: run_program FOLDER CLASS ARGUMENT...
run_program() {
    local sources=$home/bench/$1 class=$2
    shift 2
    "$java_home/bin/javac" -d "$scratch/$class" -cp "$home/micropay.jar" "$sources"/*.java
    "$java_home/bin/java" -cp "$home/micropay.jar:$scratch/$class" "$class" "$@"
}

# Makes sure of the folder, on a disk, in which ledgers are measured, and sets scratch to a new one in it, which ends
# with the script as its processes do.
open_work() {
    if ! mkdir -p "$1" || [ ! -O "$1" ]; then
        fail "the folder $1 is not ours" 'name another with --work' $cannot_create
    fi
    # PostgreSQL's own user has to get through.
    chmod 711 "$1"
    case $(stat -f -c %T "$1") in
        tmpfs | ramfs)
            fail "$1 is in memory, where a sync costs nothing" 'name a folder on a disk with --work' $cannot_create
            ;;
    esac
    scratch=$(mktemp -d -p "$1" "$(basename "$0" .sh)-XXXXXX")
    log=$scratch/log
    children=()
    trap end EXIT
    trap 'exit 129' HUP
    trap 'exit 130' INT
    trap 'exit 143' TERM
}

# A script with more to clear up has an end of its own, which calls this one.
end() {
    local child
    for child in ${children[@]+"${children[@]}"}; do
        kill "$child" 2> /dev/null || true
    done
    wait
    rm -rf "$scratch"
}

# Runs something that ends with this script, and sets output to what it prints. A shell that waits for a child heeds a
# signal at once; one that runs it in the foreground only when it is over.
await() {
    local status=0
    "$@" > "$scratch/output" 2> "$log" &
    children=("$!")
    wait "$!" || status=$?
    children=()
    output=$(cat "$scratch/output")
    return $status
}

# Sets output to a result of the bench, as JSON. What has cost a connection, such as a machine that stood still, is
# given a second chance; a payment that is lost is not.
bench() {
    local command=("${java[@]}" -jar "$home/micropay.jar" bench --json "$@") status=0
    await "${command[@]}" || status=$?
    if [ $status = $unavailable ]; then
        say "micropay: warning: once more, for $(words_of "$log")"
        status=0
        await "${command[@]}" || status=$?
    fi
    [ $status = 0 ] || fail "bench $*: $(words_of "$log")" '' 1
}

# Makes a folder with accounts that are registered in a ledger that holds nothing else yet. Others start from a copy:
# making keys takes longer than measuring.
make_seed() {
    local folder=$1 key=$2 accounts=$3 connections
    shift 3
    connections=$((accounts < 256 ? accounts : 256))
    bench --dir "$folder" --key "$key" --accounts "$accounts" --connections "$connections" \
        --payments "$connections" --warmup 0s "$@"
}

# measure_copy SEED OPTION... : a bench that starts from a seed, which stays as it is.
measure_copy() {
    rm -rf "$scratch/ledger"
    cp -R "$1" "$scratch/ledger"
    shift
    bench --dir "$scratch/ledger" "$@"
}

# The commit that a jar was built from, as the build wrote it down; nothing where it wrote none.
commit_of_jar() {
    local folder
    folder=$(mktemp -d)
    (cd "$folder" && "$java_home/bin/jar" --extract --file "$1" META-INF/MANIFEST.MF)
    tr -d '\r' < "$folder/META-INF/MANIFEST.MF" | sed -n 's/^Git-Commit: //p'
    rm -rf "$folder"
}

# Whether micropay.jar is what the checkout would make now.
is_built() {
    [ -f "$home/micropay.jar" ] &&
        [ -z "$(find "$home/pom.xml" "$home/src/main" -newer "$home/micropay.jar" -print -quit)" ] &&
        [ "$(commit_of_jar "$home/micropay.jar")" = "$1" ]
}

# Builds micropay.jar unless it is that of the checkout: what is measured has the name it is given.
build_jar() {
    local commit
    commit=$(git -C "$home" describe --always --dirty --abbrev=12 2> /dev/null || echo unknown)
    ! is_built "$commit" || return 0
    require mvn "micropay.jar is not that of this checkout, and Maven makes it"
    say "building micropay.jar of $commit"
    build "$home" "$commit"
}

# Builds the jar of a checkout; Maven has something to say only where that fails.
build() {
    local log
    log=$(mktemp)
    (cd "$1" && mvn -q -B -DskipTests package) > "$log" 2>&1 || {
        cat "$log" >&2
        rm -f "$log"
        fail "micropay.jar of $2 cannot be built" '' $unavailable
    }
    rm -f "$log"
}

# Milliseconds of a clock that only ever measures differences.
millis() { echo $(($(date +%s%N) / 1000000)); }
