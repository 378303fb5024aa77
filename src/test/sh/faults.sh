#!/usr/bin/env bash
# Runs the program where something is wrong: outputs that are no plain files, signals in each phase, starts that build at the same time,
# full disks, clocks that were set back. Needs the built program; as root it tries more.
# src/test/sh/faults.sh [PART...]: outputs, signals, launcher, files, machine (default: all). MOST_MS is the time to hear a signal in.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../../.."
. src/test/sh/common.sh
set -m # else background processes ignore SIGINT; they do all the same, but for env, where this script is itself one

trap 'umount "$scratch"/machine/full "$scratch"/machine/mounted/tiny 2>/dev/null || :; rm -rf "$scratch"' EXIT
most_ms=${MOST_MS:-2000}
scenario=$scratch/tiny.yaml
trace=$scratch/trace.txt

# says TEXT: one line of standard error has it, and none shows the program's inside.
says() {
    grep -qF -- "$1" "$scratch/err" || fail "standard error does not say '$1'"
    ! grep -qE 'Exception|^\s+at ' "$scratch/err" || fail "standard error shows an exception"
}

cat >"$scenario" <<'YAML'
scenario: tiny
question: Is anything wrong?
host: {preset: x86-vtd-8bit-viommu, devices: {dsa: {}}}
cgroups: {/web: {}, /ci: {}}
tenants:
  web:
    cgroup: /web
    kind: container
    instances: 4
    processes:
      initial: 0
      arrivals: {poisson: 20/s}
      lifetime: {exponential: {mean: 2s}}
      devices: [dsa]
      on_refusal: give-up
run: {duration: 10s, replications: 2, seed: 1}
sweep: {tenants.web.instances: [1, 2]}
plan:
  find: largest tenants.web.instances
  between: [1, 400]
  such_that: [web.first_try_success >= 90%]
YAML

cat >"$trace" <<'TRACE'
    sh-10    [000] .....     1.000000: task_newtask: pid=11 comm=sh clone_flags=1200000 oom_score_adj=0
    sh-10    [000] .....     1.000010: sched_process_fork: comm=sh pid=10 child_comm=sh child_pid=11
  true-11    [001] .....     2.500000: sched_process_exec: filename=/bin/true pid=11 old_pid=11
  true-11    [001] .....     4.000000: sched_process_exit: comm=true pid=11 prio=120 group_dead=true
TRACE

# Outputs that are no plain files stay what they are.
outputs() {
    local d=$scratch/outputs
    mkdir "$d" "$d/real"
    mknod "$d/null" c 1 3 2>/dev/null || ln -s /dev/null "$d/null"
    mkfifo "$d/fifo"
    : >"$d/target"
    ln -s target "$d/link"
    ln -s new "$d/dangling"
    ln -s real "$d/results"
    local before
    before=$(cd "$d" && stat -c '%n %F %i' null fifo link dangling results)
    for command in "import $trace" snapshot; do
        # shellcheck disable=SC2086  # words
        for output in null link dangling; do
            expect 0 ./ioasid-sim $command -o "$d/$output"
        done
        [ -s "$d/target" ] && [ -s "$d/new" ] || fail "'$command' did not write through a link"
        cat "$d/fifo" >"$d/read" &
        # shellcheck disable=SC2086
        expect 0 ./ioasid-sim $command -o "$d/fifo"
        wait $!
        cmp -s "$d/read" "$d/target" || [ "$command" = snapshot ] || fail "'$command' wrote something else to a FIFO"
        # shellcheck disable=SC2086
        expect 0 ./ioasid-sim $command -o -
        cmp -s "$scratch/out" "$d/target" || [ "$command" = snapshot ] || fail "'$command' wrote something else to standard output"
        : >"$d/target"
        rm "$d/new"
    done
    for output in null fifo; do
        expect 2 ./ioasid-sim run "$scenario" --record "$d/$output" --out "$d/results" --no-charts
    done
    expect 0 ./ioasid-sim run "$scenario" --record "$d/link" --out "$d/results" --no-charts
    [ -s "$d/target" ] || fail 'the recording did not go through a link'
    for command in run sweep plan gallery; do
        expect 0 ./ioasid-sim $command "$scenario" --out "$d/results" --no-charts
    done
    mkdir "$d/elsewhere"
    mv "$d/real/tiny" "$d/elsewhere/"
    ln -s ../elsewhere/tiny "$d/real/tiny"
    expect 0 ./ioasid-sim run "$scenario" --seed 2 --out "$d/results" --no-charts
    [ -h "$d/real/tiny" ] && grep -q '"seed": 2' "$d/elsewhere/tiny/run/manifest.json" || fail 'results did not go through a link'
    [ "$before" = "$(cd "$d" && stat -c '%n %F %i' null fifo link dangling results)" ] || fail 'an output is not what it was'
    [ -z "$(find "$d" -name '.*.part' -o -name '.*.old')" ] || fail 'files are left over'
}

