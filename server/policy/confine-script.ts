// What confines an agent: a shell that makes namespaces, takes away all that is not the agent's, and then runs the CLI in them.

// Waits for the child, passes on what asks it to end, and ends as it does. Both shells that stand around the CLI do so.
const WAIT = `
child=$!
trap 'kill -TERM $child' TERM HUP
trap 'kill -INT $child' INT
# What the CLI closes is closed.
exec </dev/null >/dev/null 2>&1 3<&-
code=0
while :; do
  code=0
  wait $child || code=$?
  kill -0 $child 2>/dev/null || exit $code
done
`;

// By its own name in the list of processes, with the programs of the system alone.
const START = `
set -eu
path=\${PATH-} outside=$1
shift
# Nothing that the agent could have put there is run.
PATH=/usr/sbin:/usr/bin:/sbin:/bin
exec unshare --user --map-root-user --mount --ipc --pid /bin/sh -c "$outside" confine "$path" "$@"
`;

// Outside, where signals come: its first child is the first process of a pid namespace, and all of those end with it.
const OUTSIDE = `
set -eu
path=$1 setup=$2
shift 2
exec 3<&0
env --default-signal setsid /bin/sh -c "$setup" confine "$path" "$@" <&3 3<&- &
${WAIT}`;

// Inside, as the first process: with no more rights than the agent, so that there is nothing to be had from it.
const INSIDE = `
path=$1
shift
exec 3<&0
env --default-signal PATH="$path" TMPDIR=/tmp "$@" <&3 3<&- &
${WAIT}`;

// Arguments: this script, the one that runs the CLI, user, group, PATH; then pairs of a word and an absolute path, in which
// later ones lie on top of earlier ones; then "--" and the command.
//   hide     a folder, or a file, that is empty and stays so     read   what is there, to be read
//   scratch  a folder that is empty, and goes with the agent     write  what is there, to be written as well
const SETUP = `
set -eu
path=$1 inside=$2 user=$3 group=$4
shift 4
cwd=$(pwd -P)
mounts=$(cat /proc/self/mountinfo)
each() {
  todo=$1 number=0 word=
  shift
  for given; do
    [ "$given" != -- ] || return 0
    if [ -z "$word" ]; then
      word=$given
    else
      [ "$given" != @config ] || given=$CLAUDE_CONFIG_DIR
      number=$((number + 1))
      $todo "$word" "$given" /proc/$number
      word=
    fi
  done
}
# Nothing is seen of what other places have below this one, so they are kept where the processes were to be seen.
mount -t tmpfs -o mode=700 kept /proc
keep() {
  if [ -d "$2" ]; then mkdir "$3"; else : >"$3"; fi
  mount --rbind "$2" "$3"
}
keep_writable() { [ "$1" != write ] || keep "$@"; }
keep_readable() { [ "$1" != read ] || keep "$@"; }
# $1: ro, or nothing where only devices are taken away.
limit() {
  printf '%s\\n' "$mounts" | while read -r _ _ _ _ point flags _; do
    case $point in *\\\\*) point=$(printf '%b' "$(printf '%s' "$point" | sed 's/\\\\/\\\\0/g')") ;; esac
    case $point in
      /proc | /proc/*) continue ;;
      /dev | /dev/*) flags=$flags,nosuid ;;
      *) flags=$flags,nodev ;;
    esac
    [ -e "$point" ] || continue
    [ -z "$1" ] || flags=$1,\${flags#r[ow],}
    mount -o "remount,bind,$flags" none "$point"
  done
}
limit ''
each keep_writable "$@"
limit ro
each keep_readable "$@"
place() {
  case $1 in
    read | write)
      if [ -d "$3" ]; then
        [ -d "$2" ] || mkdir -p "$2"
      else
        [ -d "\${2%/*}/" ] || mkdir -p "\${2%/*}"
        [ -e "$2" ] || : >"$2"
      fi
      mount --rbind "$3" "$2"
      ;;
    scratch) if [ -d "$2" ]; then mount -t tmpfs -o nosuid,nodev,mode=1777 scratch "$2"; fi ;;
    hide)
      if [ -d "$2" ]; then
        mount -t tmpfs -o nosuid,nodev,mode=755 hidden "$2"
      elif [ -e "$2" ]; then
        mount --bind /dev/null "$2" || [ ! -e "$2" ]
      fi
      ;;
    *) exit 64 ;;
  esac
}
# Devices can be written on a read-only mount, a disk as well: only those stay that nothing can be done with.
mkdir /proc/dev /proc/dev/pts /proc/dev/shm
for device in null zero full random urandom; do
  : >/proc/dev/$device
  mount --bind /dev/$device /proc/dev/$device
done
ln -s /proc/self/fd /proc/dev/fd
ln -s fd/0 /proc/dev/stdin
ln -s fd/1 /proc/dev/stdout
ln -s fd/2 /proc/dev/stderr
ln -s pts/ptmx /proc/dev/ptmx
mount -t devpts -o newinstance,ptmxmode=0666,mode=620 devpts /proc/dev/pts
mount -t tmpfs -o nosuid,nodev,mode=1777 shm /proc/dev/shm
each place "$@"
mount --rbind /proc/dev /dev
mount -o remount,bind,ro none /dev
mount -t proc -o nosuid,nodev,noexec proc /proc
close() {
  [ "$1" = hide ] && [ -d "$2" ] && mountpoint -q "$2" || return 0
  mount -o remount,bind,ro,nosuid,nodev none "$2"
}
each close "$@"
while [ "$1" != -- ]; do shift; done
shift
cd "$cwd"
set -- --no-new-privs --bounding-set=-all --inh-caps=-all --ambient-caps=-all /bin/sh -c "$inside" confine "$path" "$@"
if [ "$user" = 0 ]; then
  # Here root's name alone opens settings of the whole system.
  echo 0 >/proc/sys/user/max_user_namespaces
  mount -o remount,bind,ro,nosuid,nodev,noexec none /proc
  exec setpriv "$@"
fi
# One more, in which the agent is nobody but itself; it makes none.
echo 1 >/proc/sys/user/max_user_namespaces
exec unshare --map-user="$user" --map-group="$group" --keep-caps setpriv "$@"
`;

/** What is given to `/bin/sh` before user, group, pairs of a word and a path, "--" and the command. */
export const CONFINE: readonly string[] = ["-c", START, "confine", OUTSIDE, SETUP, INSIDE];
