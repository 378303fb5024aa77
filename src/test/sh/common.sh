# Sourced by the scripts beside it, from the directory of the project: a directory $scratch that is removed at the end, and what several do.
# shellcheck shell=bash
exec </dev/null
me=$(basename "$0" .sh)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
checks=0

fail() {
    printf '%s: %s\n' "$me" "$1" >&2
    [ ! -s "$scratch/err" ] || tail -n 40 "$scratch/err" >&2
    exit 1
}

# expect STATUS COMMAND...: runs the command; leaves its streams in $scratch/out and $scratch/err.
expect() {
    local wanted=$1 status=0
    shift
    "$@" >"$scratch/out" 2>"$scratch/err" || status=$?
    checks=$((checks + 1))
    if [ "$status" -ne "$wanted" ]; then
        cat "$scratch/out" >&2
        fail "'$*' ended with $status, not $wanted"
    fi
}

# sums DIRECTORY: name and digest of each result file but the manifest, which holds times, and of nothing that is kept.
sums() {
    (cd "$1" && find . -type f ! -name manifest.json ! -path '*/.replications/*' -exec sha256sum {} + | sort -k 2)
}

# one_tenant NAME RUN [SWEEP]: prints a scenario of one busy tenant, with the content of `run:` and of `sweep:`.
one_tenant() {
    cat <<YAML
scenario: $1
question: Is it the same whatever happens to the processes?
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
run: {$2}
sweep: {${3:-}}
YAML
}
