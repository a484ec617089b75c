# Long-running programs of the node: started in its network, found again by recorded pid, ended by pid alone.
# shellcheck shell=bash

# A pid is recorded with the start time of its process, so that a number that was given out again is never mistaken for ours.
start_time() {
  local stat fields
  stat=$(cat "/proc/$1/stat" 2>/dev/null) || return 1
  # The name in the second field may hold anything, so count from behind it: the start time is field 22 of proc(5).
  read -ra fields <<<"${stat##*) }"
  [[ ${fields[0]} != Z ]] || return 1 # dead: a zombie that its parent has not waited for
  printf '%s' "${fields[19]}"
}

is_running() {
  local pid started
  read -r pid started 2>/dev/null <"$RUN/$1.pid" || return 1
  # One that ended before it could be looked at has no start time on record, as the dead have none: it must not pass for running.
  [[ -n $started && $(start_time "$pid") == "$started" ]]
}

# launch NAME PROGRAM ARGUMENT…: in the node's network, in the background, with its output in a log.
launch() {
  local name=$1 pid
  shift
  is_running "$name" && return 0
  # Descriptors 8 and 9 are locks of the scripts, which a server must not hold on to.
  # Not `ip netns exec`: it remounts /sys, which hides the cgroups from the kubelet.
  (join_node && exec setsid nsenter --net="/run/netns/$NETNS" "$@") >>"$LOGS/$name.log" 2>&1 </dev/null 8>&- 9>&- &
  pid=$!
  disown # or the shell would report its end
  printf '%s %s\n' "$pid" "$(start_time "$pid")" >"$RUN/$name.pid"
}

# end SECONDS NAME…: asks the programs to end, all at once, and makes those end that have not by then.
end() {
  local deadline=$((SECONDS + $1)) name
  shift
  for name; do signal_program TERM "$name"; done
  for name; do
    while is_running "$name"; do
      ((SECONDS < deadline)) || signal_program KILL "$name"
      sleep 0.05
    done
    rm -f "$RUN/$name.pid"
  done
}

signal_program() {
  local pid
  is_running "$2" || return 0
  read -r pid _ <"$RUN/$2.pid"
  kill -s "$1" "$pid" 2>/dev/null || true # it may have ended just now
}

# interruptible COMMAND…: a signal to this shell is heeded at once, not when the command is through.
JOB=
interruptible() {
  "$@" &
  JOB=$!
  wait "$JOB"
  JOB=
}

# descendants PID: its children, theirs, and so on.
descendants() {
  local children child
  children=$(cat /proc/"$1"/task/*/children 2>/dev/null) || true
  for child in $children; do
    printf '%s\n' "$child"
    descendants "$child"
  done
}

# Asks the command that was interrupted and all that it started to end, and after 10 s makes them.
end_job() {
  local pids pid deadline=$((SECONDS + 10))
  [[ -n $JOB ]] || return 0
  pids="$JOB $(descendants "$JOB")"
  for pid in $pids; do kill "$pid" 2>/dev/null || true; done
  for pid in $pids; do
    while start_time "$pid" >/dev/null; do
      ((SECONDS < deadline)) || kill -9 "$pid" 2>/dev/null || true
      sleep 0.1
    done
  done
}
