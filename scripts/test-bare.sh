#!/bin/sh
# npm run test:bare: the README's two commands in a Debian 12 with Node 20 and nothing else, as root, from a clean clone of HEAD.
# Needs root on a Linux with apt (for debootstrap). Changes nothing on this machine but a cached base system.
#   BARE_STEPS=setup   only set up, twice        RUN_TESTS=1   also run npm test in there
#   DEBIAN_MIRROR=URL  instead of this machine's own mirror
set -eu
cd "$(dirname "$0")/.."

say() { printf 'test:bare: %s\n' "$*"; }
fail() {
  say "$*" >&2
  exit 1
}
[ "$(id -u)" = 0 ] || fail "needs root: chroot and mount"

cache=${XDG_CACHE_HOME:-$HOME/.cache}/tongzhou
base=$cache/bookworm-minbase.tar
root=$(mktemp -d "${TMPDIR:-/tmp}/tongzhou-bare.XXXXXX")
# Mounts need no cleaning: they live in the namespace of the unshare below and end with it, as do all its processes.
trap 'rm -rf --one-file-system "$root"' EXIT
trap 'exit 130' INT TERM
chmod 755 "$root"

# This machine's own Debian mirror, in either format of apt's sources; a Debian elsewhere has the public one.
find_mirror() {
  cat /etc/apt/sources.list /etc/apt/sources.list.d/* 2>/dev/null |
    sed -n 's/^URIs: *\([^ ]*\).*/\1/p; s/^deb  *\(\[[^]]*\] *\)\{0,1\}\([^ ]*\).*/\2/p' | grep '/debian/*$' | head -n 1
}

make_base() {
  if ! command -v debootstrap >/dev/null || [ ! -e /usr/share/keyrings/debian-archive-keyring.gpg ]; then
    say "installing debootstrap"
    apt-get update -q && apt-get install -q -y --no-install-recommends debootstrap debian-archive-keyring
  fi
  mirror=${DEBIAN_MIRROR:-$(find_mirror)}
  say "making the base system (kept in $base)"
  debootstrap --variant=minbase bookworm "$root" "${mirror:-http://deb.debian.org/debian}" >"$root.log" 2>&1 || {
    tail -n 20 "$root.log" >&2
    fail "debootstrap failed, see $root.log"
  }
  rm -f "$root.log"
  mkdir -p "$cache"
  # Renamed into place: an interrupted run leaves no half base system behind.
  tar -C "$root" --one-file-system -cf "$base.$$" . && mv "$base.$$" "$base"
}

# Node and npm as they are on this machine: the binary needs only glibc and libstdc++, which every Debian has.
copy_node() {
  prefix=$root/usr/local
  cp "$(readlink -f "$(command -v node)")" "$prefix/bin/node"
  mkdir -p "$prefix/lib/node_modules"
  cp -R "$(npm root --global 2>/dev/null)/npm" "$prefix/lib/node_modules/npm"
  ln -s ../lib/node_modules/npm/bin/npm-cli.js "$prefix/bin/npm"
  ln -s ../lib/node_modules/npm/bin/npx-cli.js "$prefix/bin/npx"
}

# What this machine needs to reach Debian's mirror and the npm registry; on one with plain internet all of it is empty.
# Only addresses and certificates are taken over, never npmrc itself: it may hold tokens.
copy_network() {
  cp /etc/resolv.conf /etc/hosts "$root/etc/"
  apt-config dump | grep -E '^Acquire::(http|https)::(Proxy|CaInfo) ' >"$root/etc/apt/apt.conf.d/99host" || true
  registry=$(npm config get registry 2>/dev/null)
  cafile=$(npm config get cafile 2>/dev/null)
  if [ -f "$cafile" ]; then
    mkdir -p "$root/etc/ssl/certs"
    cp "$cafile" "$root/etc/ssl/certs/ca-certificates.crt"
    cafile=/etc/ssl/certs/ca-certificates.crt
  else
    cafile=
  fi
}

# Where better-sqlite3 must be compiled, node-gyp downloads Node's headers from nodejs.org. Behind a mirror of the npm registry alone it
# cannot, so the headers of this machine's Node go where node-gyp keeps what it has downloaded.
copy_headers() {
  include=$(dirname "$(readlink -f "$(command -v node)")")/../include/node
  [ -e "$include/node.h" ] || return 0
  gyp=$root/root/.cache/node-gyp/$(node -p process.versions.node)
  mkdir -p "$gyp/include"
  cp -R "$include" "$gyp/include/node"
  node -p "require('$(npm root --global 2>/dev/null)/npm/node_modules/node-gyp/package.json').installVersion" >"$gyp/installVersion"
}

if [ -f "$base" ]; then tar -C "$root" -xf "$base"; else make_base; fi
copy_node
copy_network
copy_headers
git clone --quiet --no-hardlinks . "$root/root/tongzhou"
cp scripts/test-bare-inside.sh "$root/root/inside.sh"

# A process namespace of its own: what the app leaves running is seen inside, and ends with it.
unshare --mount --pid --fork --kill-child chroot "$root" /usr/bin/env -i \
  HOME=/root PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 \
  npm_config_registry="$registry" ${cafile:+npm_config_cafile="$cafile"} ${http_proxy:+http_proxy="$http_proxy"} \
  ${https_proxy:+https_proxy="$https_proxy"} HTTP_PORT="${HTTP_PORT:-18080}" BARE_STEPS="${BARE_STEPS:-setup start}" \
  RUN_TESTS="${RUN_TESTS:-0}" sh /root/inside.sh
