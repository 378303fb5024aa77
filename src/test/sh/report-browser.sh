#!/usr/bin/env bash
# Opens the pages that the program writes in a headless Chromium and uses them as a reader does. Needs a JDK and, where Chromium is missing,
# Debian's packages and the right to install them. The pictures that it takes go to the directory named by the first argument.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../../.."
exec </dev/null

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
pictures=${1:-$scratch/pictures}
scenario=scenarios/noisy-neighbour-arm64.yaml
short=(--seed 42 --replications 3 --quiet)

if ! command -v chromium >/dev/null; then
    apt-get update -q
    DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends chromium
fi

# the first start of the program leaves the engine of pages that simulate out
./ioasid-sim --version >/dev/null
"${JAVA_HOME:+$JAVA_HOME/bin/}jar" tf target/ioasid-sim.jar | grep engine.wasm.gz >/dev/null || ./mvnw -B -ntp -q -Dmaven.test.skip=true package

./ioasid-sim compare "$scenario" "${short[@]}" --duration 10s --out "$scratch/compare" >/dev/null
./ioasid-sim run "$scenario" "${short[@]}" --variant no-limit --duration 30s --set measure.timeline=1ms \
    --out "$scratch/large" >/dev/null
./ioasid-sim sweep "$scenario" "${short[@]}" --duration 2s --out "$scratch/sweep" >/dev/null
./ioasid-sim plan "$scenario" "${short[@]}" --duration 2s --out "$scratch/plan" >/dev/null
./ioasid-sim isolation "$scenario" "${short[@]}" --duration 2s --aggressor noisy --slo 99% --out "$scratch/isolation" >/dev/null
./ioasid-sim fleet scenarios/fleet.yaml --time 0s --quiet --out "$scratch/fleet" >/dev/null
many=src/test/browser/many.yaml
for command in run compare sweep plan; do
    ./ioasid-sim "$command" "$many" --quiet --out "$scratch/many" >/dev/null || [ "$command-$?" = plan-6 ] # not all is shown
done
./ioasid-sim isolation "$many" --duration 2s --aggressor noisy --slo 99% --quiet --out "$scratch/many" >/dev/null
./ioasid-sim compare src/test/browser/crowd.yaml --quiet --out "$scratch/crowd" >/dev/null
./ioasid-sim gallery "$scenario" "$many" "${short[@]}" --duration 2s --out "$scratch/gallery" >/dev/null

attack=src/test/browser/attack
for command in compare sweep plan gallery; do
    ./ioasid-sim "$command" "$attack/attack.yaml" --policy-source "$attack/Attack.java" --quiet --out "$scratch/attack-$command" >/dev/null
done

# pages that simulate: the report of the noisy neighbour; a gallery, whose engine all pages share, of all scenarios, with the first replication
./ioasid-sim run "$scenario" "${short[@]}" --duration 2s --out "$scratch/live" >/dev/null
./ioasid-sim gallery scenarios/*.yaml --replications 1 --no-charts --live --quiet --out "$scratch/agrees" >/dev/null || [ $? -eq 5 ]
./ioasid-sim gallery "$scenario" "${short[@]}" --duration 2s --no-charts --live --out "$scratch/alone" >/dev/null
rm "$scratch/alone/engine.js"

name=noisy-neighbour-arm64
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
"$java" -cp target/ioasid-sim.jar src/test/browser/Browser.java "$(command -v chromium)" "$pictures" \
    "$scratch/compare/$name/compare/report.html" "$scratch/large/$name/run/report.html" \
    "$scratch/sweep/$name/sweep/sweep.html" "$scratch/plan/$name/plan/plan.html" "$scratch/plan/$name/index.html" \
    "$scratch/isolation/$name/isolation/report.html" "$scratch/fleet/fleet/fleet/fleet.html" \
    "$scratch"/many/many/{run/report,compare/report,isolation/report,sweep/sweep,plan/plan,index}.html "$scratch/crowd/crowd/compare/report.html" "$scratch/gallery/index.html" \
    --attacked "$scratch"/attack-*/attack/{,*/}*.html "$scratch/attack-gallery/index.html" \
    --live "$scratch/live/$name/run/report.html" "$scratch/attack-compare/attack/compare/report.html" "$scratch/alone/$name/live.html" "$scratch"/agrees/*/live.html
