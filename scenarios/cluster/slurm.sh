#!/bin/bash
# A sweep as a Slurm array of 100 tasks on a common file system, and a job behind it that writes the results:
#   scenarios/cluster/slurm.sh FILE...          submits both, from the directory of the program
# Each task takes its shard from the array; one that fails or is preempted may be started again at any time.
set -euo pipefail

shards=100
if [ -z "${SLURM_ARRAY_TASK_ID:-}" ]; then
    ./ioasid-sim --version # builds the program once, not in each task
    array=$(sbatch --parsable --array="1-$shards" --cpus-per-task=4 --mem=4G --time=02:00:00 --requeue \
        --output=shard-%a.log "$0" "$@")
    sbatch --dependency="afterok:$array" --cpus-per-task=4 --mem=4G --output=results.log \
        --wrap="$(printf '%q ' ./ioasid-sim sweep "$@")"
else
    srun ./ioasid-sim sweep "$@" --shard auto --jobs "$SLURM_CPUS_PER_TASK"
fi
