# How nightly.sh tells of a night: a summary for cron's mail, mail, a webhook, a heartbeat, metrics.
# Reads workspace, today, code, seconds, log, late, missed; sourced, never run.

# What an exit code means and what to do, in one line each.
meaning() {
  case $1 in
    0) echo "done" ;;
    1) echo "finished, but some sources failed or pages were set aside; what came is archived and loaded" ;;
    2) echo "not run: usage or configuration" ;;
    3) echo "damaged or full: what was acknowledged before stays" ;;
    4) echo "nothing usable at all; the data of earlier nights is kept" ;;
    5) echo "busy: another run or writer holds the workspace" ;;
    124 | 143) echo "stopped before its end; what was archived is kept and the next run goes on" ;;
    130) echo "interrupted; what was archived is kept and the next run goes on" ;;
    137) echo "killed, perhaps for memory; what was archived is kept and the next run goes on" ;;
    *) echo "ended in a way that is not documented" ;;
  esac
}

next_step() {
  case $1 in
    1) echo "see which with: aftermarket status, aftermarket quarantine list" ;;
    2) echo "read the last lines below; aftermarket sources check finds what is wrong with a source" ;;
    3) echo "df -h $workspace; then aftermarket verify; aftermarket rebuild mends a database from the archive" ;;
    4) echo "try one source by hand: aftermarket fetch NAME --verbose; aftermarket doctor checks network and limits" ;;
    5) echo "see who: fuser -v $workspace/lock $workspace/nightly.lock" ;;
    *) echo "start it again: nightly.sh; a longer limit is AFTERMARKET_TIME_LIMIT" ;;
  esac
}

# Text without control characters, which might come from a page.
plain() { LC_ALL=C tr -d '\000-\010\013-\037\177'; }

summary() {
  local why
  why=$(meaning "$code")
  [ -z "$late" ] || why="took longer than ${limit}: $why"
  printf 'Aftermarket, night of %s: %s (exit %s, %s s)\n' "$today" "$why" "$code" "$seconds"
  printf 'Next: %s\n' "$(next_step "$code")"
  [ -z "$missed" ] || printf 'No night was done on: %s\n' "$missed"
  if [ "$log" = /dev/null ]; then
    printf 'There is no log: %s cannot be written.\n' "$logs"
  else
    printf 'Log: %s, of which the last lines:\n\n' "$log"
    # Of this try alone.
    sed -n '/ nightly\.sh begins: /{h;d};H;${x;p}' "$log" 2> /dev/null | tail -n 15 | plain | cut -c1-500
  fi
}

# A JSON string of what stands on stdin.
quoted() {
  plain | sed -e 's/\\/\\\\/g' -e 's/"/\\"/g' -e 's/\t/ /g' | sed -e ':a' -e '$!{N;ba}' -e 's/\n/\\n/g' -e 's/^/"/' -e 's/$/"/'
}

# Asks a URL and says on stderr when that fails. A URL that holds a secret is not printed.
ping_url() {
  local what=$1 url=$2
  shift 2
  # The URL goes by stdin, so that no list of processes shows it.
  printf 'url = "%s"\n' "$url" |
    curl --config - --silent --show-error --fail --max-time 30 --retry 2 --output /dev/null "$@" 2> /dev/null ||
    echo "nightly.sh: $what could not be reached (curl $?); see AFTERMARKET_${what^^}" >&2
}

# Whether people want to hear of this code.
is_told() {
  local each
  [ "$code" -ne 0 ] || return 1
  for each in ${AFTERMARKET_SILENT_CODES:-}; do [ "$each" != "$code" ] || return 1; done
}

