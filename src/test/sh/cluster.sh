#!/usr/bin/env bash
# Shares a sweep out in four shards, kills one of them (SIGKILL) in the middle, starts it again, and checks that the results are byte for
# byte those of one process; the same where each shard keeps its part on a machine of its own: src/test/sh/cluster.sh.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../../.."
. src/test/sh/common.sh
sim=${IOASID_SIM:-./ioasid-sim}

one_tenant shared-out 'duration: 600s, warm_up: 10s, replications: 8, seed: 1' 'tenants.web.instances: [10, 20, 30]' >"$scratch/shared-out.yaml"

# sweep OUT [OPTION]...: replaces this shell by the command.
sweep() {
    local out=$1
    shift
    exec $sim sweep "$scratch/shared-out.yaml" --no-charts --jobs 1 --out "$scratch/$out" "$@" 2>>"$scratch/err"
}

packed() {
    find "$scratch/shards" -name 'shard-2-of-4.*.pack' -size +"$1"c 2>/dev/null
}

same() {
    (sweep "$1" >"$scratch/$1.txt") || fail "the sweep on what $2 kept ended with $?"
    grep -q 'reused 24 replications' "$scratch/err" || fail "of what $2 kept, not all was found"
    sums "$scratch/$1" | cmp -s - "$scratch/sums" || fail "$2 gave other results than one process"
    cmp -s "$scratch/$1.txt" "$scratch/whole.txt" || fail "$2 gave another summary than one process"
    : >"$scratch/err"
}

(sweep whole >"$scratch/whole.txt") || fail "the sweep in one process ended with $?"
sums "$scratch/whole" >"$scratch/sums"
[ -s "$scratch/sums" ] || fail 'the sweep in one process wrote nothing'

# On a common file system; the second is killed once it has kept something.
for shard in 1 3 4; do
    (sweep shards --shard $shard/4) || fail "shard $shard ended with $?"
done
(sweep shards --shard 2/4) &
killed=$!
until [ -n "$(packed 100)" ] || ! kill -0 $killed 2>/dev/null; do sleep 0.01; done
kill -KILL $killed 2>/dev/null && cut=' in the middle' || cut=' too late'
wait $killed 2>/dev/null || :
(sweep shards --shard 2/4) || fail "the shard that was killed, started again, ended with $?"
[ -n "$(packed 0)" ] || fail 'the shard that was killed had kept nothing'
same shards 'four shards, one of them killed and started again'

# On machines of their own, one at a time; a merge may be repeated.
for shard in 1 2 3 4; do
    (sweep "machine-$shard" --shard $shard/4) || fail "shard $shard on its own machine ended with $?"
done
$sim store merge "$scratch"/machine-* --out "$scratch/merged" >"$scratch/merge.txt" 2>>"$scratch/err" || fail "store merge ended with $?"
grep -q '^24 replications copied' "$scratch/merge.txt" || fail "store merge said: $(cat "$scratch/merge.txt")"
$sim store merge "$scratch"/machine-* --out "$scratch/merged" >"$scratch/merge.txt" 2>>"$scratch/err" || fail "the second store merge ended with $?"
grep -q '^0 replications copied' "$scratch/merge.txt" || fail "the second store merge said: $(cat "$scratch/merge.txt")"
same merged 'four machines'
printf 'cluster: four shards, one killed%s and started again, and four machines merged: the bytes of one process\n' "$cut"
