#!/bin/bash
# A sweep as a Slurm array of 100 tasks on a common file system, and a job behind it that writes the results:
#   bash scenarios/cluster/slurm.sh FILE [OPTION]...
# from the directory of ./ioasid-sim, or from any where ioasid-sim is installed. The job behind the array begins when no task is left,
# whatever became of them, and simulates what they left. A task that is requeued goes on where it was; one that was cancelled or out of
# time is started again by all of this once more, where the others have nothing left to do, or alone:
#   sbatch --array=7,12-15 scenarios/cluster/slurm.sh FILE [OPTION]...
#SBATCH --cpus-per-task=4 --mem=4G --time=02:00:00 --requeue
#SBATCH --output=shard-%a.log --open-mode=append
set -euo pipefail

shards=100
sim=$(command -v ./ioasid-sim || echo ioasid-sim)
if [ "${SLURM_JOB_NAME:-}" = ioasid-sim-results ]; then
    shard=()
elif [ -n "${SLURM_ARRAY_TASK_ID:-}" ]; then
    shard=(--shard "$SLURM_ARRAY_TASK_ID/$shards") # --shard auto would take 7,12-15 for all there are
else
    "$sim" validate "${1:?FILE is missing}" # and builds the program once, not in each task
    array=$(sbatch --parsable --array="1-$shards" "$0" "$@")
    results=$(sbatch --parsable --dependency="afterany:${array%%;*}" --job-name=ioasid-sim-results --output=results.log "$0" "$@")
    echo "array ${array%%;*} writes shard-1.log to shard-$shards.log, job ${results%%;*} the results and results.log"
    exit
fi
# without it, Java takes up to a quarter of the node
[ -z "${SLURM_MEM_PER_NODE:-}" ] || export IOASID_SIM_JAVA_OPTS="-Xmx$((SLURM_MEM_PER_NODE * 3 / 4))m ${IOASID_SIM_JAVA_OPTS:-}"
status=0
"$sim" sweep "$@" --jobs "$SLURM_CPUS_PER_TASK" "${shard[@]}" || status=$?
# 4: a replication failed, as it does wherever it is started again; the results say so
[ ${#shard[@]} -eq 0 ] || [ "$status" -ne 4 ] || status=0
exit "$status"
