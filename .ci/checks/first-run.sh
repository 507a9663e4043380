#!/usr/bin/env bash
# docs/session.md shows what a first run looks like: is it still true?
set -euo pipefail
cd "$(dirname "$0")/../.."

if ! command -v tmux > /dev/null; then
    echo 'WARNING: NOT TESTED: there is no tmux to record a first run with'
    exit
fi
docs/session.sh --check
echo 'docs/session.md is what a first run looks like'
