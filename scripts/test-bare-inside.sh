#!/bin/sh
# The part of test-bare.sh that runs inside the bare Debian, as process 1 of its own process namespace.
set -eu
mount -t proc proc /proc
cd /root/tongzhou

say() { printf 'test:bare: %s\n' "$*"; }
now_ms() { date +%s%3N; }
fail() {
  say "FAILED: $*" >&2
  exit 1
}

timed() {
  from=$(now_ms)
  "$@"
  took=$(($(now_ms) - from))
}

is_healthy() { node -e 'fetch(`http://127.0.0.1:${process.env.HTTP_PORT}/healthz`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))'; }

# A session of its own, so that stopping it reaches npm, its shell and node alike, as Ctrl-C in a terminal does.
start_app() {
  setsid npm start >/root/start.log 2>&1 &
  app=$!
  until grep -qw ready /root/start.log && is_healthy; do
    kill -0 $app 2>/dev/null || { cat /root/start.log; fail "npm start ended before it was ready"; }
    [ $(($(now_ms) - from)) -lt 60000 ] || { cat /root/start.log; fail "not ready after 60 s"; }
    sleep 0.05
  done
}

# Every process named node or redis-server in this namespace is the app's. One that is just ending may be gone before it is read.
left_running() { cat /proc/[0-9]*/comm 2>/dev/null | grep -xE 'node|npm.*|redis-server|valkey-server'; }

stop_app() {
  from=$(now_ms)
  kill -TERM -$app
  # npm may end before the app has shut down in order.
  wait $app || true
  while left_running >/root/left; do
    [ $(($(now_ms) - from)) -lt 15000 ] || fail "still running 15 s after SIGTERM: $(tr '\n' ' ' </root/left)"
    sleep 0.05
  done
}

for step in $BARE_STEPS; do
  case $step in
    setup)
      timed npm run setup
      say "first set-up took $took ms"
      timed npm run setup
      say "second set-up took $took ms"
      ;;
    start)
      timed start_app
      say "first start to ready and healthy: $took ms"
      stop_app
      timed start_app
      say "second start to ready and healthy: $took ms"
      stop_app
      [ "$took" -lt 5000 ] || fail "the second start took 5 s or more"
      ;;
    *) fail "unknown step $step" ;;
  esac
done
if [ "$RUN_TESTS" = 1 ]; then
  timed npm test
  say "npm test took $took ms"
fi
say "passed"
