#!/usr/bin/env bash
# Runs every command that README.md and docs/questions.md show in blocks marked `sh`, on the built program, in a copy of what they name:
# docs.sh. The output that README.md prints must be what comes out; docs.sh --update writes it. Commands that build or test are left out.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../../.."
root=$PWD
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
./ioasid-sim --version >/dev/null || exit 1
mkdir -p "$scratch/src/test/resources"
cp -r scenarios "$scratch"
cp -r src/test/resources/kernel-cases "$scratch/src/test/resources"
ln -s "$root/ioasid-sim" "$scratch/ioasid-sim"
cd "$scratch" || exit 1

failed=0
commands=0
for page in README.md docs/questions.md; do
    rm -f my-* # that another page's commands wrote
    while IFS= read -r line; do
        commands=$((commands + 1))
        started=$SECONDS
        bash -c "$line" >out 2>err </dev/null
        status=$?
        # 5 and 6 are answers: an expectation that was not met, a precision that was not reached
        case $status in
            0 | 5 | 6) printf 'ok %2ds  %s\n' $((SECONDS - started)) "$line" ;;
            *)
                printf 'FAILED with %d: %s (%s)\n' "$status" "$line" "$page"
                cat err
                failed=$((failed + 1))
                ;;
        esac
    done < <(sed -n '/^```sh$/,/^```$/p' "$root/$page" | grep '^\./ioasid-sim ')
done

first=$(sed -n '/^```sh$/,/^```$/p' "$root/README.md" | grep -m 1 '^\./ioasid-sim ')
bash -c "$first" 2>/dev/null </dev/null | sed 's/[[:space:]]*$//' >shown
awk -v shown=shown '
    /^```text$/ && !done { print; while ((getline line < shown) > 0) print line; skip = 1; done = 1; next }
    skip && /^```$/ { skip = 0 }
    !skip { print }' "$root/README.md" >README.new
if [ "${1:-}" = --update ]; then
    cp README.new "$root/README.md"
elif ! diff -u "$root/README.md" README.new; then
    echo 'FAILED: README.md shows another output; src/test/sh/docs.sh --update writes it'
    failed=$((failed + 1))
fi
printf 'docs: %d commands, %d failed\n' "$commands" "$failed"
[ "$failed" -eq 0 ]
