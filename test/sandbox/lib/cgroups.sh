# The node's control groups: its own programs are in `system`, its Pods in `kubepods`, which the kubelet makes.
# shellcheck shell=bash

# The folders in which cgroups of the node live: one per hierarchy of version 1, one in all of version 2.
cgroup_folders() {
  if [[ -e /sys/fs/cgroup/cgroup.controllers ]]; then
    printf '%s\n' "/sys/fs/cgroup/$CGROUP"
  else
    local hierarchy
    for hierarchy in /sys/fs/cgroup/*/; do printf '%s\n' "$hierarchy$CGROUP"; done
  fi
}

cgroups_up() {
  local folder controllers='+cpu +cpuset +memory +pids +io'
  for folder in $(cgroup_folders); do
    mkdir -p "$folder"
    # A new cpuset of version 1 has no processor and no memory, and takes no process, until it is told.
    if [[ -e $folder/cpuset.cpus && ! -s $folder/cgroup.controllers ]]; then
      cat "${folder%/*}/cpuset.cpus" >"$folder/cpuset.cpus"
      cat "${folder%/*}/cpuset.mems" >"$folder/cpuset.mems"
    fi
  done
  if [[ -e /sys/fs/cgroup/cgroup.controllers ]]; then
    printf '%s' "$controllers" >/sys/fs/cgroup/cgroup.subtree_control
    printf '%s' "$controllers" >"/sys/fs/cgroup/$CGROUP/cgroup.subtree_control"
  fi
  processor_shares_up
}

# The kubelet gives all Pods together 1024 shares for each processor (version 2: a weight near 100). The node's own programs get as much, the
# whole node as much as both: or a single program elsewhere on the machine (1024 for each of its threads) would weigh as much as the whole cluster, and
# starting Pods would keep the ingress controller from the processor.
processor_shares_up() {
  local folder shares=$((1024 * $(nproc)))
  for folder in $(processor_cgroups); do
    mkdir -p "$folder/system"
    if [[ -e $folder/cpu.shares ]]; then
      echo $((2 * shares)) >"$folder/cpu.shares"
      echo "$shares" >"$folder/system/cpu.shares"
    else
      echo 200 >"$folder/cpu.weight"
      echo 100 >"$folder/system/cpu.weight"
    fi
  done
}

processor_cgroups() {
  local folder
  for folder in $(cgroup_folders); do
    if [[ -e $folder/cpu.shares || -e $folder/cpu.weight ]]; then printf '%s\n' "$folder"; fi
  done
}

# Makes this shell, and what it becomes, a program of the node.
join_node() {
  local folder
  for folder in $(processor_cgroups); do echo "$BASHPID" >"$folder/system/cgroup.procs"; done
}

# Whatever still runs in the node's cgroups is ours.
cgroups_down() {
  local folder pid
  for folder in $(cgroup_folders); do
    [[ -d $folder ]] || continue
    for pid in $(find "$folder" -name cgroup.procs -exec cat {} + 2>/dev/null | sort -u); do
      kill -9 "$pid" 2>/dev/null || true
    done
  done
  for folder in $(cgroup_folders); do
    [[ ! -d $folder ]] || wait_for 10 "the end of the processes in $folder" remove_cgroup "$folder"
  done
}

remove_cgroup() { find "$1" -depth -type d -exec rmdir {} + && [[ ! -d $1 ]]; }