# hears DELAYS COMMAND...: SIGTERM or SIGINT after each delay ends the command in time, with its status and without half a file.
hears() {
    local delays=$1 signal status begin ms
    shift
    for delay in $delays; do
        for signal in TERM INT; do
            env --default-signal=INT ./ioasid-sim "$@" --out "$scratch/signals" >"$scratch/out" 2>"$scratch/err" &
            local process=$!
            sleep "$delay"
            begin=${EPOCHREALTIME/[.,]/}
            status=0
            kill -$signal $process 2>/dev/null || :
            { wait $process || status=$?; } 2>/dev/null
            ms=$(((${EPOCHREALTIME/[.,]/} - begin) / 1000))
            checks=$((checks + 1))
            case $signal-$status in
                TERM-143 | INT-130) ;;
                *-0 | *-[56]) [ "$ms" -lt 1000 ] || fail "'$*' did not hear $signal after $delay s" ;; # was nearly through
                *) cat "$scratch/err" >&2; fail "'$*' ended with $status by $signal after $delay s" ;;
            esac
            [ "$ms" -le "$most_ms" ] || fail "'$*' heard $signal after $delay s only $ms ms later"
            [ "$ms" -le "$worst" ] || worst=$ms
            ! grep -qE 'Exception|^\s+at ' "$scratch/err" || { cat "$scratch/err" >&2; fail "'$*' shows an exception"; }
            [ -z "$(find "$scratch/signals" -name '.*.part' -o -name '.*.old' 2>/dev/null)" ] || fail "'$*' left files over"
        done
    done
}

signals() {
    worst=0
    local many=$scratch/many.yaml rows=$scratch/rows.csv forks=$scratch/forks.txt
    { sed -n '1,/^cgroups/p' "$scenario" | sed 's/^scenario: tiny/scenario: many/;s/^cgroups.*/cgroups: {/'
      for ((i = 0; i < 1500; i++)); do printf '  /t%d: {},\n' $i; done
      echo '}'
      echo 'tenants:'
      for ((i = 0; i < 1500; i++)); do
          printf '  t%d: {cgroup: /t%d, kind: container, instances: 1, processes: {initial: 0, arrivals: {poisson: 2/s}, lifetime: {exponential: {mean: 1s}}, devices: [dsa], on_refusal: give-up}}\n' $i $i
      done
      echo 'run: {duration: 10s, replications: 2, seed: 1}'; } >"$many"
    { echo start_s,duration_s; awk 'BEGIN {for (i = 0; i < 3000000; i++) print i / 1000 "," (i * 7919) % 1009 / 100 + .01}'; } >"$rows"
    awk 'BEGIN {for (i = 0; i < 1500000; i++) {
        printf "    sh-10    [000] .....     %d.%06d: sched_process_fork: comm=sh pid=10 child_comm=sh child_pid=%d\n", i / 1000, i % 1000 * 1000, 100 + i % 30000
        printf "    sh-%d    [000] .....     %d.%06d: sched_process_exit: comm=sh pid=%d prio=120 group_dead=true\n", 100 + i % 30000, i / 1000, i % 1000 * 1000 + 500, 100 + i % 30000}}' >"$forks"
    sed "s|arrivals: .*|arrivals: {trace: {file: $rows}}|;s/^run:.*/run: {duration: 3000s, replications: 2, seed: 1}/" "$scenario" >"$scratch/traced.yaml"
    sed 's/^run:.*/run: {duration: 10000s, replications: 400, seed: 1}/' "$scenario" >"$scratch/long.yaml"
    sed 's/^run:.*/run: {duration: 100s, replications: 4, seed: 1}/;s/instances: 4/instances: 5/' "$scenario" >"$scratch/rare.yaml"
    sed "s/^sweep:.*/sweep: {tenants.web.instances: [$(seq -s ', ' 1 3000)]}/" "$scenario" >"$scratch/grid.yaml"
    hears '0.1 1 3' validate "$many"                       # reading a scenario
    hears '1 2.5 4' run "$many" --no-charts                # theory and tables of many tenants
    hears '2 4 6' run "$many"                              # drawing charts, writing
    hears '0.5 1.5 3' run "$scratch/traced.yaml" --no-charts # parsing a trace
    hears '0.5 1.5 3' replay "$rows" --scenario "$scenario" --no-charts
    hears '0.5 1.5 3' import "$forks" -o "$scratch/signals.csv"
    hears '0.5 1.5 3' fit "$rows" --column duration_s --no-charts
    hears '1 2' run "$scratch/long.yaml" --no-charts       # simulating
    hears '0.5 1.5' run "$scratch/rare.yaml" --set run.estimate=splitting --set run.replications=40 --no-charts
    hears '0.5 1 2' sweep "$scratch/grid.yaml" --list
    hears '1 2' sweep "$scratch/long.yaml" --no-charts
    hears '1 2' plan "$scratch/long.yaml" --no-charts
    hears '1 2' isolation "$many" --aggressor t0 --no-charts
    hears '1 2' gallery "$scratch/long.yaml" --no-charts
    hears '0.5' bench
    [ -z "$(find "$scratch" -maxdepth 1 -name '.*.part')" ] || fail 'a signal left a part file'

    # What was finished is kept, and a second signal ends at once.
    rm -rf "$scratch/signals"
    sed 's/^run:.*/run: {duration: 200s, replications: 4000, seed: 1}/' "$scenario" >"$scratch/steps.yaml"
    ./ioasid-sim run "$scratch/steps.yaml" --no-charts --out "$scratch/signals" >/dev/null 2>&1 &
    until [ "$(find "$scratch/signals" -name '*.bin' 2>/dev/null | wc -l)" -ge 3 ]; do sleep 0.1; done
    kill -TERM $!
    kill -INT $! 2>/dev/null || :
    wait $! || :
    kept=$(find "$scratch/signals" -name '*.bin' | wc -l)
    ./ioasid-sim run "$scratch/steps.yaml" --no-charts --set run.replications=3 --out "$scratch/signals" >/dev/null 2>"$scratch/err"
    grep -qE 'reused [1-3] replication' "$scratch/err" || fail 'what was kept by a run that a signal ended was not used' # those kept may be 1, 2 and 4
    printf 'faults: signals are heard within %d ms (%d replications were kept)\n' "$worst" "$kept"
}

