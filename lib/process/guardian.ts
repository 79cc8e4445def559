// Ends the processes of a host that died without doing so itself, however it died, and removes its private folders.
import type { ChildProcess } from "node:child_process";
import process from "node:process";
import { childProcesses } from "./child-process.ts";
import { SESSION_COOKIE } from "./env.ts";

// Reads from a pipe which sessions live and which folders are theirs. The pipe ends when the host does, even by
// SIGKILL; then every process that carries one of the cookies is asked to end, and killed when it does not.
const SCRIPT = `
trap '' INT TERM HUP
nl='
'
cookies=' '
folders=$nl
while IFS= read -r line; do
  given=\${line#??}
  case $line in
    '+ '*) cookies="$cookies$given " ;;
    '- '*) cookies="\${cookies%%" $given "*} \${cookies#*" $given "}" ;;
    'f '*) folders="$folders$given$nl" ;;
    'r '*) folders="\${folders%%"$nl$given$nl"*}$nl\${folders#*"$nl$given$nl"}" ;;
  esac
done
marked() {
  set --
  for cookie in $cookies; do set -- "$@" -e "${SESSION_COOKIE}=$cookie"; done
  [ $# -gt 0 ] || return
  if [ -d /proc/self ]; then
    grep -lsF "$@" /proc/[0-9]*/environ | while IFS= read -r file; do
      file=\${file#/proc/}
      echo "\${file%/environ}"
    done
  else
    ps -Eww -axo pid=,command= | grep -F "$@" | grep -v grep | while read -r pid rest; do echo "$pid"; done
  fi
}
started() {
  stat=$(cat "/proc/$1/stat" 2>/dev/null) || return
  set -- \${stat##*) }
  [ "$1" = Z ] || echo "\${20}"
}
# Children may have another environment, and whoever is asked to end may take another one: nothing shows whose they are then.
known=
new=$(marked)
while [ -n "$new" ]; do
  next=
  for pid in $new; do
    case "$known " in *" $pid="*) continue ;; esac
    known="$known $pid=$(started "$pid")"
    next="$next $(cat /proc/"$pid"/task/*/children 2>/dev/null)"
  done
  new=$(echo $next)
done
left() {
  marked
  for each in $known; do
    pid=\${each%%=*}
    now=$(started "$pid")
    [ -n "$now" ] && [ "$now" = "\${each#*=}" ] && echo "$pid"
  done
}
signal() {
  for pid in $(left); do kill -"$1" "$pid" 2>/dev/null; done
}
signal TERM
round=0
while [ -n "$(left)" ] && [ $round -lt 25 ]; do
  [ $round -ge 15 ] && signal KILL
  sleep 0.2
  round=$((round + 1))
done
set -f
IFS=$nl
for folder in $folders; do rm -rf -- "$folder"; done
`;

/** Whatever PATH says: a directory in it may be one that an agent can write to. */
const SYSTEM_PATH = "/usr/bin:/bin:/usr/sbin:/sbin:/run/current-system/sw/bin";
/** One that ends sooner than this after its start may do so again ... */
const LASTING_MS = 1_000;
/** ... and is replaced so many times. */
const MAX_SHORT_LIVES = 3;

/** The guardian has ended, although nobody has asked it to. @param replaced False when there is no other now. */
export type OnLost = (replaced: boolean) => void;

/** What a guardian has to know, as the lines that say it; and who wants to hear when it is lost. */
const known = new Map<string, OnLost | undefined>();
/** What it is to be sent: of this tick, and which sessions are over, which need not wake it. */
let unsent = "";
let scheduled = false;
let guardian: ChildProcess | undefined;
let startedAt = 0;
let shortLives = 0;

/**
 * Watch over the session with this cookie. To be called in the tick in which its process is started: what has read
 * nothing yet ends with its input.
 *
 * One guardian serves all sessions of this program, from the first one to the program's end: it waits for a pipe, takes
 * some 1.5 MB of memory, and keeps no program running.
 *
 * @returns Call it when the session has ended.
 */
export function guard(cookie: string, onLost: OnLost): () => void {
  const line = `+ ${cookie}\n`;
  if (!tell(line, onLost)) onLost(false);
  return () => {
    known.delete(line);
    unsent += `- ${cookie}\n`;
  };
}

/**
 * Have a folder removed when this program dies.
 *
 * @returns Call it when the folder is gone.
 */
export function guardFolder(folder: string): () => void {
  // The pipe has a line for each.
  if (folder.includes("\n")) return () => undefined;
  const line = `f ${folder}\n`;
  tell(line);
  return () => {
    known.delete(line);
    send(`r ${folder}\n`);
  };
}

/** @returns False when there is no guardian to know it: it may have been killed while it had nothing to know. */
function tell(line: string, onLost?: OnLost): boolean {
  known.set(line, onLost);
  send(line);
  return guardian !== undefined || startGuardian();
}

/** One write for all that begin in one tick: each wakes it, on a machine that has sessions to start. */
function send(line: string): void {
  unsent += line;
  if (scheduled) return;
  scheduled = true;
  queueMicrotask(() => {
    scheduled = false;
    guardian?.stdin?.write(unsent);
    unsent = "";
  });
}

/** @returns False when there is none now. */
function startGuardian(): boolean {
  if (process.platform === "win32") return true;
  let child: ChildProcess;
  try {
    // Detached, so that Ctrl-C in a terminal does not end it before the host.
    child = childProcesses().spawn("/bin/sh", ["-c", SCRIPT], {
      detached: true,
      env: { PATH: SYSTEM_PATH, LC_ALL: "C" },
      cwd: "/",
      stdio: ["pipe", "ignore", "ignore"],
    });
  } catch {
    // Memory or processes are short: what the session itself needs will report that better.
    return false;
  }
  guardian = child;
  startedAt = performance.now();
  child.once("error", () => lose(child, false));
  child.once("exit", () => lose(child, true));
  child.stdin?.on("error", () => lose(child, true));
  // It ends with this program, which must not wait for it. Deno throws for one that could not be started.
  if (child.pid !== undefined) child.unref();
  (child.stdin as { unref?: () => void } | null)?.unref?.();
  child.stdin?.write([...known.keys()].join(""));
  unsent = "";
  return true;
}

/** @param startable False when it never ran, as without a shell. */
function lose(lost: ChildProcess, startable: boolean): void {
  if (guardian !== lost) return;
  guardian = undefined;
  // One that no longer reads would end the sessions when its pipe is closed. Without a pid Node would kill another one.
  if (lost.pid !== undefined) lost.kill("SIGKILL");
  if (known.size === 0) return;
  shortLives = performance.now() - startedAt < LASTING_MS ? shortLives + 1 : 0;
  const replaced = startable && shortLives <= MAX_SHORT_LIVES && startGuardian();
  // Each in a turn of its own: what one of them throws must not reach the others.
  for (const onLost of known.values()) if (onLost !== undefined) queueMicrotask(() => onLost(replaced));
}
