#!/bin/sh
# npm run setup: everything the project needs on this machine. Plain sh, because nothing is installed yet when it runs.
# What is there already is skipped, so running it again takes a second.
set -eu
cd "$(dirname "$0")/.."

say() { printf 'setup: %s\n' "$*"; }
run() {
  say "running: $*"
  "$@"
}
has() { command -v "$1" >/dev/null 2>&1; }

# --- Node ---

check_node() {
  has node || {
    say "Node.js is not on PATH. Install Node 20.19 or newer: https://nodejs.org/en/download" >&2
    exit 1
  }
  node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)' || {
    say "Node $(node -v) is too old: tongzhou needs 20.19 or newer. https://nodejs.org/en/download" >&2
    exit 1
  }
}

# --- the system's package manager ---

# Sets $manager and $as_root, or fails with $why_not set. It never asks for a password: setup also runs where nobody could answer.
find_manager() {
  manager='' as_root='' why_not=''
  for candidate in apt-get dnf apk brew; do
    if has "$candidate"; then
      manager=$candidate
      break
    fi
  done
  [ -n "$manager" ] || {
    why_not='found none of apt-get, dnf, apk and brew'
    return 1
  }
  # Homebrew refuses to run as root; the others need it.
  if [ "$manager" = brew ] || [ "$(id -u)" = 0 ]; then return 0; fi
  if has sudo && sudo -n true 2>/dev/null; then
    as_root='sudo -n'
    return 0
  fi
  why_not="$manager needs root, and sudo would ask for a password"
  return 1
}

# $as_root is unquoted on purpose: empty, or two words.
install_packages() {
  case $manager in
    apt-get)
      if [ -z "${apt_updated:-}" ]; then run $as_root apt-get update -q || return 1; fi
      apt_updated=1
      run $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "$@"
      ;;
    dnf) run $as_root dnf install -y "$@" ;;
    apk) run $as_root apk add --no-cache "$@" ;;
    brew) run brew install "$@" ;;
  esac
}

# --- Redis ---

has_redis_url() {
  [ -n "${REDIS_URL:-}" ] || { [ -f .env ] && grep -Eq '^[[:space:]]*(export[[:space:]]+)?REDIS_URL=["'\'']?[^"'\''[:space:]#]' .env; }
}

find_redis() {
  command -v redis-server 2>/dev/null || command -v valkey-server 2>/dev/null
}

# "Redis server v=7.0.15 sha=..." or "Valkey server v=8.1.1 sha=..."
redis_version() { "$1" --version | sed -n 's/.* v=\([0-9][0-9.]*\).*/\1/p'; }

is_new_enough() {
  major=${1%%.*}
  rest=${1#*.}
  minor=${rest%%.*}
  [ "$major" -gt 6 ] || { [ "$major" -eq 6 ] && [ "$minor" -ge 2 ]; }
}

install_redis() {
  say "no redis-server or valkey-server on PATH and no REDIS_URL"
  find_manager || return 1
  case $manager in
    apt-get) install_redis_apt ;;
    # Distributions are moving from Redis to Valkey: some have only one of the two.
    dnf | apk) install_packages redis || install_packages valkey ;;
    brew) install_packages redis ;;
  esac || {
    why_not="$manager could not install it (see above)"
    return 1
  }
}

# Debian starts and enables a system-wide Redis on port 6379 when the package is installed. tongzhou starts its own, private
# one, so that service would be an open port that nobody asked for: policy-rc.d (exit 101: "not allowed") keeps it from starting now,
# disable keeps it from starting at the next boot.
install_redis_apt() {
  policy=${POLICY_FILE:-/usr/sbin/policy-rc.d} # Debian's fixed place; only the tests name another
  if [ ! -e "$policy" ]; then
    trap '$as_root rm -f "$policy"' EXIT
    trap 'exit 130' INT TERM
    printf '#!/bin/sh\nexit 101\n' | $as_root tee "$policy" >/dev/null
    $as_root chmod 755 "$policy"
  else
    policy='' # the operator's own policy stays, and decides
  fi
  result=0
  install_packages redis-server || result=1
  [ -z "$policy" ] || $as_root rm -f "$policy"
  trap - EXIT INT TERM
  if [ $result = 0 ] && has systemctl && systemctl is-enabled --quiet redis-server 2>/dev/null; then
    run $as_root systemctl disable --quiet redis-server || true
  fi
  return $result
}