# The launcher alone, with a Java and a build that do nothing.
launcher() {
    local d=$scratch/launcher
    mkdir -p "$d/bin" "$d/src/main" "$d/.ioasid-sim"
    cp ioasid-sim "$d/"
    touch "$d/pom.xml"
    printf '#!/bin/sh\necho build >>built\n%s\nmkdir -p target\necho jar >target/ioasid-sim.jar\n' 'sleep 2' >"$d/mvnw"
    printf '#!/bin/sh\ncase "$*" in *-jar*) echo ran ;; esac\n' >"$d/bin/java"
    echo 'JAVA_VERSION="17.0.1"' >"$d/release"
    chmod +x "$d/mvnw" "$d/bin/java"
    export JAVA_HOME=$d
    # six first starts build once; those that wait say for whom
    local starts=()
    for i in 1 2 3 4 5 6; do
        "$d/ioasid-sim" x >"$d/out$i" 2>"$d/err$i" &
        starts+=($!)
    done
    for process in "${starts[@]}"; do wait "$process" || fail 'a start beside another one failed'; done
    [ "$(wc -l <"$d/built")" -eq 1 ] || fail "six first starts built $(wc -l <"$d/built") times"
    [ "$(cat "$d"/out? | grep -c ran)" -eq 6 ] || fail 'not all six starts ran'
    [ "$(cat "$d"/err? | grep -c 'waiting for process [0-9]*, which builds the program; should it hang, end it: kill')" -eq 5 ] ||
        fail 'a start that waits does not say so'
    # locks of nobody: none named, an owner that is gone, a number that somebody else has now, an earlier version's
    for lock in directory gone reused earlier; do
        rm -rf "$d/target" "$d/.ioasid-sim/build.lock"
        case $lock in
            directory) mkdir "$d/.ioasid-sim/build.lock" ;;
            gone) ln -s 99999999-1 "$d/.ioasid-sim/build.lock" ;;
            reused) ln -s "$$-1" "$d/.ioasid-sim/build.lock" ;;
            earlier) mkdir "$d/.ioasid-sim/build.lock" && echo $$ >"$d/.ioasid-sim/build.lock/pid" ;;
        esac
        expect 0 timeout 20 "$d/ioasid-sim" x
        [ ! -e "$d/.ioasid-sim/build.lock" ] && [ ! -h "$d/.ioasid-sim/build.lock" ] || fail "a lock ($lock) is left"
    done
    # a signal while it builds, and while it waits, is heard at once; the lock is free then
    printf '#!/bin/sh\nexec sleep 30\n' >"$d/mvnw"
    for signal in TERM INT; do
        rm -rf "$d/target"
        "$d/ioasid-sim" x 2>/dev/null &
        local builder=$!
        until [ -h "$d/.ioasid-sim/build.lock" ]; do sleep 0.1; done
        "$d/ioasid-sim" x 2>"$scratch/err" &
        local waiter=$!
        until grep -q "kill $builder" "$scratch/err"; do sleep 0.1; done
        local begin=${EPOCHREALTIME/[.,]/}
        kill -$signal $waiter $builder
        { wait $waiter || :; } 2>/dev/null
        { ! wait $builder || fail 'a start that got a signal went on'; } 2>/dev/null
        [ $(((${EPOCHREALTIME/[.,]/} - begin) / 1000)) -le "$most_ms" ] || fail "the launcher did not hear $signal"
        [ ! -h "$d/.ioasid-sim/build.lock" ] || fail 'a signal left the lock'
    done
    # sources of tomorrow, as after a clock was set back, are built once
    printf '#!/bin/sh\necho build >>built\nmkdir -p target\necho jar >target/ioasid-sim.jar\n' >"$d/mvnw"
    rm "$d/built"
    touch -d tomorrow "$d/src/main/A.java"
    expect 0 "$d/ioasid-sim" x
    expect 0 "$d/ioasid-sim" x
    [ "$(wc -l <"$d/built")" -eq 1 ] || fail 'sources of tomorrow are built at each start'
    unset JAVA_HOME
}

