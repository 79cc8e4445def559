// How each session of a run is brought to its end: by its own, by the host, or by a CLI that dies.
import { becomes, turns } from "./speed.ts";
import type { Pair } from "./world.ts";

export const FINALES = ["orderly", "close", "abort", "crash"] as const;
export type Finale = (typeof FINALES)[number];

/** Milliseconds in which whatever is to come has come, also on a busy machine; only a failing run waits for so long. */
let boundMs = 15_000;

/** A fault has been found: while it is shrunk, nothing is waited for so long. */
export function shrinking(real: boolean): void {
  boundMs = real ? 8_000 : 2_000;
}

/** A broken promise of the library's. */
export class Broken extends Error {}

export function requires(holds: boolean, broken: () => string): void {
  if (!holds) throw new Broken(broken());
}

/** Something that happens, or the library hangs. */
export async function comes(what: string, isSo: () => boolean): Promise<void> {
  requires(await becomes(isSo, boundMs), () => `hangs: ${what}`);
}

/** Bring it to its end, and wait until nothing of it is open. */
export async function finish(pair: Pair, finale: Finale): Promise<void> {
  const { cli, host } = pair;
  if (!host.begun) host.prompt();
  cli.answers = "answered";
  await becomes(
    () => cli.born || host.ends.length > 0,
    host.acts.size > 0 || host.config.face === "client" ? 0 : boundMs,
  );
  if (cli.alive && host.acts.size === 0) await bringToEnd(pair, finale);
  else if (finale === "abort") host.abort();
  host.want(1_000_000);
  if (host.config.face === "client" || host.acts.size > 0) host.close();
  await comes("its reader is not told of the end", () => host.readEnd !== undefined);
  host.close();
  const open = (): string[] =>
    host.given.filter(({ outcome }) => outcome === undefined).map(({ name }) => name);
  await comes("close() does not resolve", () => !open().includes("close()"));
  await turns();
  requires(open().length === 0, () => `never settles: ${open().join(", ")}`);
}

async function bringToEnd(pair: Pair, finale: Finale): Promise<void> {
  const { cli, host } = pair;
  if (finale === "close") return host.close();
  if (finale === "abort") return host.abort();
  if (finale === "crash") return cli.exit(3, null);
  host.answerAll();
  for (const [id, { policy, answers }] of cli.questions)
    if (policy === "never" && answers === 0) cli.cancel(id);
  host.endPrompts();
  host.want(1_000_000);
  await comes(
    "its prompts do not reach the CLI",
    () => cli.prompts.length >= host.prompted || !cli.alive || host.readEnd !== undefined,
  );
  cli.turn();
  if (host.config.face !== "client") return;
  await turns();
  // All that it has printed is still to be read.
  cli.exit(0, null);
  await comes("the end of the CLI does not end its reader", () => host.readEnd !== undefined);
}
