#!/usr/bin/env bash
# Gives damaged inputs to the compiled program: src/test/sh/fuzz.sh [SECONDS of each kind, or INPUTSx [SEED [KIND...]]]. Kinds: scenario, ops, import, replay,
# fit, command-line. What fails is kept in target/fuzz.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../../.."
EACH=${1:-60} SEED=${2:-1}
shift $(($# < 2 ? $# : 2))
./mvnw -B -ntp -q test-compile dependency:build-classpath -DincludeScope=test -Dmdep.outputFile=target/fuzz.classpath
exec java -Xmx1g -Djava.awt.headless=true -cp "target/test-classes:target/classes:$(cat target/fuzz.classpath)" \
  org.ioasidsim.cli.Fuzzer "$EACH" "$SEED" "$@"
