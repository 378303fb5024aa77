#!/usr/bin/env bash
# Runs the program as a user does and checks what comes back. Needs a JDK and nothing else.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../../.."
. src/test/sh/common.sh

scenario=scenarios/noisy-neighbour-arm64.yaml
short=(--duration 2s --replications 3 --quiet)

says() {
    grep -qF -- "$2" "$scratch/$1" || { cat "$scratch/out" >&2; fail "standard $1 does not say '$2'"; }
}

says_nothing() {
    [ ! -s "$scratch/$1" ] || { cat "$scratch/out" >&2; fail "standard $1 is not empty"; }
}

# The launcher, also from elsewhere, through a link, and in a path with a blank.
expect 0 ./ioasid-sim --help
says out 'Usage: ioasid-sim'
mkdir "$scratch/a blank"
ln -s "$PWD/ioasid-sim" "$scratch/a blank/sim"
(cd "$scratch" && "a blank/sim" --version >"$scratch/version")
grep -q '^ioasid-sim [0-9]' "$scratch/version" || fail '--version through a link does not name the version'
JAVA_HOME=$scratch expect 1 ./ioasid-sim --help
says err 'JAVA_HOME'

# Usage errors: one line, status 2, nothing on standard output.
expect 2 ./ioasid-sim rum "$scenario"
says err 'did you mean run'
says_nothing out
expect 2 ./ioasid-sim run "$scenario" --variant no-such-variant

# A reader that goes away, as head does, ends the program silently with the status of SIGPIPE.
(set +e; ./ioasid-sim metrics 2>"$scratch/err"; echo $? >"$scratch/status") | (exec 0<&-; sleep 1) || :
says_nothing err
[ "$(cat "$scratch/status")" -eq 141 ] || fail "a closed pipe ended with $(cat "$scratch/status"), not 141"
checks=$((checks + 1))

