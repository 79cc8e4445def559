// What a confined agent sees of the file system: all of it, to be read, but no homes, no sockets and no secrets of the server.
import { readFileSync, realpathSync, statSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import { contains } from "../places.ts";

/** What it takes to say what an agent may see. */
export interface Seen {
  /** What the agent may write: real paths. */
  readonly folders: readonly string[];
  /** Files and folders that it must not see, wherever they are. */
  readonly secrets: readonly string[];
  /** The files and folders that it takes to run the CLI. */
  readonly programs: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Devices, processes and settings of the system: what can be written there reaches past every folder. */
const OF_THE_SYSTEM = ["/dev", "/proc", "/run", "/sys"];

/** Why an agent that works there cannot be confined; undefined if it can. */
export function whyNotIn(folder: string): string | undefined {
  if (folder === "/") return "it is the whole file system";
  return OF_THE_SYSTEM.some((place) => contains(place, folder)) ? "it belongs to the system" : undefined;
}

/** Pairs of a word and a path, as the script takes them: later ones lie on top. */
export function seenPlaces({ folders, programs, env, ...given }: Seen): string[] {
  const secrets = given.secrets.map((place) => path.resolve(place));
  const homes = thereIs(["/home", "/root", env["HOME"], os.homedir(), os.userInfo().homedir]);
  const scratch = thereIs(["/tmp", "/var/tmp", os.tmpdir(), env["TMPDIR"]]);
  // Sockets of the system's services are there, and of the user's.
  const hidden = thereIs([...homes, "/run"]).filter((place) => !scratch.includes(place));
  const covered = [...hidden, ...scratch];
  const withheld = thereIs([...secrets, ...covered]);
  const isSeen = (place: string): boolean =>
    covered.some((each) => contains(each, place)) && !withheld.some((each) => contains(place, each));
  // Certificates and keys that the environment names are meant for the agent.
  const named = thereIs(Object.values(env)).filter((place) => statSync(place).isFile());
  const readable = thereIs([...named, ...pathFolders(env["PATH"]), "/etc/resolv.conf"]).filter(isSeen);
  const pairs = (word: string, places: readonly string[]): string[] =>
    places.flatMap((place) => [word, place]);
  return [
    // What the agent works in lies on top of what it covers.
    ...pairs("scratch", scratch),
    ...pairs("hide", without(hidden, folders)),
    ...pairs(
      "hide",
      listeningSockets().filter((place) => !covered.some((each) => contains(each, place))),
    ),
    ...pairs("read", readable),
    ...pairs("write", folders.toSorted()),
    ...pairs("hide", thereIs(secrets)),
    // Installers put it among the user's own.
    ...pairs("read", thereIs(programs)),
    ...pairs("write", ["@config"]),
  ];
}

/** The sockets of services that keep them elsewhere than in `/run`: a read-only file system does not keep anybody from them. */
function listeningSockets(): string[] {
  // The path is the eighth word, and may have spaces; names without a file do not begin with "/".
  const lines = readFileSync("/proc/net/unix", "utf8").split("\n");
  return thereIs(lines.map((line) => /^(?:\S+\s+){7}(\/.*)$/.exec(line)?.[1]));
}

/** The files and folders that it takes to run a program: itself, or the npm package that it is in. */
export function programsOf(command: readonly string[]): string[] {
  return command.flatMap((file) => {
    const place = realpathSync(file);
    const [, vendor] = /^(.*\/node_modules\/@anthropic-ai)\//.exec(place) ?? [];
    return [vendor ?? place];
  });
}

/** Where programs are found, and the libraries beside them. */
function pathFolders(variable = ""): string[] {
  return variable
    .split(path.delimiter)
    .filter((folder) => path.isAbsolute(folder))
    .flatMap((folder) =>
      path.basename(folder) === "bin" ? [folder, path.join(folder, "../lib")] : [folder],
    );
}

/** Those that are not one of these. */
function without(places: readonly string[], others: readonly string[]): string[] {
  return places.filter((place) => !others.includes(place));
}

/** What there is of them, links followed, the outer ones first. */
function thereIs(places: readonly (string | undefined)[]): string[] {
  const named = places.filter((place) => place !== undefined && path.isAbsolute(place));
  const real = new Set(named.flatMap((place) => realPath(place as string)));
  // The home of a service may be the root, which nothing can lie on.
  real.delete("/");
  return [...real].toSorted();
}

/** Nothing if it is not there, or cannot be reached: sockets come and go. */
function realPath(place: string): [] | [string] {
  try {
    return [realpathSync(place)];
  } catch {
    return [];
  }
}

/** Who the agent is: the same user as this program. */
export function ownUser(): [user: string, group: string] {
  return [String(process.getuid?.() ?? 0), String(process.getgid?.() ?? 0)];
}
