#!/usr/bin/env bash
# Prove that a bare Debian 12 is enough: bootstrap one into FOLDER, put a clean clone in it, and time `./dev` there.
#
#   tools/try_in_chroot.sh [--uncommitted] FOLDER [COMMAND...]
#
# COMMANDs are run one after the other in the clone; by default `./dev tailor` twice (the second has nothing to set
# up), then `./dev test`. --uncommitted copies the work tree instead of cloning HEAD. Needs root and debootstrap. Mirrors,
# proxies and certificates are this machine's. A FOLDER that is there already is used as it is: remove it for a bare start.
set -euo pipefail

# Mounts made below live in a namespace of our own and vanish with it.
[[ -n ${IN_NAMESPACE:-} ]] || IN_NAMESPACE=1 exec unshare --mount "${BASH_SOURCE[0]}" "$@"

source_of_clone=clone_head
if [[ ${1:-} == --uncommitted ]]; then
    source_of_clone=copy_work_tree
    shift
fi
chroot=${1:?usage: try_in_chroot.sh [--uncommitted] FOLDER [COMMAND...]}
shift
(($#)) || set -- './dev tailor' './dev tailor' './dev test'
repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
clone=/root/bespoke
suite=bookworm

debian_sources() {  # lines "deb URI SUITE COMPONENT" of Debian itself, without third parties' repositories
    apt-get indextargets --format 'deb $(REPO_URI) $(RELEASE) $(COMPONENT)' 'Created-By: Packages' |
        grep -E "/debian(-security)?/ $suite(-updates|-security)? main$" | sort -u
}

bootstrap() {
    [[ ! -e $chroot/etc/debian_version ]] || return 0
    local mirror
    mirror=$(debian_sources | awk -v suite=$suite '$3 == suite { print $2; exit }')
    debootstrap --variant=minbase --include=git $suite "$chroot" "${mirror:?no Debian mirror in the sources of apt}"
}

copy_network_settings() {
    debian_sources >"$chroot/etc/apt/sources.list"
    apt-config dump | grep -E '^Acquire::.* ".+";$' >"$chroot/etc/apt/apt.conf.d/99host" || true
    cp -L /etc/resolv.conf /etc/hosts "$chroot/etc/"
    cp -r /usr/local/share/ca-certificates/. "$chroot/usr/local/share/ca-certificates/"
    [[ ! -f /etc/npmrc ]] || cp /etc/npmrc "$chroot/etc/npmrc"
    [[ ! -f /etc/pip.conf ]] || cp /etc/pip.conf "$chroot/etc/pip.conf"
    [[ ! -f ~/.npmrc ]] || cp ~/.npmrc "$chroot/root/.npmrc"
}

clone_head() { git clone --quiet --no-local "$repository" "$chroot$clone"; }

copy_work_tree() {
    mkdir -p "$chroot$clone"
    git -C "$repository" ls-files -z --cached --others --exclude-standard |
        tar --create --directory "$repository" --null --files-from - --ignore-failed-read | tar --extract --directory "$chroot$clone"
}

run_inside() {
    local -a environment=(HOME=/root TERM=dumb PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin)
    mapfile -t -O ${#environment[@]} environment < <(env | grep -iE '^(https?_proxy|no_proxy|node_extra_ca_certs|npm_config_[a-z_]+|pip_cert|pip_default_timeout)=')
    env -i "${environment[@]}" taskset --cpu-list 0,1 chroot "$chroot" bash -c "cd $clone && $1" </dev/null
}

bootstrap
copy_network_settings
mount -t proc proc "$chroot/proc"
mount -t tmpfs tmpfs "$chroot/dev/shm"
rm -rf "${chroot:?}$clone"
$source_of_clone
for command in "$@"; do
    start=$SECONDS
    printf '== %s\n' "$command"
    run_inside "$command"
    printf '== %s: %d s\n' "$command" $((SECONDS - start))
done
