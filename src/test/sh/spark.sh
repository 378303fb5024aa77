#!/usr/bin/env bash
# Runs a sweep on Spark clusters of two executors on this machine, one jar on each version of Spark: an executor is killed (SIGKILL) in the
# middle, and the results are byte for byte those of one process; executors of another program refuse; a cluster that gives up leaves what was
# finished; one that is not there is told before anything runs. Fetches Spark from Maven Central: src/test/sh/spark.sh [VERSION...].
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../../.."
. src/test/sh/common.sh
versions=("$@")
[ $# -gt 0 ] || versions=(3.5.6 4.0.1)

[ -n "${IOASID_SIM_JAR:-}" ] || ./ioasid-sim --version >/dev/null # builds the program, if need be
jar=${IOASID_SIM_JAR:-target/ioasid-sim.jar}
./mvnw -B -ntp -q -f spark/pom.xml package

# What an installed Spark has: its jars, and a spark-submit that starts them. MORE_CONF is put in front of the words, so that these win;
# EXECUTOR_JAR takes the place of the program's jar in the executors.
fetch() {
    local home=$scratch/spark-$1
    ./mvnw -B -ntp -q -f spark/pom.xml dependency:copy-dependencies -Dspark.version="$1" -DincludeScope=provided \
        -DexcludeGroupIds=org.ioasidsim -DoutputDirectory="$home/jars"
    mkdir "$home/bin"
    cat >"$home/bin/spark-submit" <<'SUBMIT'
#!/usr/bin/env bash
export SPARK_LOCAL_IP=127.0.0.1 SPARK_SCALA_VERSION=2.13
opens=()
for package in lang lang.invoke lang.reflect io net nio util util.concurrent util.concurrent.atomic; do
    opens+=("--add-opens=java.base/java.$package=ALL-UNNAMED")
done
opens+=(--add-opens=java.base/sun.nio.ch=ALL-UNNAMED --add-opens=java.base/sun.nio.cs=ALL-UNNAMED)
opens+=(--add-opens=java.base/sun.security.action=ALL-UNNAMED --add-opens=java.base/sun.util.calendar=ALL-UNNAMED)
conf=()
for one in ${MORE_CONF:-}; do
    conf+=(--conf "$one")
done
words=("$@")
if [ -n "${EXECUTOR_JAR:-}" ]; then
    conf+=(--conf "spark.executor.extraClassPath=$EXECUTOR_JAR")
    words=("${words[@]/spark.executor.userClassPathFirst=true/spark.executor.userClassPathFirst=false}")
fi
exec java -Xmx1g "${opens[@]}" -cp "$SPARK_HOME/jars/*" org.apache.spark.deploy.SparkSubmit "${conf[@]}" "${words[@]}"
SUBMIT
    chmod +x "$home/bin/spark-submit"
}

one_tenant far-away 'duration: 1000s, warm_up: 10s, replications: 8, seed: 1' 'tenants.web.instances: [10, 20, 30]' >"$scratch/far-away.yaml"

# sim OUT [OPTION]...: replaces this shell by the command.
sim() {
    local out=$1
    shift
    exec java -jar "$jar" sweep "$scratch/far-away.yaml" --no-charts --out "$scratch/$out" "$@" 2>"$scratch/err"
}

kept() {
    find "$scratch/$1" -name '*.bin' 2>/dev/null | wc -l
}

# kills OUT: starts the sweep on a cluster and kills an executor once something is kept; leaves the status in $status.
kills() {
    (sim "$1" --on 'local-cluster[2,1,1024]' >"$scratch/$1.txt") &
    local command=$!
    until [ "$(kept "$1")" -ge 3 ] || ! kill -0 $command 2>/dev/null; do sleep 0.1; done
    java -cp "$scratch/kill" KillExecutor $command >/dev/null || fail 'no executor of Spark was found to kill'
    before=$(kept "$1")
    [ "$before" -lt 24 ] || fail 'everything was simulated before an executor was killed: take a longer run'
    status=0
    wait $command || status=$?
}

# refuses STATUS TEXT OUT [OPTION]...: the sweep ends with that status, tells the text, and leaves no results.
refuses() {
    local wanted=$1 text=$2 status=0
    shift 2
    (sim "$@" >"$scratch/refused.txt") || status=$?
    [ $status = "$wanted" ] || fail "'$text' ended with $status, not $wanted"
    grep -q "$text" "$scratch/err" || fail "standard error does not say '$text'"
    [ ! -s "$scratch/refused.txt" ] && [ ! -e "$scratch/$1/far-away/sweep/sweep.csv" ] || fail "'$text' left results"
}

javac -proc:none -d "$scratch/kill" src/test/sh/KillExecutor.java
(sim whole --jobs 1 >"$scratch/whole.txt") || fail "the sweep in one process ended with $?"
sums "$scratch/whole" >"$scratch/sums"

for version in "${versions[@]}"; do
    fetch "$version"
    export SPARK_HOME=$scratch/spark-$version
    kills "cluster-$version"
    [ $status = 0 ] || fail "the sweep on Spark $version, an executor of which was killed, ended with $status"
    sums "$scratch/cluster-$version" | cmp -s - "$scratch/sums" || fail "Spark $version gave other results than one process"
    cmp -s "$scratch/whole.txt" "$scratch/cluster-$version.txt" || fail "Spark $version gave another summary than one process"
    printf 'spark: %s, two executors, one killed after %d of 24 replications: the bytes of one process\n' "$version" "$before"
done

# An executor with a class more is another program.
mkdir -p "$scratch/more/org/ioasidsim"
echo 'package org.ioasidsim; final class More {}' >"$scratch/more/More.java"
javac -proc:none -d "$scratch/more" "$scratch/more/More.java"
cp "$jar" "$scratch/other.jar"
jar --update --file "$scratch/other.jar" -C "$scratch/more" org/ioasidsim/More.class
EXECUTOR_JAR=$scratch/other.jar refuses 7 'the cluster gave up: a worker has program and Java .* and not .*: same jar and same Java everywhere' \
    mismatch --on 'local-cluster[2,1,1024]'
printf 'spark: %s\n' "$(grep 'the cluster gave up' "$scratch/err")"

# A cluster that may lose no task gives up where an executor is killed; the same command goes on without it.
MORE_CONF='spark.task.maxFailures=1' kills lost
[ $status = 7 ] || fail "a cluster that gave up ended with $status, not 7"
[ "$(grep -c '^ioasid-sim: the cluster gave up' "$scratch/err")" = 1 ] || fail 'a cluster that gave up is not told in one line'
[ "$(kept lost)" -ge "$before" ] || fail 'a cluster that gave up lost what was finished'
(sim lost >"$scratch/lost.txt") || fail "the sweep that goes on without the cluster ended with $?"
grep -q "^reused [1-9]" "$scratch/err" || fail 'the sweep that goes on without the cluster found nothing'
sums "$scratch/lost" | cmp -s - "$scratch/sums" || fail 'what a cluster that gave up had finished is not what one process has'

refuses 3 'the cluster cannot be reached' nowhere --on 'local-cluster[2,1,1]'
printf 'spark: a cluster that gives up keeps what was finished, one that is not there is told first\n'