tell_night() {
  if [ -n "${AFTERMARKET_HEARTBEAT:-}" ]; then
    if [ "$code" -le 1 ]; then ping_url heartbeat "$AFTERMARKET_HEARTBEAT"; else
      ping_url heartbeat "${AFTERMARKET_HEARTBEAT%/}/fail"
    fi
  fi
  is_told || return 0
  local text
  text=$(summary)
  # Cron mails what is printed. Who has another way wants it once.
  if [ -n "${AFTERMARKET_MAIL_TO:-}" ]; then
    local program
    program=$(PATH=$PATH:/usr/sbin:/usr/lib command -v sendmail)
    if [ -n "$program" ] && printf 'To: %s\nSubject: Aftermarket: night of %s ended with code %s\n\n%s\n' \
      "$AFTERMARKET_MAIL_TO" "$today" "$code" "$text" | "$program" -t; then
      text=
    else
      echo "nightly.sh: no mail was sent to AFTERMARKET_MAIL_TO: ${program:-sendmail is not installed}" >&2
    fi
  fi
  if [ -n "${AFTERMARKET_WEBHOOK:-}" ]; then
    printf '{"text":%s,"night":"%s","exit_code":%s,"seconds":%s}' \
      "$(summary | quoted)" "$today" "$code" "$seconds" > "$workspace/nightly.hook"
    ping_url webhook "$AFTERMARKET_WEBHOOK" --header "Content-Type: application/json" \
      --data-binary "@$workspace/nightly.hook"
    rm -f "$workspace/nightly.hook"
  fi
  [ -z "$text" ] || printf '%s\n' "$text"
}

# What pipelines/watches.json5 waits for, each once: printed, so that cron mails it, or sent as the watch says. What
# could not be told is told by the next night.
tell_watches() {
  local words=(watch --no-color) ended=0
  [ -z "${AFTERMARKET_PIPELINES:-}" ] || words+=(--pipelines "$AFTERMARKET_PIPELINES")
  timeout --signal=TERM --kill-after=60 10m "$binary" "${words[@]}" < /dev/null 2>> "$log" 9>&- || ended=$?
  [ "$ended" -eq 0 ] ||
    printf '%s nightly.sh: watches ended with code %s\n' "$(date -u +%FT%TZ)" "$ended" >> "$log"
}

# For node_exporter's textfile collector, written beside and renamed as it demands.
write_metrics() {
  local folder=${AFTERMARKET_TEXTFILE_DIR:-} file good
  [ -n "$folder" ] || return 0
  file=$folder/aftermarket.prom
  good=$(remembered done)
  {
    echo '# HELP aftermarket_night_exit_code Exit code of the last night.'
    echo '# TYPE aftermarket_night_exit_code gauge'
    echo "aftermarket_night_exit_code $code"
    echo '# HELP aftermarket_night_duration_seconds How long the last night took.'
    echo '# TYPE aftermarket_night_duration_seconds gauge'
    echo "aftermarket_night_duration_seconds $seconds"
    echo '# HELP aftermarket_night_end_timestamp_seconds When the last night ended.'
    echo '# TYPE aftermarket_night_end_timestamp_seconds gauge'
    echo "aftermarket_night_end_timestamp_seconds $((began + seconds))"
    if [ -n "$good" ]; then
      echo '# HELP aftermarket_night_done_timestamp_seconds The day (00:00 UTC) of the last night that was done.'
      echo '# TYPE aftermarket_night_done_timestamp_seconds gauge'
      echo "aftermarket_night_done_timestamp_seconds $(date -u -d "$good" +%s)"
    fi
    echo '# HELP aftermarket_night_failures Nights in a row that were not done.'
    echo '# TYPE aftermarket_night_failures gauge'
    echo "aftermarket_night_failures $(remembered failures)"
    echo '# HELP aftermarket_workspace_bytes Bytes of the workspace, by part.'
    echo '# TYPE aftermarket_workspace_bytes gauge'
    for each in archive aftermarket.sqlite; do
      [ ! -e "$workspace/$each" ] ||
        echo "aftermarket_workspace_bytes{part=\"$each\"} $(du -sb "$workspace/$each" | cut -f1)"
    done
  } > "$file.$$" 2> /dev/null && chmod 0644 "$file.$$" && mv -f "$file.$$" "$file" ||
    echo "nightly.sh: $file cannot be written; see AFTERMARKET_TEXTFILE_DIR" >&2
}
