#!/bin/sh
# Asks a server for made-up addresses, from its own description, and looks at every answer: no 5xx, nothing that is not described.
#
#     tests/serve/schemathesis.sh PROGRAM [EXAMPLES]
#
# PROGRAM is the trueup to be tried, EXAMPLES the most requests for each address (100 unless said otherwise). Needs python3; the version
# below is installed into a folder of its own, unless SCHEMATHESIS names a program that is there already. Ends with 1 if anything is found.
set -eu
version=4.32.5
program=$(realpath "$1")
examples=${2:-100}
folder=$(mktemp -d)
server=
stop() {
    if [ -n "$server" ]; then kill "$server" 2>/dev/null && wait "$server" || true; fi
    rm -rf "$folder"
}
trap stop EXIT
trap 'exit 130' INT TERM
# It keeps what it found beside it.
cd "$folder"
if [ -z "${SCHEMATHESIS:-}" ]; then
    python3 -m venv "$folder/venv"
    "$folder/venv/bin/pip" install --quiet "schemathesis==$version"
    SCHEMATHESIS=$folder/venv/bin/schemathesis
fi
"$program" serve --port 0 >"$folder/address" 2>"$folder/errors" &
server=$!
for _ in $(seq 100); do
    if [ -s "$folder/address" ] || ! kill -0 "$server" 2>/dev/null; then break; fi
    sleep 0.2
done
address=$(cat "$folder/address")
# What no schema can say (from after to, a chart without time) is refused with 400, so that not all that the schemas allow is accepted.
# A stream of events does not end; the tests of the program read it.
if ! "$SCHEMATHESIS" run "${address}openapi.json" --checks all --exclude-checks positive_data_acceptance --exclude-path /events \
    --phases examples,coverage,fuzzing --max-examples "$examples" --seed 20260101 --continue-on-failure --no-color \
    --report json --report-json-path "${SCHEMATHESIS_REPORT:-$folder/report.json}"; then
    echo "schemathesis found something"
    exit 1
fi
if grep -q panicked "$folder/errors"; then
    cat "$folder/errors"
    exit 1
fi
