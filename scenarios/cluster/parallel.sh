#!/bin/bash
# A sweep over the machines of a list by GNU parallel, on a common file system, and the results:
#   bash scenarios/cluster/parallel.sh MACHINES FILE [OPTION]...
# from the directory of ./ioasid-sim, or from any where ioasid-sim is installed. MACHINES has a line for each: `8/HOST` is eight shards at a
# time by ssh, `2/:` two on this machine. --retries takes another machine for a shard whose machine is lost.
set -euo pipefail

shards=100 machines=${1:?MACHINES is missing}
shift
sim=$(command -v ./ioasid-sim || echo ioasid-sim)
"$sim" validate "${1:?FILE is missing}" # and builds the program once, not in each shard
for ((shard = 1; shard <= shards; shard++)); do
    printf '%q ' "$sim" sweep "$@" --jobs 1 --shard "$shard/$shards"
    echo '|| [ $? -eq 4 ]' # a replication failed, as it does wherever it is started again; the results say so
done | parallel --sshloginfile "$machines" --workdir "$PWD" --retries 3 --joblog shards.log
"$sim" sweep "$@"
