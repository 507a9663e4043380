#!/usr/bin/env bash
# Talks to the packaged server with openssl alone: an amateur's session by hand, then a whole payment whose texts are
# built, signed and verified here, so that an error that our own client and server share would show.
set -euo pipefail
cd "$(dirname "$0")/../.."
micropay=$PWD/micropay
work=$(mktemp -d)
server=
cleanup() {
    [ -z "$server" ] || kill "$server" 2>/dev/null || true
    rm -rf "$work"
}
trap cleanup EXIT
cd "$work"

say() { printf -- '-- %s\n' "$*"; }
fail() { printf 'FAILED: %s\n' "$*" >&2; exit 1; }
expect() { [ "$1" = "$2" ] || fail "expected '$2', got '$1'"; }
# Bytes on standard input, as the protocol writes them.
base64url() { openssl base64 -A | tr '+/' '-_' | tr -d '='; }
unbase64url() {
    local text; text=$(tr -- '-_' '+/')
    while [ $((${#text} % 4)) -ne 0 ]; do text="$text="; done
    printf '%s' "$text" | openssl base64 -d -A
}
unhex() { printf "$(printf '%s' "$1" | sed 's/../\\x&/g')"; }
sha256() { openssl dgst -sha256 -r | cut -d' ' -f1; }

say 'certificates: the CSR way, with openssl keys'
"$micropay" certs init > /dev/null
for name in Joanne Lily; do
    openssl req -new -newkey rsa:2048 -nodes -keyout "certs/$name.key" -subj "/CN=$name" -out "certs/$name.csr" 2> /dev/null
    "$micropay" certs sign "certs/$name.csr" > /dev/null
    openssl verify -CAfile certs/ca.crt -purpose sslclient "certs/$name.crt" > /dev/null
    openssl verify -CAfile certs/ca.crt -purpose sslserver "certs/$name.crt" > /dev/null 2>&1 \
        && fail "an account certificate passes for a server's"
done
openssl verify -CAfile certs/ca.crt -purpose sslserver certs/server.crt > /dev/null
openssl rsa -in certs/server.key -check -noout 2> /dev/null > /dev/null
openssl pkey -in certs/ledger.key -noout

say 'server'
"$micropay" server --port 0 > ready.txt 2> server.log &
server=$!
for _ in $(seq 100); do
    grep -q '^READY ' ready.txt && break
    kill -0 "$server" 2> /dev/null || { cat server.log >&2; fail 'the server ended'; }
    sleep 0.1
done
port=$(sed -nE 's/^READY 127\.0\.0\.1:([0-9]+) pid=[0-9]+$/\1/p' ready.txt)
[ -n "$port" ] || fail 'no READY line'

# Standard input to the server as NAME, its answers to standard output.
talk() {
    timeout 20 openssl s_client -quiet -verify_quiet -verify_return_error -connect "127.0.0.1:$port" -CAfile certs/ca.crt \
        -cert "certs/$1.crt" -key "certs/$1.key" 2> /dev/null || true
}

say 'an amateur: register, log in, list, exit'
printf 'REGISTER#Joanne#2000\nJoanne#2000\nLIST\nEXIT\n' | talk Joanne > joanne.txt
expect "$(cat joanne.txt)" "$(printf 'Connection accepted!\nHandler assigned!\n100 OK\n2000\n1\nJoanne#127.0.0.1#2000\n2000\n1\nJoanne#127.0.0.1#2000\nBye')"
printf 'REGISTER#Lily#0\nEXIT\n' | talk Lily | grep -qx '100 OK' || fail 'Lily is not registered'

say 'TLS 1.2 is refused'
! timeout 10 openssl s_client -tls1_2 -connect "127.0.0.1:$port" -CAfile certs/ca.crt < /dev/null > /dev/null 2>&1 \
    || fail 'TLS 1.2 was accepted'

say 'no session tickets'
(printf 'EXIT\n'; sleep 1) | timeout 20 openssl s_client -connect "127.0.0.1:$port" -CAfile certs/ca.crt \
    -cert certs/Lily.crt -key certs/Lily.key 2> /dev/null > tickets.txt || true
grep -q 'Verify return code: 0' tickets.txt || fail 'the handshake failed'
! grep -q 'New Session Ticket' tickets.txt || fail 'the server sent a session ticket'

say 'a certificate is renewed'
request=$(openssl req -new -key certs/Joanne.key -subj /O=Bank/CN=Joanne -outform DER | base64url)
printf 'ENROLL#%s\nEXIT\n' "$request" | talk Joanne > renewal.txt
IFS='#' read -r enrolled renewed authority < <(grep '^ENROLLED#' renewal.txt)
expect "$enrolled" ENROLLED
expect "$(printf '%s' "$authority" | unbase64url | sha256)" "$(openssl x509 -in certs/ca.crt -outform DER | sha256)"
printf '%s' "$renewed" | unbase64url | openssl x509 -inform DER -out renewed.crt
openssl verify -CAfile certs/ca.crt -purpose sslclient renewed.crt > /dev/null
expect "$(openssl x509 -in renewed.crt -noout -subject -nameopt RFC2253)" 'subject=CN=Joanne'
expect "$(openssl x509 -in renewed.crt -noout -pubkey)" "$(openssl x509 -in certs/Joanne.crt -noout -pubkey)"
cp renewed.crt certs/Joanne.crt

say 'the payer signs the order'
ledger=$(openssl x509 -in certs/ca.crt -pubkey -noout | openssl pkey -pubin -outform DER | sha256)
millis=$(printf '%012x' "$(date +%s%3N)")
random=$(openssl rand -hex 9)
id="${millis:0:8}-${millis:8:4}-7${random:0:3}-8${random:3:3}-${random:6:12}"
expires=$(date -u -d '+5 minutes' +%Y-%m-%dT%H:%M:%SZ)
memo=$(printf 'two coffees' | base64url)
order="Joanne#1000#Lily#$id#$expires#$memo"
printf 'micropay order 1\n%s\n%s' "$ledger" "$order" > order.bin
payer_signature=$(openssl dgst -sha256 -sign certs/Joanne.key order.bin | base64url)

say 'the payee countersigns and submits'
printf 'micropay acceptance 1\n%s\n%s#%s' "$ledger" "$order" "$payer_signature" > acceptance.bin
payee_signature=$(openssl dgst -sha256 -sign certs/Lily.key acceptance.bin | base64url)
trans="TRANS#$order#$payer_signature#$payee_signature"
printf 'HELLO#1\nKEY#Joanne\nLily#0\n%s\n%s\nLIST\nEXIT\n' "$trans" "$trans" | talk Lily > lily.txt
proof=$(sed -nE 's/^TRANS OK#//p' lily.txt | head -n 1)
[ -n "$proof" ] || { cat lily.txt >&2; fail 'the payment was not committed'; }
expect "$(sed -nE 's/^TRANS OK#//p' lily.txt | sort | uniq -c | awk '{print $1}')" 2
expect "$(tail -n 4 lily.txt | head -n 1)" 1000

say 'the receipt, verified with openssl'
IFS='#' read -r hello version hello_ledger unit now features receipt_certificate settlement_certificate \
    < <(grep '^HELLO#1#' lily.txt)
expect "$hello_ledger $unit $features" "$ledger USD enrol,events,relay,shop"
[[ "$now" =~ ^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}\.[0-9]{3}Z$ ]] || fail "HELLO's clock: $now"
printf '%s' "$receipt_certificate" | unbase64url > receipt.der
openssl x509 -inform DER -in receipt.der -out receipt.crt
openssl verify -CAfile certs/ca.crt receipt.crt > /dev/null
expect "$(openssl x509 -in receipt.crt -noout -subject -nameopt RFC2253)" 'subject=CN=@ledger'
printf '%s' "$settlement_certificate" | unbase64url | openssl x509 -inform DER -out settle.crt
openssl verify -CAfile certs/ca.crt -purpose smimesign settle.crt > /dev/null
expect "$(openssl x509 -in settle.crt -noout -subject -nameopt RFC2253)" 'subject=CN=@settle'
for purpose in sslclient sslserver; do
    ! openssl verify -CAfile certs/ca.crt -purpose $purpose receipt.crt > /dev/null 2>&1 \
        || fail "the receipt certificate passes as $purpose"
done
IFS='#' read -r seq payer amount payee proof_id proof_expires proof_memo committed payer_hash payee_hash \
    proof_payer_signature proof_payee_signature previous chain receipt_signature <<< "$proof"
expect "$payer#$amount#$payee#$proof_id#$proof_expires#$proof_memo" "$order"
expect "$proof_payer_signature $proof_payee_signature" "$payer_signature $payee_signature"
expect "$payer_hash" "$(openssl x509 -in certs/Joanne.crt -pubkey -noout | openssl pkey -pubin -outform DER | sha256)"
expect "$payee_hash" "$(openssl x509 -in certs/Lily.crt -pubkey -noout | openssl pkey -pubin -outform DER | sha256)"
record="$seq#$order#$committed#$payer_hash#$payee_hash#$payer_signature#$payee_signature"
expect "$chain" "$( (unhex "$previous"; printf '%s' "$record") | sha256)"
printf 'micropay receipt 1\n%s\n%s#%s#%s' "$ledger" "$record" "$previous" "$chain" > receipt.bin
printf '%s' "$receipt_signature" | unbase64url > receipt.sig
openssl x509 -in receipt.crt -pubkey -noout > receipt.pub
openssl pkeyutl -verify -pubin -inkey receipt.pub -rawin -in receipt.bin -sigfile receipt.sig > /dev/null \
    || fail "the ledger's signature does not verify"
sed -nE 's/^KEY#Joanne#//p' lily.txt | unbase64url | openssl pkey -pubin -inform DER -out joanne.pub
printf '%s' "$payer_signature" | unbase64url > payer.sig
openssl dgst -sha256 -verify joanne.pub -signature payer.sig order.bin > /dev/null

say 'stop in order'
kill -TERM "$server"
code=0
wait "$server" || code=$?
server=
expect "$code" 0

printf 'openssl session: all checks passed (payment %s, seq %s)\n' "$id" "$seq"