# A directory where a file should be, a full disk, a limit on the size of files, a name that the locale has not.
files() {
    local d=$scratch/files
    mkdir -p "$d/d.yaml" "$d/D.java" "$d/d.jar"
    for command in "validate $d/d.yaml" "run $d/d.yaml" "show $d/d.yaml" "sweep $d/d.yaml" "fit $d/d.yaml --column c" \
        "import $d/d.yaml" "replay $d/d.yaml --scenario $scenario" "replay $trace --scenario $d/d.yaml" "ops $d/d.yaml" \
        "policies --policy-source $d/D.java" "policies --plugin $d/d.jar" "verify $scenario" "report $scenario"; do
        # shellcheck disable=SC2086
        expect 3 ./ioasid-sim $command
        says "$(tr ' ' '\n' <<<"$command" | grep -m 1 -e "$d" -e "$scenario")"
        [ "$(wc -l <"$scratch/err")" -eq 1 ] || { cat "$scratch/err" >&2; fail "'$command' says more than a line"; }
    done
    sed "s|arrivals: .*|arrivals: {trace: {file: $d/d.yaml}}|" "$scenario" >"$d/traced.yaml"
    expect 3 ./ioasid-sim run "$d/traced.yaml" --out "$d/out"
    says 'traced.yaml:12:32: tenants.web.processes.arrivals.trace.file: expected a CSV file'
    for command in "import $trace -o $d/d.yaml" "snapshot -o $d/d.yaml" "run $scenario --record $d/d.yaml" \
        "run $scenario --out $scenario" "gallery --out $scenario"; do
        # shellcheck disable=SC2086
        expect 2 ./ioasid-sim $command
        says 'name a '
    done
    mkdir -p "$d/out"
    echo mine >"$d/out/tiny"
    expect 1 ./ioasid-sim run "$scenario" --out "$d/out"
    says "$d/out/tiny"
    says 'move it away'
    rm "$d/out/tiny"

    expect 1 ./ioasid-sim import "$trace" -o /dev/full
    says '/dev/full: No space left on device'
    sed 's/^run:/expect: ["base: web.first_try_success <= 1%"]\nrun:/' "$scenario" >"$d/unmet.yaml"
    if ./ioasid-sim validate "$d/unmet.yaml" >/dev/null 2>&1; then
        expect 5 ./ioasid-sim run "$d/unmet.yaml" --no-charts --out "$d/out"
        local status=0
        ./ioasid-sim run "$d/unmet.yaml" --no-charts --out "$d/out" >/dev/full 2>"$scratch/err" || status=$?
        [ $status -eq 1 ] || fail "an unmet expectation on a full standard output ended with $status, not 1"
        says 'standard output could not be written'
    else
        fail 'the scenario with an expectation is not valid'
    fi
    (ulimit -f 8 && expect 1 ./ioasid-sim run "$scenario" --out "$d/limited")
    says 'File too large'
    says "$d/limited/tiny/"
    [ ! -e "$d/limited/tiny/run/manifest.json" ] || fail 'results that a limit cut off are in place'
    [ -z "$(find "$d/limited" -name '.*.part')" ] || fail 'a limit left part files'

    cp "$scenario" "$d/prüfung.yaml"
    LC_ALL=C expect 2 ./ioasid-sim validate "$d/prüfung.yaml"
    says 'choose a UTF-8 locale, such as LC_ALL=C.UTF-8'
    LC_ALL=C.UTF-8 expect 0 ./ioasid-sim validate "$d/prüfung.yaml"
    echo 'no Java' >"$d/policy.java"
    expect 3 ./ioasid-sim policies --policy-source "$d/policy.java"
    says "$d/policy.java:1:"
}

