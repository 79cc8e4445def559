// What an isolated session is started with, and whether it is as it was asked for once it says what it has.
import { inheritedEnv, realDirectory } from "../config-folder.ts";
import { IsolationError } from "../errors/isolation.ts";
import type { Env } from "../process/env.ts";
import type { IsolatedFolder } from "../stores/isolated-folder.ts";
import { copiedFor, isolationOf } from "./isolation.ts";
import type { Options } from "./options.ts";

/** Where it is at home, and which variables of those that were given for it it does not get. */
export interface IsolatedStart extends IsolatedFolder {
  readonly withheld: readonly string[];
}

/**
 * @param given The options as they were given.
 * @param passed The same with what isolation has made of them.
 * @throws {SpawnError} If there can be no such folders.
 */
export async function prepareIsolated(given: Options, passed: Options): Promise<IsolatedStart> {
  const own = inheritedEnv();
  const { env = own } = given;
  // Loaded, as the comparison is, for those who are isolated.
  const { isolatedFolder } = await import("../stores/isolated-folder.ts");
  const folder = await isolatedFolder(isolationOf(passed)?.configDir, env, copiedFor(passed) === "login");
  // What a program copies from its own environment is not its author's choice, and nothing to warn about.
  const withheld = Object.keys(env).filter(
    (name) => env[name] !== undefined && env[name] !== own[name] && !Object.hasOwn(passed.env ?? {}, name),
  );
  return { ...folder, withheld };
}

/** What is looked at of a session, and what is done with it. */
interface Judged {
  readonly options: Options;
  readonly announced: { readonly answer: Promise<unknown> };
  readonly requests: { readonly asked: ReadonlySet<string> };
  readonly life: {
    readonly started: { readonly env: Env } | undefined;
    end(reason: "failed", error: IsolationError): void;
  };
  request(subtype: "get_settings" | "get_hooks_listing", body: Record<string, never>): Promise<unknown>;
  warn(code: "not_isolated", message: string, cause: IsolationError): void;
}

/** Compare a session, if it is isolated, with what was asked for when its first turn begins; its end, or a warning. */
export async function judgeIsolated(session: Judged, init: unknown): Promise<void> {
  const { options, announced, requests, life } = session;
  const isolation = isolationOf(options);
  if (isolation === undefined) return;
  const changedBy = new Set(requests.asked);
  // Older CLIs do not know some of these; a session that has ended is not asked.
  const said = [
    announced.answer,
    session.request("get_settings", {}),
    session.request("get_hooks_listing", {}),
  ];
  const [initialize, settings, hooks] = await Promise.all(
    said.map((answer) => answer.catch(() => undefined)),
  );
  const asked = { ...options, cwd: await realDirectory(options.cwd ?? ".") };
  const { isolationDifferences } = await import("./isolation-differences.ts");
  const evidence = { initialize, settings, hooks, env: life.started?.env, changedBy };
  const differences = isolationDifferences(asked, init, evidence);
  if (differences.length === 0) return;
  const error = new IsolationError(differences);
  if (isolation.strict === true) life.end("failed", error);
  else session.warn("not_isolated", error.message, error);
}
