#!/bin/sh
# How fast the server answers, and whether its memory stays: a release build, on this machine.
#
#     benches/serve.sh PROGRAM
#
# Needs wrk and python3. Cached answers are asked for by wrk over 32 connections; uncached ones one after the other over one connection, each
# of another size, by serve_uncached.py; then 100,000 requests with random parameters, over 8 connections, between two looks at the memory.
set -eu
here=$(dirname "$0")
program=$(realpath "$1")
folder=$(mktemp -d)
cd "$here"
"$program" serve --port 0 >"$folder/address" 2>/dev/null &
server=$!
trap 'kill $server; wait $server || true; rm -rf "$folder"' EXIT
until [ -s "$folder/address" ]; do sleep 0.1; done
address=$(cat "$folder/address")
memory() { awk '/VmRSS|VmHWM/ { printf "%s %d MB  ", $1, $2 / 1000 } END { print "" }' "/proc/$server/status"; }

echo "uncached, one after the other"
python3 serve_uncached.py "$address" latencies 300
for path in charts/gdp.svg "charts/gdp.png?density=1" api/findings.json ""; do
    curl --silent --output /dev/null "$address$path"
    echo "cached: /$path"
    wrk --threads 1 --connections 32 --duration 10s "$address$path" | grep --extended-regexp "Requests/sec|Latency|Non-2xx"
done
echo "memory before:          $(memory)"
for part in 1 2 3 4 5; do
    python3 serve_uncached.py "$address" random 20000 "$part"
    echo "after $((part * 20)),000 requests: $(memory)"
done
