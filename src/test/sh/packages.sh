#!/usr/bin/env bash
# Makes what a release consists of, puts each where nothing of this machine is, and runs it there: the tarball unpacked in a bare Debian
# without Java, the image's files, Debian's package installed by dpkg. Each must give the event hash of the program's jar. Changes nothing of
# this machine but target/, and installs debootstrap where it is missing; needs root, for chroot, and the network.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../../.."
exec </dev/null

scratch=$(mktemp -d)
chmod 755 "$scratch"
export GNUPGHOME=$scratch/keys
trap 'gpgconf --kill gpg-agent 2>/dev/null || :; rm -rf "$scratch"' EXIT
root=$scratch/root
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
scenario=scenarios/noisy-neighbour-arm64.yaml
run=(run "$scenario" --variant no-limit --duration 1s --replications 1 --seed 1 --jobs 1 --quiet)

fail() {
    printf 'packages: %s\n' "$1" >&2
    exit 1
}

# stage NAME: says what comes, and how long everything before it took.
stage() {
    printf 'packages: %3d s: %s\n' "$SECONDS" "$1"
}

[ "$(id -u)" = 0 ] || fail 'run it as root: it installs packages in a directory and changes into it (chroot)'

# inside ROOT USER COMMAND...: runs a command in another root, with nothing of this environment, and with a /proc and /dev that go with it.
inside() {
    local root=$1 user=$2
    shift 2
    # shellcheck disable=SC2016  # for the inner shell
    env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/tmp LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive unshare --mount --pid --fork \
        sh -c 'mount -t proc proc "$1/proc" && mount --bind /dev "$1/dev" && user=$2 && cd / && root=$1 && shift 2 && exec chroot --userspec="$user" "$root" "$@"' \
        - "$root" "$user" "$@"
}

hash_of() {
    sed -n 's/.*"event_hash": *"\([0-9a-f]*\)".*/\1/p' "$1/noisy-neighbour-arm64/run/manifest.json"
}

# tried ROOT PROGRAM DIRECTORY: runs PROGRAM as nobody in ROOT, where DIRECTORY has the scenarios; without a Java but its own, or the system's.
tried() {
    local said
    said=$(inside "$1" nobody "$2" --version) || fail "$2 --version ended with $? in $1"
    [ "$said" = "$version" ] || [ "${said%%, Java*}" = "${version%%, Java*}" ] || fail "$2 says it is '$said', not '$version'"
    # shellcheck disable=SC2016  # for the inner shell
    inside "$1" nobody sh -c 'cd "$1" && shift && exec "$@"' - "$3" "$2" "${run[@]}" --out /tmp/out >/dev/null ||
        fail "$2 ended with $? in $1"
    [ "$(hash_of "$1/tmp/out")" = "$hash" ] || fail "$2 simulated something else than the jar"
    [ -s "$1/tmp/out/noisy-neighbour-arm64/run/report.html" ] || fail "$2 drew no report"
    rm -rf "$1/tmp/out"
    printf '  %s, event hash %s\n' "$said" "$hash"
}

for tool in debootstrap xz lintian gpg; do
    if ! command -v $tool >/dev/null; then
        apt-get update -q
        DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends debootstrap xz-utils lintian gnupg
        break
    fi
done

stage 'a bare Debian'
# shellcheck source=/dev/null
suite=$(. /etc/os-release && printf '%s' "${VERSION_CODENAME:-stable}")
# what the Java that Debian builds takes from the system for fonts; others, such as Temurin, bring it
home=$("$java" -XshowSettings:properties -version 2>&1 | sed -n 's/ *java.home = //p')
libraries=
[ -e "$home/lib/libfreetype.so" ] || libraries=libfreetype6,libharfbuzz0b,liblcms2-2,libjpeg62-turbo
debootstrap --variant=minbase ${libraries:+--include="$libraries"} "$suite" "$root" http://deb.debian.org/debian >"$scratch/log" 2>&1 ||
    { tail -n 20 "$scratch/log" >&2; fail 'debootstrap failed'; }
[ ! -e "$root/usr/bin/java" ] || fail 'the bare Debian has a Java'
[ -z "$(ls -A "$root/proc")" ] || umount "$root/proc"

