#!/usr/bin/env bash
# Records two people's first payment at real terminals, as text: a server, two wallets that are new, and a receipt.
#   docs/session.sh [--check]
# --check   says whether docs/session.md is what would be recorded now, and changes nothing
# What differs from run to run stands in docs/session.md as it was when it was recorded; --check looks at the rest.
# It needs tmux (apt-get install tmux), and micropay.jar, which it builds if it is missing.
set -euo pipefail
home=$(cd "$(dirname "$0")/.." && pwd -P)
record=$home/docs/session.md
check=
case ${1:-} in
    --check) check=true ;;
    '') ;;
    *) sed -n '2,/^[^#]/s/^# \{0,1\}//p' "$0" && exit 2 ;;
esac
command -v tmux > /dev/null || { echo 'micropay: error: there is no tmux' >&2 && exit 69; }
"$home/micropay" --version > /dev/null

scratch=$(mktemp -d)
socket=$scratch/tmux
end() {
    tmux -S "$socket" kill-server 2> /dev/null || true
    rm -rf "$scratch"
}
trap end EXIT
port=$((20000 + RANDOM % 10000))
listening=$((30000 + RANDOM % 10000))

# A terminal of a person, whose home is a folder of their own; what they start ends with it.
terminal() {
    mkdir -p "$scratch/$1"
    tmux -S "$socket" -f /dev/null new-session -d -s "$1" -x 120 -y 120 -c "$scratch/$1" \
        "exec env -i PATH='$scratch/bin:$PATH' HOME='$scratch/$1' TERM=screen LC_ALL=C.UTF-8 ENV= PS1='$ ' sh"
    sees "$1" '^\$'
}
types() {
    tmux -S "$socket" send-keys -t "$1" -l "$2"
    tmux -S "$socket" send-keys -t "$1" Enter
}
# The same without Enter: somebody has begun to type.
begins() { tmux -S "$socket" send-keys -t "$1" -l "$2"; }
screen() { tmux -S "$socket" capture-pane -p -J -S - -t "$1" | sed -e 's/ *$//' -e :a -e '/^\n*$/{$d;N;ba' -e '}'; }
# Waits until the terminal's last lines show what a pattern says.
sees() {
    local tries=0
    until screen "$1" | tail -n "${3:-4}" | grep -q -- "$2"; do
        tries=$((tries + 1))
        if [ $tries -gt 600 ]; then
            screen "$1" >&2
            echo "micropay: error: $1 never saw '$2'" >&2
            exit 1
        fi
        sleep 0.1
    done
    # A person is not quicker than the prompt that takes the answer.
    sleep 0.5
}

mkdir "$scratch/bin"
printf '#!/bin/sh\nexec "%s" "$@"\n' "$home/micropay" > "$scratch/bin/micropay"
chmod +x "$scratch/bin/micropay"

terminal operator
types operator "micropay server --port $port --enrol open --opening-deposit-max 100"
sees operator '^READY' 10

terminal lily
types lily "micropay client 127.0.0.1 $port"
sees lily 'port number:'
types lily "$listening"
sees lily '^Username:'
types lily Lily
sees lily 'trust it'
types lily y
sees lily '^Password:'
types lily tulip
sees lily '^Once more:'
types lily tulip
sees lily '^micropay>$' 2
types lily 'register Lily 0'
sees lily "one of us now" 3
types lily "login Lily $listening"
sees lily '^-----$' 2

terminal joanne
types joanne "micropay client 127.0.0.1 $port --listen 0"
sees joanne '^Username:'
types joanne Joanne
sees joanne 'trust it'
types joanne y
sees joanne '^Password:'
types joanne ''
sees joanne '^Once more:'
types joanne ''
sees joanne '^micropay>$' 2
types joanne 'register Joanne 20'
sees joanne "one of us now" 3
types joanne 'login Joanne 0'
sees joanne '^-----$' 2

# A payment arrives while Lily types.
begins lily 'hist'
types joanne 'pay Lily 3.50 "two coffees"'
sees lily 'Accept 3.5 from Joanne' 5
begins lily 'ory'
tmux -S "$socket" send-keys -t lily Enter
sees lily 'Accept 3.5 from Joanne' 3
types lily y
sees lily 'your balance is 3.5' 4
sees joanne 'Receipt: ' 3
types joanne 'history'
sees joanne 'to Lily' 3
types joanne 'exit'
sees joanne '^\$$' 1
types joanne "micropay verify .local/share/micropay/Joanne/receipts/*.json --ca .config/micropay/Joanne/ca.crt"
sees joanne 'checks passed' 3
types lily 'exit'
sees lily '^\$$' 1

# Folders and ports of this run become those of a reader.
plain() {
    sed -e "s#$scratch/\([a-z]*\)#/home/\1#g" -e "s/\b$port\b/16000/g" -e "s/\b$listening\b/3000/g" \
        -e '${/^\$ *$/d}'
}
page() {
    cat << 'END'
# A first run

Two people, two terminals, and the operator's. Nobody has a certificate yet. This page is recorded by `docs/session.sh`
at real terminals.

## The operator starts a server

`--enrol open` certifies whoever comes, and newcomers may bring up to 100 to begin with.

```console
END
    screen operator | plain | sed '/ INFO .*Lily\| INFO .*Joanne/d'
    cat << 'END'
```

## Lily makes a wallet, and is paid

What she types as a password is not shown. While she is about to type `history`, a payment arrives: the question stands
above her line, and her line stays.

```console
END
    screen lily | plain
    cat << 'END'
```

## Joanne makes a wallet, and pays

She leaves the password empty. Her wallet listens nowhere, and pays straight to Lily's. In the end she checks the
receipt without the server.

```console
END
    screen joanne | plain
    cat << 'END'
```

## What the operator's log says of it

```console
END
    screen operator | plain | sed -n '/ INFO .*Lily\| INFO .*Joanne/p'
    echo '```'
}

# What differs from run to run: ids, hashes, numbers of certificates, dates and times.
same_for_all() {
    sed -E -e 's/[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f-]+/ID/g' -e 's/[0-9a-f]{12,64}/HEX/g' \
        -e 's/([0-9A-F]{2}:){31}[0-9A-F]{2}/HEX/g' -e 's/pid=[0-9]+/pid=PID/' -e 's/[0-9]{4}-[0-9]{2}-[0-9]{2}/DAY/g' \
        -e 's/[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?/TIME/g' "$@"
}

page > "$scratch/session.md"
if [ -z "$check" ]; then
    cp "$scratch/session.md" "$record"
    exit
fi
diff <(same_for_all "$record") <(same_for_all "$scratch/session.md") || {
    echo 'micropay: error: docs/session.md is not what a first run looks like now' >&2
    echo 'micropay: hint: docs/session.sh records it anew' >&2
    exit 1
}
