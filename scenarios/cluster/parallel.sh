#!/bin/bash
# A sweep over the machines of a list by GNU parallel, on a common file system, and the results:
#   scenarios/cluster/parallel.sh MACHINES FILE...
# MACHINES has a line `cores/host` or `1/:` (this machine) for each; --retries takes another machine for a shard whose machine is lost.
set -euo pipefail

shards=100 machines=$1
shift
./ioasid-sim --version # builds the program once, not in each shard
seq "$shards" | parallel --sshloginfile "$machines" --workdir "$PWD" --retries 3 --joblog shards.log \
    ./ioasid-sim sweep "$@" --jobs 1 --shard "{}/$shards"
./ioasid-sim sweep "$@"
