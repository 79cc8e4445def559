// Whether a caller is a process of one of this server's own agents. Linux shows which process holds a connection of this
// machine; elsewhere nobody is recognised.
import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import type { Socket } from "node:net";
import { endianness } from "node:os";
import process from "node:process";
import { setImmediate as nextRound } from "node:timers/promises";

/** How long processes are looked at before others get their turn. */
const SLICE_MS = 4;
const COOKIE = /(?:^|\0)KODEGEN_SESSION=([^\0]+)/;

/** The other end of a connection. */
export type Peer = Pick<Socket, "remoteAddress" | "remotePort" | "localPort">;

/** What was seen at one moment. */
interface Look {
  /** The sockets that processes of agents hold, by inode. */
  readonly own: ReadonlySet<string>;
  /** All TCP connections of this machine, a line for each of their two ends. */
  readonly lines: readonly string[];
}

export class OwnChildren {
  readonly #pids: () => readonly number[];
  readonly #known = new WeakMap<Peer, Promise<boolean>>();
  /** The one that has not begun yet: whoever asks before it does shares it. */
  #next: Promise<Look> | undefined;
  #last: Promise<unknown> = Promise.resolve();

  /** @param pids Of the agents that have a process. */
  constructor(pids: () => readonly number[]) {
    this.#pids = pids;
  }

  /** Asked once for each connection. */
  holds(peer: Peer | undefined): Promise<boolean> {
    if (peer === undefined) return Promise.resolve(false);
    const known = this.#known.get(peer) ?? this.#find(peer);
    this.#known.set(peer, known);
    return known;
  }

  async #find({ remoteAddress = "", remotePort = 0, localPort = 0 }: Peer): Promise<boolean> {
    // A Unix socket has no port, and who holds its other end is not to be seen.
    if (process.platform !== "linux" || remotePort === 0 || this.#pids().length === 0) return false;
    const { own, lines } = await this.#look();
    return inodesOf(lines, remoteAddress, remotePort, localPort).some((inode) => own.has(inode));
  }

  #look(): Promise<Look> {
    this.#next ??= this.#last.then(async () => {
      this.#next = undefined;
      const lines = ["tcp", "tcp6"].flatMap((name) => readProc(`self/net/${name}`).split("\n"));
      return { lines, own: await socketsOf(this.#pids()) };
    });
    this.#last = this.#next.catch(() => undefined);
    return this.#next;
  }
}

/** Of the caller's end of a connection; none if it is not on this machine. */
function inodesOf(lines: readonly string[], address: string, port: number, to: number): string[] {
  const [hexPort, hexTo] = [port, to].map((number) => number.toString(16).toUpperCase().padStart(4, "0"));
  const hexAddress = hexOf(address.replace(/^::ffff:/i, ""));
  return lines.flatMap((line) => {
    const [, from = "", remote = "", , , , , , , inode = ""] = line.trim().split(/\s+/);
    const isIt =
      from.endsWith(`:${hexPort}`) &&
      remote.endsWith(`:${hexTo}`) &&
      (hexAddress === undefined || from.slice(0, -5).endsWith(hexAddress));
    return isIt ? [inode] : [];
  });
}

/** An IPv4 address as the kernel writes it; undefined for others, for which the two ports have to do. */
function hexOf(address: string): string | undefined {
  const parts = address.split(".");
  if (parts.length !== 4) return undefined;
  const bytes = parts.map((part) => Number(part).toString(16).toUpperCase().padStart(2, "0"));
  return (endianness() === "LE" ? bytes.toReversed() : bytes).join("");
}

/** Of these processes, of those that descend from them, and of those that carry the cookie of one. */
async function socketsOf(roots: readonly number[]): Promise<ReadonlySet<string>> {
  const cookies = new Set(roots.flatMap((pid) => cookieOf(pid) ?? []));
  const parents = new Map<number, number>();
  const own = new Set(roots);
  let begun = performance.now();
  for (const pid of pidsIn("/proc")) {
    const parent = parentOf(pid);
    if (parent !== undefined) parents.set(pid, parent);
    if (cookies.size > 0 && cookies.has(cookieOf(pid) ?? "")) own.add(pid);
    if (performance.now() - begun < SLICE_MS) continue;
    await nextRound();
    begun = performance.now();
  }
  // A set also visits what is added while it is walked.
  for (const pid of own) for (const [child, parent] of parents) if (parent === pid) own.add(child);
  return new Set([...own].flatMap(socketsIn));
}

function pidsIn(folder: string): number[] {
  return readdirSync(folder)
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
}

function cookieOf(pid: number): string | undefined {
  return COOKIE.exec(readProc(`${pid}/environ`))?.[1];
}

function parentOf(pid: number): number | undefined {
  // The name of a program stands in brackets, and may hold any.
  const text = readProc(`${pid}/stat`);
  const parent = text.slice(text.lastIndexOf(")") + 2).split(" ", 2)[1];
  return parent === undefined ? undefined : Number(parent);
}

function socketsIn(pid: number): string[] {
  try {
    return pidsIn(`/proc/${pid}/fd`).flatMap((fd) => {
      const [, inode] = /^socket:\[(\d+)\]$/.exec(linkOf(`/proc/${pid}/fd/${fd}`)) ?? [];
      return inode ?? [];
    });
  } catch {
    // It has ended, or belongs to another user, whom agents cannot become.
    return [];
  }
}

function linkOf(place: string): string {
  try {
    return readlinkSync(place);
  } catch {
    // It was closed meanwhile.
    return "";
  }
}

function readProc(name: string): string {
  try {
    return readFileSync(`/proc/${name}`, "latin1");
  } catch {
    // It has ended, or belongs to another user.
    return "";
  }
}
