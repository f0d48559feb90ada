# What nightly.sh remembers from night to night, in NAME=VALUE lines of $workspace/nightly.state.
# Reads workspace, today, code, seconds, logs; sourced, never run.

state_file() { printf '%s/nightly.state' "$workspace"; }

# The value of one line of the state, or nothing.
remembered() { sed -n "s/^$1=//p" "$(state_file)" 2> /dev/null | tail -n 1; }

# Whether a run to catch up has something to do.
is_due() {
  [ "$(remembered done)" != "$today" ] || return 1
  local now not_before=${AFTERMARKET_NOT_BEFORE:-03:17}
  now=$(date -u +%H:%M)
  [[ ! $now < $not_before ]] || return 1
  local tries=0
  [ "$(remembered tried)" != "$today" ] || tries=$(remembered tries)
  [ "${tries:-0}" -lt "${AFTERMARKET_ATTEMPTS:-3}" ]
}

# The days between the last night that was done and today, when there are any: they stay gaps in every series.
missed_nights() {
  local last day days=() count=0
  last=$(remembered done)
  [[ $last =~ ^[0-9]{4}-[0-9]{2}-[0-9]{2}$ ]] || return 0
  day=$(date -u -d "$last + 1 day" +%F)
  while [[ $day < $today ]]; do
    count=$((count + 1))
    [ "$count" -gt 7 ] || days+=("$day")
    [ "$count" -lt 4000 ] || break
    day=$(date -u -d "$day + 1 day" +%F)
  done
  [ "$count" -le 7 ] || days+=("and $((count - 7)) more")
  printf '%s' "${days[*]}"
}

# Writes the state beside itself and renames it, so that a kill leaves the old one or the new one.
remember_night() {
  local tries=0 done_on failures
  [ "$(remembered tried)" != "$today" ] || tries=$(remembered tries)
  done_on=$(remembered done)
  failures=$(remembered failures)
  # A night with code 1 is done: what failed stays failed until the source or the rule is mended.
  if [ "$code" -le 1 ]; then
    done_on=$today
    failures=0
  else
    failures=$((${failures:-0} + 1))
  fi
  local file
  file=$(state_file)
  printf 'tried=%s\ntries=%s\ndone=%s\ncode=%s\nfailures=%s\nseconds=%s\nended=%s\n' \
    "$today" "$((${tries:-0} + 1))" "$done_on" "$code" "$failures" "$seconds" "$(date -u +%FT%TZ)" \
    > "$file.tmp" 2> /dev/null && mv -f "$file.tmp" "$file" ||
    echo "nightly.sh: $file cannot be written; the next run to catch up may repeat this night" >&2
}

# One log a night: packed after two days, deleted after AFTERMARKET_LOG_DAYS.
tidy_logs() {
  find "$logs" -maxdepth 1 -name '????-??-??.log' -mtime +1 -exec gzip -qf {} + 2> /dev/null
  find "$logs" -maxdepth 1 -name '????-??-??.log*' -mtime "+${AFTERMARKET_LOG_DAYS:-90}" -delete 2> /dev/null
  return 0
}
