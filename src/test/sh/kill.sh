#!/usr/bin/env bash
# Kills runs (SIGKILL) at random moments, while they simulate and while they put results in place, and fleets in the middle, runs again, and
# checks that nothing is lost or mixed: src/test/sh/kill.sh [KILLS of each kind [SEED]].
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../../.."
. src/test/sh/common.sh
kills=${1:-10} RANDOM=${2:-1}

out=$scratch/results all=$scratch/results/kill dir=$scratch/results/kill/run

one_tenant kill 'duration: 60s, replications: 20, seed: 1' >"$scratch/kill.yaml"

# sim SEED: the results of a seed, in $out.
sim() {
    exec ./ioasid-sim run "$scratch/kill.yaml" --seed "$1" --no-charts --jobs 2 --out "$out" >/dev/null 2>"$scratch/err"
}

kept() {
    (cd "$1/.replications" && find . -name '*.bin' -exec sha256sum {} + | sort -k 2)
}

pause() {
    sleep "$(printf '0.%03d' $((RANDOM % 1000)))"
}

# What unkilled runs give, and how long they take.
reference() {
    local begin=$EPOCHREALTIME
    (sim "$1") || fail "a run that was left alone ended with $?"
    took=$(((${EPOCHREALTIME/[.,]/} - ${begin/[.,]/}) / 1000))
    echo 'my own' >"$all/notes.txt"
    sums "$dir" >"$scratch/sums.$1"
    kept "$all" >"$scratch/kept.$1"
    mv "$all" "$scratch/reference.$1"
}

# kill_after MILLISECONDS COMMAND...: sets `survived` if the command was through before.
kill_after() {
    local ms=$1
    shift
    ("$@") &
    local run=$!
    sleep "$(printf '%d.%03d' $((ms / 1000)) $((ms % 1000)))"
    survived=
    kill -KILL $run 2>/dev/null || survived=yes
    wait $run 2>/dev/null || :
}

# whole: what lies there is the run of seed 1 or that of seed 2, or has, between two renames, no name but all of its files.
whole() {
    local at=$dir
    if [ ! -d "$at" ]; then
        at=$(find "$all" -maxdepth 1 -name '.run.*.old')
        unnamed=$((unnamed + 1))
        [ -n "$at" ] || fail "after kill $1 there are no results"
    fi
    sums "$at" >"$scratch/now"
    if cmp -s "$scratch/now" "$scratch/sums.1"; then
        old=$((old + 1))
    elif cmp -s "$scratch/now" "$scratch/sums.2"; then
        new=$((new + 1))
    else
        diff "$scratch/now" "$scratch/sums.1" >&2 || :
        fail "after kill $1 the results are neither the old nor the new ones"
    fi
}

# again SEED: run to its end; all is there, and nothing that was left over.
again() {
    (sim "$1") || fail "the run after kill $2 ended with $?"
    sums "$dir" | cmp -s - "$scratch/sums.$1" || fail "the run after kill $2 gave other results"
    [ -z "$(find "$out" -name '*.part' -o -name '*.old')" ] || fail "the run after kill $2 left files over"
}

./ioasid-sim --version >/dev/null # builds it, if need be
reference 1
reference 2
cat "$scratch/kept.1" "$scratch/kept.2" | sort -k 2 >"$scratch/kept"

# While it simulates: what a killed run had kept, the next one has; all kept files are those of a run that was left alone.
resumed=0
for ((n = 1; n <= kills; n++)); do
    rm -rf "$out"
    kill_after $((200 + RANDOM % took)) sim 1
    before=$( (kept "$all" 2>/dev/null || :) | tee "$scratch/before" | wc -l)
    [ -z "$(comm -23 <(sort "$scratch/before") <(sort "$scratch/kept.1"))" ] || fail "kill $n left a replication half"
    again 1 "$n"
    kept "$all" | cmp -s - "$scratch/kept.1" || fail "the run after kill $n kept other replications"
    if [ "$before" -gt 0 ] && [ -z "$survived" ]; then
        grep -q "reused $before replication" "$scratch/err" || fail "the run after kill $n did not reuse the $before replications that were kept"
        resumed=$((resumed + 1))
    fi
done

# While it places: everything is kept already, the results of the other seed lie there. The kill comes when a first part file appears, or
# up to 300 ms later.
old=0 new=0 unnamed=0
rm -rf "$out"
mkdir "$out"
cp -r "$scratch/reference.1" "$all"
cp -r "$scratch/reference.2/.replications" "$all/"
for ((n = 1; n <= kills; n++)); do
    sum=$(sums "$dir" | sha256sum)
    [ "$sum" = "$(sha256sum <"$scratch/sums.1")" ] && next=2 || next=1
    (sim $next) &
    run=$!
    until [ -n "$(find "$all" -maxdepth 1 -name '.run.*')" ] || ! kill -0 $run 2>/dev/null; do :; done
    # as often late as early: the two renames come last
    if ((RANDOM % 2)); then
        until ls -d "$all"/.run.*/manifest.json >/dev/null 2>&1 || ! kill -0 $run 2>/dev/null; do :; done
        sleep "$(printf '0.%04d' $((RANDOM % 200)))"
    else
        pause
    fi
    kill -KILL $run 2>/dev/null || :
    wait $run 2>/dev/null || :
    whole "$n"
    again $next "$n"
    kept "$all" | cmp -s - "$scratch/kept" || fail "after kill $n, replications are lost"
    grep -q '^my own$' "$all/notes.txt" || fail "after kill $n, what lies beside the results is lost"
done
# A fleet that was killed goes on with what it had kept, and comes to the same answer.
{ one_tenant fleet 'duration: 10s, replications: 4, seed: 1' | sed '/^sweep/d'
  cat <<'YAML'
fleet:
  find: instances of web
  such_that: [web.first_try_success >= 90%]
  hosts: {small: {host.max_pasids: 120}, large: {}}
  flavours: {slow: {}, fast: {tenants.web.processes.arrivals.poisson: 40/s}}
  demands: {slow: 100, fast: 50}
YAML
} >"$scratch/fleet.yaml"

fleet() {
    exec ./ioasid-sim fleet "$scratch/fleet.yaml" --time 10min --no-charts --jobs 2 --out "$scratch/fleets" >/dev/null 2>"$scratch/err"
}

begin=$EPOCHREALTIME
(fleet) || fail "a fleet that was left alone ended with $?"
took=$(((${EPOCHREALTIME/[.,]/} - ${begin/[.,]/}) / 1000))
sums "$scratch/fleets/fleet/fleet" >"$scratch/fleet.sums"
went_on=0
for ((n = 1; n <= kills; n++)); do
    rm -rf "$scratch/fleets"
    kill_after $((200 + RANDOM % took)) fleet
    before=$( (find "$scratch/fleets" -name '*.bin' 2>/dev/null || :) | wc -l)
    (fleet) || fail "the fleet after kill $n ended with $?"
    sums "$scratch/fleets/fleet/fleet" | cmp -s - "$scratch/fleet.sums" || fail "the fleet after kill $n gave another answer"
    [ "$before" -eq 0 ] || went_on=$((went_on + 1))
done

printf 'kill: %d kills while simulating (%d with replications kept, all of them reused), %d while placing (%d left the old results, %d the new ones, %d of these without their name until the next run): nothing lost, nothing mixed; %d fleets killed, %d with replications kept: the same answer\n' \
    "$kills" "$resumed" "$kills" "$old" "$new" "$unnamed" "$kills" "$went_on"