# An image with the one layer that this root is: what `docker save` writes.
mkdir "$scratch/base"
tar -C "$root" --exclude=./proc/* --exclude=./sys/* --exclude=./dev/* --exclude=./var/cache/apt/* -cf "$scratch/base/layer.tar" .
layer=$(sha256sum "$scratch/base/layer.tar" | cut -d ' ' -f 1)
printf '{"architecture":"%s","os":"linux","config":{},"rootfs":{"type":"layers","diff_ids":["sha256:%s"]}}' \
    "$(dpkg --print-architecture)" "$layer" >"$scratch/base/config.json"
printf '[{"Config":"config.json","RepoTags":["base:1"],"Layers":["layer.tar"]}]' >"$scratch/base/manifest.json"
tar -C "$scratch/base" -cf "$scratch/base.tar" manifest.json config.json layer.tar
rm -r "$scratch/base"

stage 'the release'
./ioasid-sim --version >/dev/null # compiles, if need be
mkdir -m 700 "$GNUPGHOME"
gpg --batch --quiet --passphrase '' --quick-generate-key 'Nobody <nobody@example.org>' rsa3072 sign 1d
./mvnw -B -ntp -q -P release -Dimage.base="tar://$scratch/base.tar" -Dmaven.main.skip=true -Dmaven.test.skip=true \
    -Dspotless.check.skip=true -Dmaven.install.skip=true -Dhome=https://example.org/ioasid-sim -Dgpg.keyname=nobody@example.org \
    -DaltDeploymentRepository="local::file:$scratch/central" deploy
version=$("$java" -jar target/ioasid-sim.jar --version)
number=$(printf '%s' "$version" | cut -d ' ' -f 2)
"$java" -jar target/ioasid-sim.jar "${run[@]}" --out "$scratch/jar" >/dev/null
hash=$(hash_of "$scratch/jar")
[ -n "$hash" ] || fail 'the jar gave no event hash'
for file in "ioasid-sim-$number.jar" "ioasid-sim-$number-sources.jar" "ioasid-sim-$number-javadoc.jar" "ioasid-sim-$number.pom" ioasid-sim.cdx.json; do
    [ -s "target/$file" ] || fail "the release lacks target/$file"
done
for file in .jar -sources.jar -javadoc.jar .pom; do
    laid=$scratch/central/org/ioasidsim/ioasid-sim/$number/ioasid-sim-$number$file
    gpg --quiet --verify "$laid.asc" "$laid" 2>/dev/null || fail "what is laid out for Maven Central lacks a signed $file"
    [ -s "$laid.md5" ] && [ -s "$laid.sha1" ] || fail "what is laid out for Maven Central lacks the checksums of $file"
done
lintian --allow-root --fail-on error,warning "target/ioasid-sim_${number}_all.deb" || fail "lintian finds fault with Debian's package"
grep -q '"jfreechart"' target/ioasid-sim.cdx.json && grep -qi 'lesser general public' target/ioasid-sim.cdx.json ||
    fail 'the list of what the jar consists of does not show JFreeChart and its LGPL'
ls -l target/ioasid-sim{.jar,.cdx.json,-"$number"*,_"$number"*} | awk '{ printf "  %5.1f MB  %s\n", $5 / 1e6, $9 }'

stage 'the tarball, without a Java'
mkdir "$root/opt/elsewhere"
tar -C "$root/opt/elsewhere" -xzf "target/ioasid-sim-$number"-linux-*.tar.gz
tried "$root" "/opt/elsewhere/ioasid-sim-$number/ioasid-sim" "/opt/elsewhere/ioasid-sim-$number"
rm -r "$root/opt/elsewhere"

stage "the image's files"
mkdir "$scratch/image" "$scratch/layers"
tar -C "$scratch/layers" -xf "target/ioasid-sim-$number-image.tar"
sed 's/.*"Layers":\[\([^]]*\)\].*/\1/; s/[",]/ /g' "$scratch/layers/manifest.json" | tr -s ' ' '\n' | while read -r layer; do
    [ -z "$layer" ] || tar --warning=no-unknown-keyword -C "$scratch/image" -xzf "$scratch/layers/$layer"
done
mkdir -p "$scratch/image/proc" "$scratch/image/dev"
entry=$(sed 's/.*"Entrypoint":\["\([^"]*\)"\].*/\1/' "$scratch/layers/config.json")
tried "$scratch/image" "$entry" /opt/ioasid-sim
rm -rf "$scratch/image" "$scratch/layers" "$scratch/base.tar"

stage "Debian's package"
cp "target/ioasid-sim_${number}_all.deb" "$root/tmp/ioasid-sim.deb"
cp /etc/resolv.conf "$root/etc/resolv.conf"
cp /etc/apt/apt.conf.d/*registry* "$root/etc/apt/apt.conf.d/" 2>/dev/null || :
inside "$root" root sh -c 'apt-get update && apt-get install -y --no-install-recommends default-jre-headless man-db &&
    dpkg -i /tmp/ioasid-sim.deb' >"$scratch/log" 2>&1 || { tail -n 20 "$scratch/log" >&2; fail "Debian's package cannot be installed"; }
tried "$root" ioasid-sim /usr/share/doc/ioasid-sim/examples
for page in ioasid-sim ioasid-sim-run ioasid-sim-snapshot; do
    inside "$root" nobody man --warnings -E UTF-8 "$page" >"$scratch/page" 2>"$scratch/warnings" || fail "man $page ended with $?"
    [ -s "$scratch/page" ] && [ ! -s "$scratch/warnings" ] || { cat "$scratch/warnings" >&2; fail "man $page is empty, or warns"; }
done
# shellcheck disable=SC2016  # for the inner shell
completed=$(inside "$root" nobody bash -c '. /usr/share/bash-completion/completions/ioasid-sim
    COMP_WORDS=(ioasid-sim snap) COMP_CWORD=1 && _complete_ioasid-sim 2>/dev/null && echo "${COMPREPLY[*]}"') || fail "bash's completion ended with $?"
[ "${completed% }" = snapshot ] || fail "bash completes 'ioasid-sim snap' to '$completed'"
inside "$root" root dpkg --purge ioasid-sim >/dev/null
[ ! -e "$root/usr/bin/ioasid-sim" ] && [ ! -e "$root/usr/share/ioasid-sim" ] || fail "Debian's package leaves files behind"

stage 'all of them run'
