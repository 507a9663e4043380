#!/usr/bin/env bash
# Says whether the server of one commit is faster than that of another.
#   bench/compare.sh [OPTION...] A B
# A, B              commits, or jars that are built already
# --pairs N         how often each is measured (5). The two take turns, so that what changes on the machine meets both
# --duration S      for how long each time, after as long a warm-up (8)
# --connections N   payees that submit payments (256)
# --key KIND        the accounts' keys: rsa, ec or ed25519 (rsa)
# --server-jvm OPT  an option for both servers' JVM, such as -Dmicropay.crypto=jdk
# --work DIR        where ledgers lie while they are measured, on the disk that counts (/var/tmp/micropay-bench-<uid>)
# This checkout's load generator measures both. It needs a JDK 21 or newer, and git and Maven for commits.
set -euo pipefail
home=$(cd "$(dirname "$0")/.." && pwd -P)
. "$home/bench/lib.sh"

pairs=5 duration=8 connections=256 key=rsa
jvm=()
work=/var/tmp/micropay-bench-$(id -u)
sides=()
while [ $# -gt 0 ]; do
    case $1 in
        --pairs) pairs=$(number "$@") ;;
        --duration) duration=$(number "$@") ;;
        --connections) connections=$(number "$@") ;;
        --key) key=$(argument "$@") ;;
        --server-jvm) jvm+=("--server-jvm=$(argument "$@")") ;;
        --work) work=$(argument "$@") ;;
        -h | --help) usage && exit ;;
        -*) refuse_argument "$1" ;;
        *) sides+=("$1") ;;
    esac
    case $1 in
        -*) shift 2 ;;
        *) shift ;;
    esac
done
[ ${#sides[@]} = 2 ] || fail "it takes two to compare, not ${#sides[@]}" 'compare.sh -h says how' $usage_error
[ "$pairs" -ge 5 ] || fail "$pairs pairs cannot tell a difference from noise" 'give it 5 or more' $usage_error
for side in "${sides[@]}"; do
    [ -f "$side" ] || git -C "$home" rev-parse --verify --quiet "$side^{commit}" > /dev/null ||
        fail "'$side' is neither a commit nor a jar" '' $usage_error
done

find_jdk
build_jar
open_work "$work"
worktrees=()
remove_all() {
    local worktree
    for worktree in ${worktrees[@]+"${worktrees[@]}"}; do
        git -C "$home" worktree remove --force "$worktree" 2> /dev/null || true
    done
    end
}
trap remove_all EXIT

# Sets jar to the jar of a commit, built in a checkout of its own.
jar_of() {
    local side=$1 commit
    if [ -f "$side" ]; then
        jar=$(realpath "$side")
        return
    fi
    require mvn 'commits are built with Maven'
    commit=$(git -C "$home" rev-parse --short=12 "$side^{commit}")
    jar=$scratch/$commit/micropay.jar
    [ ! -f "$jar" ] || return 0
    say "building $side ($commit)"
    worktrees+=("$scratch/$commit")
    git -C "$home" worktree add --quiet --detach "$scratch/$commit" "$commit"
    build "$scratch/$commit" "$commit"
}

jars=()
for side in "${sides[@]}"; do
    jar_of "$side"
    jars+=("$jar")
done

accounts=$((connections + 44))
for i in 0 1; do
    say "making $key keys for ${sides[i]}"
    make_seed "$scratch/seed-$i" "$key" $accounts "--server-jar=${jars[i]}" ${jvm[@]+"${jvm[@]}"}
done

# measure SIDE
measure() {
    measure_copy "$scratch/seed-$1" --key "$key" --accounts $accounts --connections "$connections" \
        --warmup "${duration}s" --duration "${duration}s" --no-ledger-verify "--server-jar=${jars[$1]}" \
        ${jvm[@]+"${jvm[@]}"}
    printf '%s\t%s\n' "$1" "$output" >> "$scratch/measured"
}

for pair in $(seq "$pairs"); do
    say "pair $pair of $pairs"
    # Each goes first as often as the other.
    if [ $((pair % 2)) = 1 ]; then
        measure 0
        measure 1
    else
        measure 1
        measure 0
    fi
done
"$java_home/bin/java" -cp "$home/micropay.jar" "$home/bench/Compare.java" "$scratch/measured" "${sides[@]}"