explain_redis() {
  cat >&2 <<END

setup: tongzhou needs Redis 6.2 or newer (or Valkey), and setup cannot provide it: $1.
Do one of these three, then run "npm run setup" again:
  1. Install Redis >= 6.2 yourself, so that redis-server is on PATH: https://redis.io/docs/latest/operate/oss_and_stack/install/
  2. Use a Redis that runs elsewhere: put REDIS_URL=redis://HOST:6379 into the file .env
  3. Run it in a container, and put REDIS_URL=redis://127.0.0.1:6379 into the file .env:
     docker run -d --name tongzhou-redis -p 127.0.0.1:6379:6379 -v tongzhou-redis:/data redis:7 redis-server --appendonly yes
END
  exit 1
}

ensure_redis() {
  if has_redis_url; then
    say "Redis: REDIS_URL is set, nothing to install"
    return
  fi
  find_redis >/dev/null || install_redis || explain_redis "$why_not"
  redis=$(find_redis) || explain_redis "$manager installed no redis-server"
  version=$(redis_version "$redis")
  is_new_enough "${version:-0.0}" || explain_redis "$redis is version ${version:-unknown}"
  say "Redis: $redis $version"
}

# --- npm packages ---

# A database is really opened: after a change of Node's major version the package is there, but its binary does not load.
sqlite_loads() { node -e 'new (require("better-sqlite3"))(":memory:").close()' 2>/dev/null; }

stamp_of() { echo "$(cksum <package-lock.json) node $(node -v) $(uname -sm)"; }

missing_build_tools() {
  missing=''
  for tool in python3 make g++; do
    has $tool || missing="$missing $tool"
  done
  [ -n "$missing" ]
}

npm_ci() {
  say "running: npm ci (a minute or two where better-sqlite3 must be compiled)"
  errors=$(mktemp)
  status=0
  npm ci 2>"$errors" || status=$?
  # Only better-sqlite3 needs a compiler, and only where its ready-made binary cannot be downloaded from GitHub. Then npm's
  # forty lines are not shown: they would alarm, and the next step mends it.
  lacks_tools=no
  if [ $status != 0 ] && grep -q better-sqlite3 "$errors" && missing_build_tools; then lacks_tools=yes; else cat "$errors" >&2; fi
  rm -f "$errors"
  return $status
}

install_build_tools() {
  say "better-sqlite3 has no ready-made binary here and compiling it needs:$missing"
  if find_manager && [ "$manager" != brew ]; then
    cxx=g++
    [ "$manager" != dnf ] || cxx=gcc-c++
    install_packages python3 make $cxx && return
    why_not="$manager could not install them (see above)"
  elif [ "$manager" = brew ]; then
    why_not='on macOS they come with: xcode-select --install'
  fi
  say "install$missing yourself, then run \"npm run setup\" again ($why_not)" >&2
  exit 1
}

ensure_packages() {
  stamp=node_modules/.setup-stamp
  if [ "$(cat $stamp 2>/dev/null)" = "$(stamp_of)" ] && sqlite_loads; then
    say "npm packages: up to date"
    return
  fi
  if ! npm_ci; then
    [ $lacks_tools = yes ] || exit 1
    install_build_tools
    npm_ci || exit 1
  fi
  sqlite_loads || {
    say "better-sqlite3 was installed but does not load; see: npm rebuild better-sqlite3 --foreground-scripts" >&2
    exit 1
  }
  stamp_of >$stamp
}

check_node
ensure_redis
ensure_packages
say 'done. Start with: npm start'
