// Ends the processes of a host that died without doing so itself, however it died.
import { type ChildProcess, spawn } from "node:child_process";
import process from "node:process";
import { SESSION_COOKIE } from "./env.ts";

// Reads the cookies of living sessions from a pipe. The pipe ends when the host does, even by SIGKILL; then every
// process that carries one of the cookies is asked to end, and two seconds later killed.
const SCRIPT = `
trap '' INT TERM HUP
cookies=' '
while read -r change cookie; do
  case $change in
    +) cookies="$cookies$cookie " ;;
    -) cookies="\${cookies%% $cookie *} \${cookies#* $cookie }" ;;
  esac
done
marked() {
  if [ -d /proc/self ]; then
    for file in $(grep -lsF -- "${SESSION_COOKIE}=$1" /proc/[0-9]*/environ); do
      file=\${file#/proc/}
      echo "\${file%/environ}"
    done
  else
    ps -Eww -axo pid=,command= | grep -F -- "${SESSION_COOKIE}=$1" | grep -v grep | while read -r pid rest; do echo "$pid"; done
  fi
}
signal() {
  for cookie in $cookies; do
    for pid in $(marked "$cookie"); do kill -"$1" "$pid" 2>/dev/null; done
  done
}
[ "$cookies" = ' ' ] && exit 0
signal TERM
sleep 2
signal KILL
sleep 0.2
signal KILL
`;

interface Guardian {
  readonly child: ChildProcess;
  readonly cookies: Set<string>;
  /** Resolves when it has ended, or could not be started. */
  readonly gone: Promise<void>;
}

let guardian: Guardian | undefined;

/**
 * Watch over a session from before its process starts.
 *
 * One guardian serves all sessions of this program; it lives only while there are any.
 *
 * @returns Call it when the session has ended; resolves when the guardian needs to know no more.
 */
export function guard(cookie: string): () => Promise<void> {
  if (process.platform === "win32") return () => Promise.resolve();
  try {
    guardian ??= startGuardian();
  } catch {
    // Memory or processes are short: what the session itself needs will tell that better.
    return () => Promise.resolve();
  }
  const mine = guardian;
  mine.cookies.add(cookie);
  mine.child.stdin?.write(`+ ${cookie}\n`);
  return () => release(mine, cookie);
}

function startGuardian(): Guardian {
  const env = { PATH: process.env["PATH"] ?? "/usr/bin:/bin" };
  // Detached, so that Ctrl-C in a terminal does not end it before the host.
  const child = spawn("/bin/sh", ["-c", SCRIPT], {
    detached: true,
    env,
    cwd: "/",
    stdio: ["pipe", "ignore", "ignore"],
  });
  // Listened for from the start: not every runtime still tells of a start that failed long ago.
  const gone = new Promise<void>((resolve) => {
    child.once("exit", () => resolve());
    child.once("error", () => resolve());
  });
  const started = { child, cookies: new Set<string>(), gone };
  const forget = (): void => {
    if (guardian === started) guardian = undefined;
  };
  // Without a guardian sessions work as before; only the protection against our own sudden death is gone.
  child.on("error", forget);
  child.on("exit", forget);
  child.stdin?.on("error", forget);
  return started;
}

async function release(mine: Guardian, cookie: string): Promise<void> {
  mine.cookies.delete(cookie);
  if (mine.cookies.size > 0) {
    mine.child.stdin?.write(`- ${cookie}\n`);
    return;
  }
  if (guardian === mine) guardian = undefined;
  mine.child.stdin?.end(`- ${cookie}\n`);
  await mine.gone;
}