# Machines: no place for temporary files, no fonts, a working directory that cannot be written, a plug-in that means harm.
machine() {
    local d=$scratch/machine here=$PWD
    mkdir -p "$d/harm"
    IOASID_SIM_JAVA_OPTS=-Djava.io.tmpdir=$d/none expect 0 ./ioasid-sim run "$scenario" --out "$d/out"
    says 'No charts were drawn'
    says '-Djava.io.tmpdir=DIR'
    [ -s "$d/out/tiny/run/report.html" ] || fail 'without a temporary directory there are no results'
    IOASID_SIM_JAVA_OPTS=-Djava.io.tmpdir=$d/none expect 1 ./ioasid-sim policies --policy-source scenarios/policies/DynamicThreshold.java
    says '-Djava.io.tmpdir=DIR'
    if [ "$(id -u)" = 0 ] && mkdir "$d/full" && mount -t tmpfs -o size=16k tmpfs "$d/full" 2>/dev/null; then
        IOASID_SIM_JAVA_OPTS=-Djava.io.tmpdir=$d/full expect 0 ./ioasid-sim run "$scenario" --out "$d/out"
        says 'No charts were drawn'
        expect 3 ./ioasid-sim run "$scenario" --out "$d/full"
        says "which is free in $d/full"
        umount "$d/full"
    fi
    IOASID_SIM_JAVA_OPTS='-Dsun.awt.fontconfig=/dev/null' FONTCONFIG_FILE=/dev/null FONTCONFIG_PATH=/nowhere \
        expect 0 ./ioasid-sim run "$scenario" --out "$d/out" --fresh
    [ -s "$d/out/tiny/run/manifest.json" ] || fail 'without fonts there are no results'
    if [ "$(id -u)" = 0 ] && command -v setpriv >/dev/null; then
        chmod 755 "$scratch" "$scenario"
        mkdir "$d/mine"
        chown 65534:65534 "$d/mine"
        if setpriv --reuid 65534 --regid 65534 --clear-groups test -r "$here/target/ioasid-sim.jar"; then
            (cd / && expect 2 setpriv --reuid 65534 --regid 65534 --clear-groups "$here/ioasid-sim" run "$scenario")
            says '--out results: / cannot be written, name another directory'
            (cd / && expect 0 setpriv --reuid 65534 --regid 65534 --clear-groups "$here/ioasid-sim" run "$scenario" --no-charts --out "$d/mine")
        fi
        # a mount point cannot be renamed
        mkdir -p "$d/mounted/tiny/run"
        if mount -t tmpfs tmpfs "$d/mounted/tiny/run" 2>/dev/null; then
            for seed in 1 2; do
                expect 0 ./ioasid-sim run "$scenario" --seed $seed --no-charts --out "$d/mounted"
                says 'its files were replaced one by one'
            done
            expect 0 ./ioasid-sim verify "$d/mounted/tiny/run"
            umount "$d/mounted/tiny/run"
        fi
    fi
    # A plug-in runs with the user's rights, as docs/policies.md says; what it throws is told in a line that names it.
    mkdir -p "$d/harm/META-INF/services"
    for provider in java.lang.String Missing 'no class at all'; do
        echo "$provider" >"$d/harm/META-INF/services/org.ioasidsim.policy.PolicyPlugin"
        rm -f "$d/harm.jar"
        (cd "$d/harm" && "${JAVA_HOME:+$JAVA_HOME/bin/}jar" cf "$d/harm.jar" META-INF)
        expect 3 ./ioasid-sim policies --plugin "$d/harm.jar"
        says 'harm.jar'
        [ "$(wc -l <"$scratch/err")" -eq 1 ] || fail 'a plug-in that cannot be loaded says more than a line'
    done
    head -c 1000 /dev/urandom >"$d/random.jar"
    expect 3 ./ioasid-sim policies --plugin "$d/random.jar"
    says 'random.jar'
}

./ioasid-sim --version >/dev/null # builds it, if need be
parts=("$@")
[ $# -gt 0 ] || parts=(outputs signals launcher files machine)
for part in "${parts[@]}"; do
    "$part"
done
printf 'faults: %d checks passed\n' "$checks"
