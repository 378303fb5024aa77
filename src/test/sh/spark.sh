#!/usr/bin/env bash
# Runs a sweep on a Spark cluster of two executors on this machine, kills one of them (SIGKILL) in the middle, and checks that the results are
# byte for byte those of one process; asks for a cluster that is not there. Fetches Spark from Maven Central: src/test/sh/spark.sh.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../../.."
exec </dev/null

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

fail() {
    printf 'spark: %s\n' "$1" >&2
    [ ! -s "$scratch/err" ] || tail -n 40 "$scratch/err" >&2
    exit 1
}

# What an installed Spark has: its jars, and a spark-submit that starts them.
if [ -z "${SPARK_HOME:-}" ]; then
    ./ioasid-sim --version >/dev/null # builds the program, if need be
    ./mvnw -B -ntp -q -f spark/pom.xml package dependency:copy-dependencies -DincludeScope=provided \
        -DexcludeGroupIds=org.ioasidsim -DoutputDirectory="$scratch/spark/jars"
    mkdir "$scratch/spark/bin"
    cat >"$scratch/spark/bin/spark-submit" <<'SUBMIT'
#!/usr/bin/env bash
export SPARK_LOCAL_IP=127.0.0.1 SPARK_SCALA_VERSION=2.13
opens=()
for package in lang lang.invoke lang.reflect io net nio util util.concurrent util.concurrent.atomic; do
    opens+=("--add-opens=java.base/java.$package=ALL-UNNAMED")
done
opens+=(--add-opens=java.base/sun.nio.ch=ALL-UNNAMED --add-opens=java.base/sun.nio.cs=ALL-UNNAMED)
opens+=(--add-opens=java.base/sun.security.action=ALL-UNNAMED --add-opens=java.base/sun.util.calendar=ALL-UNNAMED)
exec java -Xmx1g "${opens[@]}" -cp "$SPARK_HOME/jars/*" org.apache.spark.deploy.SparkSubmit "$@"
SUBMIT
    chmod +x "$scratch/spark/bin/spark-submit"
    export SPARK_HOME=$scratch/spark
fi
jar=${IOASID_SIM_JAR:-target/ioasid-sim.jar}

cat >"$scratch/far-away.yaml" <<'YAML'
scenario: far-away
question: Is it the same there?
host: {preset: x86-vtd-8bit-viommu, devices: {dsa: {}}}
cgroups: {/web: {}}
tenants:
  web:
    cgroup: /web
    kind: container
    instances: 20
    processes:
      initial: 0
      arrivals: {poisson: 20/s}
      lifetime: {exponential: {mean: 2s}}
      devices: [dsa]
      on_refusal: give-up
run: {duration: 1000s, warm_up: 10s, replications: 8, seed: 1}
sweep: {tenants.web.instances: [10, 20, 30]}
YAML

# sim OUT [OPTION]...: replaces this shell by the command.
sim() {
    local out=$1
    shift
    exec java -jar "$jar" sweep "$scratch/far-away.yaml" --no-charts --out "$scratch/$out" "$@" 2>"$scratch/err"
}

sums() {
    (cd "$scratch/$1" && find . -type f ! -name manifest.json ! -path '*/.replications/*' -exec sha256sum {} + | sort -k 2)
}

# The executors of the command $1: its child is spark-submit, in which the two workers live.
executors() {
    local submit
    submit=$(pgrep -P "$1" | head -n 1) || return 0
    pgrep -P "$submit" -f CoarseGrainedExecutorBackend || :
}

(sim whole --jobs 1 >"$scratch/whole.txt") || fail "the sweep in one process ended with $?"

(sim cluster --on 'local-cluster[2,1,1024]' >"$scratch/cluster.txt") &
command=$!
kept() { find "$scratch/cluster" -name '*.bin' 2>/dev/null | wc -l; }
until [ "$(kept)" -ge 3 ] || ! kill -0 $command 2>/dev/null; do sleep 0.1; done
victim=$(executors $command | head -n 1)
[ -n "$victim" ] || fail 'no executor of Spark was found to kill'
kill -KILL "$victim"
before=$(kept)
wait $command || fail "the sweep on Spark, an executor of which was killed, ended with $?"
[ "$before" -lt 24 ] || fail 'everything was simulated before an executor was killed: take a longer run'
[ "$(sums whole)" = "$(sums cluster)" ] || fail 'Spark gave other results than one process'
cmp -s "$scratch/whole.txt" "$scratch/cluster.txt" || fail 'Spark gave another summary than one process'

status=0
(sim nowhere --on 'local-cluster[2,1,1]' >"$scratch/nowhere.txt") || status=$?
[ $status = 3 ] || fail "a cluster that cannot be had ended with $status, not 3"
grep -q 'the cluster cannot be reached' "$scratch/err" || fail 'a cluster that cannot be had is not told'
[ ! -e "$scratch/nowhere/far-away/sweep.csv" ] || fail 'a cluster that cannot be had left results'
printf 'spark: two executors, one killed after %d of 24 replications: the bytes of one process\n' "$before"