# Invalid input: status 3, each problem with its line, nothing written.
for file in scenarios/*.yaml; do
    expect 0 ./ioasid-sim validate "$file"
done
expect 0 ./ioasid-sim init "$scratch/my-question"
expect 0 ./ioasid-sim validate "$scratch/my-question.yaml"
sed 's/question:/questoin:/' "$scenario" >"$scratch/typo.yaml"
expect 3 ./ioasid-sim run "$scratch/typo.yaml" --out "$scratch/typo"
says err 'did you mean question?'
says err 'typo.yaml:'
[ ! -e "$scratch/typo" ] || fail 'an invalid scenario left results'
expect 3 ./ioasid-sim validate "$scratch/no-such-file.yaml"

# A run: the same bytes whatever the number of jobs, one JSON document, results only on standard output.
expect 0 ./ioasid-sim run "$scenario" "${short[@]}" --jobs 1 --out "$scratch/one"
expect 0 ./ioasid-sim run "$scenario" "${short[@]}" --jobs 2 --out "$scratch/two"
for file in summary replications refusals blame timeline; do
    cmp "$scratch/one/noisy-neighbour-arm64/run/$file.csv" "$scratch/two/noisy-neighbour-arm64/run/$file.csv"
done
[ -s "$scratch/one/noisy-neighbour-arm64/run/report.html" ] || fail 'there is no report.html'
expect 0 ./ioasid-sim run "$scenario" "${short[@]}" --no-charts --format json --out "$scratch/json"
cat >"$scratch/IsJson.java" <<'JAVA'
public final class IsJson {
    public static void main(String[] args) throws Exception {
        try (var reader = new com.google.gson.stream.JsonReader(new java.io.FileReader(args[0]))) {
            reader.skipValue();
            if (reader.peek() != com.google.gson.stream.JsonToken.END_DOCUMENT) {
                throw new IllegalStateException("more than one document");
            }
        }
    }
}
JAVA
"${JAVA_HOME:+$JAVA_HOME/bin/}java" -cp target/ioasid-sim.jar "$scratch/IsJson.java" "$scratch/out" || fail 'the output of --format json is not one JSON document'
expect 2 ./ioasid-sim run "$scenario" "${short[@]}" --out "$scratch/out"

# Stored replications: a repeated run simulates nothing; report and verify agree with what lies there; a changed file does not pass.
expect 0 ./ioasid-sim run "$scenario" --duration 2s --replications 3 --no-charts --out "$scratch/one"
says err 'reused 21 replications'
for file in summary replications refusals blame timeline; do
    cmp "$scratch/one/noisy-neighbour-arm64/run/$file.csv" "$scratch/two/noisy-neighbour-arm64/run/$file.csv"
done
rm "$scratch/one/noisy-neighbour-arm64/run/summary.csv"
expect 0 ./ioasid-sim report "$scratch/one/noisy-neighbour-arm64/run" --no-charts
cmp "$scratch/one/noisy-neighbour-arm64/run/summary.csv" "$scratch/two/noisy-neighbour-arm64/run/summary.csv"
expect 0 ./ioasid-sim verify "$scratch/one/noisy-neighbour-arm64/run"
says out ' passed, 0 failed'
echo >>"$scratch/one/noisy-neighbour-arm64/run/summary.csv"
expect 5 ./ioasid-sim verify "$scratch/one/noisy-neighbour-arm64/run"
says out 'FAILED summary.csv'
expect 3 ./ioasid-sim verify "$scratch"

# Capacity: the same bytes whatever the number of jobs, after an interruption as well.
expect 0 ./ioasid-sim sweep "$scenario" "${short[@]}" --list --out "$scratch/sweep"
says out '5 points, 15 replications'
./ioasid-sim sweep "$scenario" "${short[@]}" --jobs 1 --no-charts --out "$scratch/sweep" >/dev/null 2>&1 &
sleep 1
kill -KILL $! 2>/dev/null || :
wait $! || :
expect 0 ./ioasid-sim sweep "$scenario" "${short[@]}" --jobs 2 --no-charts --out "$scratch/sweep"
expect 0 ./ioasid-sim sweep "$scenario" "${short[@]}" --jobs 1 --no-charts --out "$scratch/sweep-one"
cmp "$scratch/sweep/noisy-neighbour-arm64/sweep/sweep.csv" "$scratch/sweep-one/noisy-neighbour-arm64/sweep/sweep.csv"
expect 0 ./ioasid-sim plan "$scenario" "${short[@]}" --no-charts --out "$scratch/plan"
says out 'The largest number of web with first-try success of 100 % for web in misc is 400'

# What show prints is a scenario, and gives the same results.
expect 0 ./ioasid-sim show "$scenario"
cp "$scratch/out" "$scratch/shown.yaml"
expect 0 ./ioasid-sim run "$scratch/shown.yaml" "${short[@]}" --no-charts --out "$scratch/shown"
cmp "$scratch/two/noisy-neighbour-arm64/run/summary.csv" "$scratch/shown/noisy-neighbour-arm64/run/summary.csv"

# Real input: a machine as a scenario, recorded rows on a scenario's host, a law in their place, and a file cut off in the middle.
expect 0 ./ioasid-sim snapshot -o "$scratch/here.yaml"
expect 0 ./ioasid-sim run "$scratch/here.yaml" --no-charts --out "$scratch/here"
rows=scenarios/traces/hello-ci-ftrace-2025/mm_lifetimes.csv.gz
expect 0 ./ioasid-sim replay "$rows" --scenario scenarios/serverless-functions-replay.yaml --variant eight-bit --no-charts --out "$scratch/replay"
says out "Replayed: $rows in the place"
expect 0 ./ioasid-sim verify "$scratch/replay/serverless-functions-replay-replay/run"
expect 0 ./ioasid-sim fit "$rows" --column duration_s --out "$scratch/fit"
head -c 20000 "$rows" >"$scratch/cut.csv.gz"
expect 3 ./ioasid-sim replay "$scratch/cut.csv.gz" --scenario scenarios/serverless-functions-replay.yaml --out "$scratch/cut"
says err 'the gzip data is cut off'
[ ! -e "$scratch/cut" ] || fail 'a trace that is cut off left results'
printf 'pid=1\n' >"$scratch/odd.txt"
expect 3 ./ioasid-sim import "$scratch/odd.txt" -o "$scratch/odd.csv"
[ ! -e "$scratch/odd.csv" ] || fail 'an import that failed left a file'

expect 0 ./ioasid-sim ops --check src/test/resources/vectors
expect 0 ./ioasid-sim analytic erlang-b --load 10 --ids 10 --format json
says out '"blocking": 0.2145823431073'
expect 0 ./ioasid-sim doctor

# The library: the module in its jar, used by another module as its reference shows.
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
modules=target/ioasid-sim-api.jar:$scratch/lib
./mvnw -B -q -ntp dependency:copy-dependencies -DincludeScope=runtime -DoutputDirectory="$scratch/lib"
mkdir -p "$scratch/consumer"
echo 'module consumer { requires org.ioasidsim; }' >"$scratch/consumer/module-info.java"
cp src/test/java/examples/TenLines.java src/test/java/examples/Questions.java src/test/java/examples/OwnPolicy.java "$scratch/consumer"
expect 0 "${java}c" -proc:none -d "$scratch/classes" -p "$modules" "$scratch"/consumer/*.java
expect 0 "$java" -p "$scratch/classes:$modules" -m consumer/examples.Questions src/test/resources/examples/seats.yaml "$scratch"
says out 'planned: /web/misc.max.pasid: OptionalLong[7] will do, OptionalLong[6] will not'
echo 'package examples; class Intruder { org.ioasidsim.experiment.Experiment closed; }' >"$scratch/consumer/Intruder.java"
expect 1 "${java}c" -proc:none -d "$scratch/classes" -p "$modules" "$scratch"/consumer/*.java
says err 'package org.ioasidsim.experiment is not visible'
! "${JAVA_HOME:+$JAVA_HOME/bin/}jar" --list --file target/ioasid-sim.jar | grep 'module-info' || fail 'the jar with all libraries has the descriptor of a module'

# A signal ends a long run with its status and keeps what is finished.
./ioasid-sim run "$scenario" --replications 2000 --duration 60s --no-charts --out "$scratch/long" >/dev/null 2>&1 &
sleep 3
kill -TERM $!
status=0
wait $! || status=$?
[ "$status" -eq 143 ] || fail "a terminated run ended with $status, not 143"
printf 'end-to-end: %d checks passed\n' "$checks"
