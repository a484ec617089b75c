# Long-running programs of the node: started in its network, found again by recorded pid, ended by pid alone.
# shellcheck shell=bash

# A pid is recorded with the start time of its process, so that a number that was given out again is never mistaken for ours.
start_time() {
  local stat fields
  stat=$(cat "/proc/$1/stat" 2>/dev/null) || return 1
  # The name in the second field may hold anything, so count from behind it: the start time is field 22 of proc(5).
  read -ra fields <<<"${stat##*) }"
  printf '%s' "${fields[19]}"
}

is_running() {
  local pid started
  read -r pid started 2>/dev/null <"$RUN/$1.pid" || return 1
  [[ $(start_time "$pid") == "$started" ]]
}

# launch NAME PROGRAM ARGUMENT…: in the node's network, in the background, with its output in a log.
launch() {
  local name=$1 pid
  shift
  is_running "$name" && return 0
  # Descriptors 8 and 9 are locks of the scripts, which a server must not hold on to.
  # Not `ip netns exec`: it remounts /sys, which hides the cgroups from the kubelet.
  setsid nsenter --net="/run/netns/$NETNS" "$@" >>"$LOGS/$name.log" 2>&1 </dev/null 8>&- 9>&- &
  pid=$!
  printf '%s %s\n' "$pid" "$(start_time "$pid")" >"$RUN/$name.pid"
}

# end NAME SECONDS: asks the program to end, and makes it end when it has not by then.
end() {
  local name=$1 deadline=$((SECONDS + $2)) pid
  is_running "$name" || { rm -f "$RUN/$name.pid"; return 0; }
  read -r pid _ <"$RUN/$name.pid"
  kill "$pid" 2>/dev/null || true
  while is_running "$name"; do
    ((SECONDS < deadline)) || kill -9 "$pid" 2>/dev/null || true
    sleep 0.1
  done
  rm -f "$RUN/$name.pid"
}

# descendants PID: its children, theirs, and so on, the youngest last.
descendants() {
  local children child
  children=$(cat /proc/"$1"/task/*/children 2>/dev/null) || true
  for child in $children; do
    printf '%s\n' "$child"
    descendants "$child"
  done
}
