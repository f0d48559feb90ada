#!/usr/bin/env bash
# One night of Aftermarket, as cron or systemd starts it: silent when all is well, one summary when not.
# What each setting means stands in nightly.env.example, what each exit code means in README.md.
set -uo pipefail

usage() {
  cat <<'TEXT'
usage: nightly.sh [--env FILE] [--catch-up] [SOURCE…]

Runs `aftermarket run` once: locked, limited in time, at low priority, with a log of its own. Prints nothing when
the night went well. Otherwise it prints one summary, which cron mails, and ends with the code of the run.

  --env FILE    the settings, NAME=VALUE lines (default: $AFTERMARKET_ENV, else /etc/aftermarket/nightly.env)
  --catch-up    do nothing when today's night is done, not due yet, or was tried often enough
  --help        this help

Examples
  nightly.sh --env /etc/aftermarket/nightly.env
  nightly.sh --catch-up ecb federal-register
TEXT
}

env_file=${AFTERMARKET_ENV:-/etc/aftermarket/nightly.env}
env_is_named=${AFTERMARKET_ENV:+yes}
catch_up=
sources=()
while [ $# -gt 0 ]; do
  case $1 in
    --env)
      [ $# -ge 2 ] || { echo "nightly.sh: --env needs a file; see nightly.sh --help" >&2; exit 2; }
      env_file=$2
      env_is_named=yes
      shift
      ;;
    --catch-up) catch_up=yes ;;
    --help | -h) usage; exit 0 ;;
    -*) echo "nightly.sh: unknown option $1; see nightly.sh --help" >&2; exit 2 ;;
    *) sources+=("$1") ;;
  esac
  shift
done

# The settings are read, never run: a line is NAME=VALUE, with or without quotes around the value, as systemd has it.
# What the environment says already wins.
read_settings() {
  local line name value number=0
  while IFS= read -r line || [ -n "$line" ]; do
    number=$((number + 1))
    line=${line%$'\r'}
    [[ $line =~ ^[[:space:]]*(#|\;|$) ]] && continue
    if ! [[ $line =~ ^[[:space:]]*([A-Za-z_][A-Za-z0-9_]*)=(.*)$ ]]; then
      echo "nightly.sh: $env_file, line $number, is not NAME=VALUE: nothing was run" >&2
      return 2
    fi
    name=${BASH_REMATCH[1]}
    value=${BASH_REMATCH[2]}
    [[ $value =~ ^\"(.*)\"[[:space:]]*$ || $value =~ ^\'(.*)\'[[:space:]]*$ ]] && value=${BASH_REMATCH[1]}
    [ -n "${!name+set}" ] || export "$name=$value"
  done < "$1"
}
if [ -r "$env_file" ]; then
  read_settings "$env_file" || exit 2
elif [ -n "$env_is_named" ]; then
  echo "nightly.sh: the settings $env_file cannot be read: nothing was run" >&2
  exit 2
fi

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$here/lib/tell.sh"
. "$here/lib/state.sh"

workspace=${AFTERMARKET_WORKSPACE:-/var/lib/aftermarket}
logs=${AFTERMARKET_LOG_DIR:-$workspace/log}
limit=${AFTERMARKET_TIME_LIMIT:-5h}
binary=${AFTERMARKET_BINARY:-}
if [ -z "$binary" ]; then
  for each in "$here/../bin/aftermarket" "$here/../../../bin/aftermarket" "$here/../.build/release/aftermarket"; do
    [ -x "$each" ] && { binary=$each; break; }
  done
  [ -n "$binary" ] || binary=$(command -v aftermarket || true)
fi
if [ -z "$binary" ] || ! [ -x "$binary" ]; then
  echo "nightly.sh: there is no program ${binary:-aftermarket}: set AFTERMARKET_BINARY in $env_file" >&2
  exit 2
fi
export AFTERMARKET_WORKSPACE=$workspace
arguments=(run ${sources[@]+"${sources[@]}"} --no-color)
[ -z "${AFTERMARKET_PIPELINES:-}" ] || arguments+=(--pipelines "$AFTERMARKET_PIPELINES")

umask 027
if ! mkdir -p "$workspace" "$logs" 2>/dev/null || ! [ -w "$workspace" ] || ! [ -w "$logs" ]; then
  echo "nightly.sh: $workspace or $logs cannot be written by $(id -un): nothing was run" >&2
  exit 3
fi

today=$(date -u +%F)
[ -z "$catch_up" ] || is_due || exit 0

exec 9> "$workspace/nightly.lock"
if ! flock -n 9; then
  [ -z "$catch_up" ] || exit 0
  echo "nightly.sh: another night holds $workspace/nightly.lock: nothing was run (exit 5)" >&2
  exit 5
fi

began=$(date -u +%s)
log=$logs/$today.log
# A second try of a night stands behind the first.
{ printf '%s nightly.sh begins: %s\n' "$(date -u +%FT%TZ)" "${arguments[*]}" >> "$log"; } 2> /dev/null || log=/dev/null
missed=$(missed_nights)
[ -z "$missed" ] || printf '%s no night was done on: %s\n' "$(date -u +%FT%TZ)" "$missed" >> "$log"

command=(timeout --signal=TERM --kill-after=60 "$limit" "$binary" "${arguments[@]}")
command=(nice -n "${AFTERMARKET_NICE:-10}" "${command[@]}")
if command -v ionice > /dev/null && ionice -c 3 true 2> /dev/null; then command=(ionice -c 3 "${command[@]}"); fi

# The lock must not live on in a child that outlives this shell.
"${command[@]}" < /dev/null >> "$log" 2>&1 9>&- &
child=$!
stopped=
trap 'stopped=TERM; kill -TERM "$child" 2>/dev/null' TERM
trap 'stopped=INT; kill -TERM "$child" 2>/dev/null' INT
wait "$child"
code=$?
while [ -n "$stopped" ] && kill -0 "$child" 2>/dev/null; do
  wait "$child"
  code=$?
done
[ "$stopped" != INT ] || [ "$code" -ne 143 ] || code=130
late=
if [ "$code" -eq 124 ]; then
  late=yes
  code=143
fi
seconds=$(($(date -u +%s) - began))
printf '%s nightly.sh ends with code %s after %s s\n' "$(date -u +%FT%TZ)" "$code" "$seconds" >> "$log"

remember_night
write_metrics
tidy_logs
tell_night
[ "$code" -gt 1 ] || tell_watches
exit "$code"
