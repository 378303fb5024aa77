#!/usr/bin/env bash
# Runs the ready files of scenarios/cluster with Slurm, GNU parallel and Snakemake on this machine, and the containers' commands of the one for
# Kubernetes, and checks that the results are byte for byte those of one process: src/test/sh/schedulers.sh [slurm|parallel|snakemake|kubernetes...].
# Installs them from Debian where they are missing, which needs root; Slurm's daemons are the script's own, on loopback and in a scratch
# directory, and end with it.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../../.."
. src/test/sh/common.sh
root=$PWD
sim=${IOASID_SIM:-$root/ioasid-sim}
[ $# -gt 0 ] || set -- slurm parallel snakemake kubernetes

export PATH=$PATH:/usr/sbin
missing=()
# needs COMMAND PACKAGE
needs() {
    command -v "$1" >/dev/null || missing+=("$2")
}
for part in "$@"; do
    case $part in
        slurm) needs slurmctld slurm-wlm && needs munged munge ;;
        parallel | snakemake) needs "$part" "$part" ;;
        kubernetes) ;;
        *) fail "'$part' is not slurm, parallel, snakemake or kubernetes" ;;
    esac
done
if [ ${#missing[@]} -gt 0 ]; then
    [ "$(id -u)" = 0 ] || fail "needs ${missing[*]}: install them, or run it as root"
    { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${missing[@]}"; } >"$scratch/err" 2>&1 ||
        fail "${missing[*]} cannot be installed"
fi

# The program where the ready files look for it; the second shard says that a replication failed, which must hold up nobody.
mkdir "$scratch/work" "$scratch/bin"
cat >"$scratch/bin/ioasid-sim" <<SH
#!/bin/bash
$sim "\$@" && case " \$* " in *' --shard 2/2 '*) exit 4 ;; esac
SH
chmod +x "$scratch/bin/ioasid-sim"
export PATH=$PATH:$scratch/bin
cd "$scratch/work"
one_tenant ready 'duration: 50s, warm_up: 10s, replications: 4, seed: 1' 'tenants.web.instances: [10, 20, 30]' >ready.yaml
# Blanks, braces and a dollar, which the shells and schedulers in between must leave alone.
# shellcheck disable=SC2016
options=(--no-charts --set 'tenants.db={cgroup: /web, kind: container, instances: 1, processes: {arrivals: {poisson: 2/s}, lifetime: {exponential: {mean: 1s}}, devices: [dsa]}}' --set 'question=What does {} cost, $1?')

# ready FILE EXPRESSION...: a copy of a ready file as a user changes it, by expressions of sed.
ready() {
    local file=$1
    shift
    sed "${@/#/-e}" "$root/scenarios/cluster/$file" >"$file"
    ! cmp -s "$file" "$root/scenarios/cluster/$file" || fail "$file has no shards to change"
}

# same NAME: what NAME left in the directory of that name is what one process leaves, and nothing of it was simulated twice.
same() {
    grep -q 'reused 12 replications' "$scratch/err" || fail "$1: the results do not come from the shards"
    sums "$1" | cmp -s - "$scratch/sums" || fail "$1 gave other results than one process"
    grep -v '^results are in' "$scratch/out" | cmp -s - "$scratch/whole.txt" || fail "$1 gave another answer than one process"
    printf 'schedulers: %2d s: %s, the bytes of one process\n' "$SECONDS" "$2"
}

both='shard-1-of-2.1.pack shard-2-of-2.1.pack '

packs() {
    (cd "$1" && find . -name '*.pack' -exec basename {} \; | sort | tr '\n' ' ')
}

ioasid-sim sweep ready.yaml "${options[@]}" --jobs 1 --out whole >"$scratch/whole.txt" 2>"$scratch/err" || fail "the sweep in one process ended with $?"
sums whole >"$scratch/sums"

# --- Slurm

stop_slurm() {
    local daemon
    for daemon in slurmd slurmctld munged; do
        [ ! -s "$scratch/$daemon.pid" ] || kill "$(cat "$scratch/$daemon.pid")" 2>/dev/null || :
    done
    for ((n = 0; n < 50; n++)); do
        [ -s "$scratch/slurmctld.pid" ] || [ -s "$scratch/slurmd.pid" ] || break
        sleep 0.1
    done
    rm -rf "$scratch"
}

# Authentication, controller and one node of two cores, as far from any others of this machine as can be.
start_slurm() {
    local host user
    host=$(hostname -s) user=$(id -un)
    trap stop_slurm EXIT
    dd if=/dev/urandom of="$scratch/munge.key" bs=128 count=1 2>/dev/null
    chmod 600 "$scratch/munge.key"
    mkdir "$scratch/spool" "$scratch/state"
    chmod 755 "$scratch"
    munged --force --socket="$scratch/munge" --key-file="$scratch/munge.key" --pid-file="$scratch/munged.pid" \
        --log-file="$scratch/munged.log" --seed-file="$scratch/munge.seed" >"$scratch/err" 2>&1 || fail 'munged does not start'
    cat >"$scratch/slurm.conf" <<CONF
ClusterName=loopback
SlurmctldHost=$host(127.0.0.1)
SlurmctldPort=16817
SlurmdPort=16818
SlurmUser=$user
SlurmdUser=$user
AuthType=auth/munge
AuthInfo=socket=$scratch/munge
StateSaveLocation=$scratch/state
SlurmdSpoolDir=$scratch/spool
SlurmctldPidFile=$scratch/slurmctld.pid
SlurmdPidFile=$scratch/slurmd.pid
SlurmctldLogFile=$scratch/slurmctld.log
SlurmdLogFile=$scratch/slurmd.log
SlurmdParameters=config_overrides
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core_Memory
AccountingStorageType=accounting_storage/none
JobAcctGatherType=jobacct_gather/none
MpiDefault=none
SchedulerParameters=batch_sched_delay=0,sched_interval=1,bf_interval=1
NodeName=$host NodeAddr=127.0.0.1 CPUs=2 RealMemory=2000 State=UNKNOWN
PartitionName=main Nodes=ALL Default=YES MaxTime=INFINITE State=UP
CONF
    export SLURM_CONF=$scratch/slurm.conf
    slurmctld >"$scratch/err" 2>&1 || fail "Slurm's controller does not start"
    slurmd >"$scratch/err" 2>&1 || fail "Slurm's node does not start"
    for ((n = 0; n < 100; n++)); do
        [ "$(sinfo -h -o %t 2>"$scratch/err" || :)" != idle ] || return 0
        sleep 0.2
    done
    fail "Slurm's node is not ready"
}

# Waits until Slurm has nothing left.
await_slurm() {
    for ((n = 0; n < 300; n++)); do
        squeue -h >"$scratch/queue" && [ -s "$scratch/queue" ] || return 0
        sleep 0.2
    done
    fail "Slurm does not come to an end: $(cat "$scratch/queue")"
}

try_slurm() {
    start_slurm
    ready slurm.sh 's/shards=100/shards=2/; s/--cpus-per-task=4 --mem=4G/--cpus-per-task=1 --mem=900M/'
    bash slurm.sh ready.yaml "${options[@]}" --out slurm >"$scratch/submitted" 2>"$scratch/err" || fail "slurm.sh ended with $?"
    await_slurm
    ! scontrol show job | grep -q JobState=FAILED || fail 'a task whose replication failed counts as failed'
    grep -v -e '^reused' -e '^results are in' results.log >"$scratch/out" || :
    cp results.log "$scratch/err"
    same slurm "Slurm ($(sbatch --version | cut -d ' ' -f 2)), an array of two and a job behind it"
    [ "$(packs slurm)" = "$both" ] || fail "the array left $(packs slurm)"

    # one task of the array again, by itself; then arrays that --shard auto takes, and does not take
    find slurm -name 'shard-2-of-2.1.pack' -delete
    sbatch --array=2 slurm.sh ready.yaml "${options[@]}" --out slurm >/dev/null
    sbatch --array=2-4:2 --mem=900M --output=auto-%a.log --wrap="ioasid-sim sweep ready.yaml --out auto --shard auto" >/dev/null
    sbatch --array=0,5 --mem=900M --output=gaps-%a.log --wrap="ioasid-sim sweep ready.yaml --out gaps --shard auto" >/dev/null
    await_slurm
    [ "$(packs slurm)" = "$both" ] || fail "the task started again left $(packs slurm)"
    [ "$(packs auto)" = "$both" ] || fail "the array 2-4:2 left $(packs auto)"
    local task
    for task in 0 5; do
        grep -q 'an array with gaps (2 tasks from 0 to 5)' gaps-$task.log || fail "an array with gaps was taken for shards: $(cat gaps-$task.log)"
    done
    printf 'schedulers: %2d s: one task again; an array of equal steps; one with gaps, refused\n' "$SECONDS"
}

# --- GNU parallel

try_parallel() {
    ready parallel.sh 's/shards=100/shards=2/'
    printf '2/:\n' >machines
    expect 0 bash parallel.sh machines ready.yaml "${options[@]}" --out parallel
    sed -i '/^ready.yaml: valid/d' "$scratch/out"
    same parallel "$(parallel --version | head -n 1), two shards"
}

# --- Snakemake

try_snakemake() {
    expect 0 env HOME="$scratch" snakemake --snakefile "$root/scenarios/cluster/Snakefile" --cores 2 \
        --config file=ready.yaml shards=2 options="$(printf '%q ' "${options[@]}" --out snakemake)"
    sed -i '/^ready.yaml: valid/d' "$scratch/out"
    same snakemake "Snakemake $(snakemake --version), two shards"
}

# --- Kubernetes: the commands of the containers, with their environment and none of ours

in_container() {
    sed -n "s/^ *args: \[\(.*\)\]/\1/p" "$root/scenarios/cluster/kubernetes.yaml" | sed -n "$1p" | tr -d '",' >args
    shift
    # shellcheck disable=SC2046  # arguments are words
    env -i PATH="$PATH" "$@" ioasid-sim $(sed -e 's,/scenario/my-question.yaml,ready.yaml,' -e 's,/data/results,kubernetes,' args) "${options[@]}"
}

try_kubernetes() {
    local java index status
    java=$(sed -n 's/.*{name: IOASID_SIM_JAVA_OPTS, value: \([^}]*\)}.*/\1/p' "$root/scenarios/cluster/kubernetes.yaml" | head -n 1)
    for index in 0 1; do
        status=0
        in_container 1 JOB_COMPLETION_INDEX=$index JOB_COMPLETIONS=2 IOASID_SIM_JAVA_OPTS="$java" >/dev/null 2>"$scratch/err" || status=$?
        [ "$status" = 0 ] || fail "the shard of index $index ended with $status"
    done
    in_container 2 IOASID_SIM_JAVA_OPTS="$java" >"$scratch/out" 2>"$scratch/err" || fail "the Job of the results ended with $?"
    same kubernetes 'the commands of an indexed Job of two'
}

for part in "$@"; do
    "try_$part"
done
