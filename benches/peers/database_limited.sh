#!/bin/sh
# Runs a command with no more memory than LIMIT and prints its time and peak: database_limited.sh LIMIT COMMAND [ARGUMENT ...]
#
#     benches/peers/database_limited.sh 1G target/release/trueup growth /tmp/db/long.parquet --transform pc1 -o /tmp/growth.parquet
#
# The limit is that of a control group (version 1) of its own within the one it was started in: it counts resident memory and the cached
# pages of files, of which the kernel drops the cached ones first, and kills the command where that does not suffice. Needs root and
# /usr/bin/time. Under version 2 the same is done by `systemd-run --scope -p MemoryMax=LIMIT -p MemorySwapMax=0 COMMAND`.
set -eu

if [ $# -lt 2 ]; then
    echo "usage: $0 LIMIT COMMAND [ARGUMENT ...], LIMIT in bytes or as 512M or 2G" >&2
    exit 2
fi
limit=$1
shift
own=$(sed -n 's/^[0-9]*:memory://p' /proc/self/cgroup)
group=/sys/fs/cgroup/memory$own/trueup-$$
if [ -z "$own" ] || ! mkdir "$group"; then
    echo "$0: no control group with a memory controller of version 1 can be made here; see the head of this script for version 2" >&2
    exit 2
fi
report=$(mktemp)
trap 'rmdir "$group"; rm -f "$report"' EXIT

if ! echo "$limit" 2> "$report" > "$group/memory.limit_in_bytes"; then
    echo "$0: $limit is no limit: give bytes, or 512M or 2G" >&2
    exit 2
fi
# Without swap there may be no such file; with it, what does not fit must not be swapped out instead.
if [ -w "$group/memory.memsw.limit_in_bytes" ]; then
    echo "$limit" > "$group/memory.memsw.limit_in_bytes"
fi

status=0
/usr/bin/time -o "$report" -f '%e s, peak resident memory %M kB' \
    sh -c 'echo $$ > "$0/cgroup.procs" && exec "$@"' "$group" "$@" || status=$?
{
    tail -n 1 "$report"
    echo "limit $(($(cat "$group/memory.limit_in_bytes") / 1024)) kB," \
        "peak with cached files $(($(cat "$group/memory.max_usage_in_bytes") / 1024)) kB," \
        "killed for want of memory: $(sed -n 's/^oom_kill //p' "$group/memory.oom_control"), exit $status"
} >&2
exit "$status"
