// What must be true of a session that is over, whatever has happened to it.
import { ClaudeError, type SessionEnd } from "../../lib/index.ts";
import { comes, requires } from "./finale.ts";
import type { Pair } from "./world.ts";

export async function requireTruth(pair: Pair): Promise<void> {
  requireMessages(pair);
  requireOneEnd(pair);
  requireNoFalseSuccess(pair);
  requireAnswers(pair);
  const late = pair.host.askLate();
  await comes("what is asked after the end does not settle", () =>
    late.every(({ outcome }) => outcome !== undefined),
  );
  const accepted = late
    .filter(({ outcome }) => outcome !== undefined && "value" in outcome)
    .map(({ name }) => name);
  requires(accepted.length === 0, () => `after the end: ${accepted.join(", ")} is accepted`);
  requireErrors(pair);
}

/** Exactly once, in order, whole: all that was printed, unless the host itself has closed. */
function requireMessages({ cli, host }: Pair): void {
  const whole = host.acts.size === 0 && !cli.endedByLibrary;
  const excused = host.warned.length > 0 && host.config.face === "client";
  for (const [how, seen] of [
    ["read", host.read],
    ["heard", host.heard],
  ] as const) {
    if (how === "heard" && !host.config.listens) continue;
    const at = seen.findIndex((text, index) => text !== cli.messages[index]);
    requires(
      at === -1,
      () =>
        `messages: number ${at} that was ${how} is ${short(seen[at])}, and printed was ${short(cli.messages[at])}`,
    );
    requires(
      !whole || excused || seen.length === cli.messages.length,
      () =>
        `messages: ${seen.length} of ${cli.messages.length} were ${how}; lost from ${short(cli.messages[seen.length])}`,
    );
  }
}

const short = (text = "nothing"): string =>
  text.length > 160 ? `${text.slice(0, 160)}… (${text.length})` : text;

/** One end, of a kind that fits what was done. */
function requireOneEnd({ cli, host }: Pair): void {
  requires(host.ends.length === 1, () => `ends: ${host.ends.length} were reported`);
  const [end] = host.ends as [SessionEnd];
  const text = `${end.reason} (${end.error?.code ?? "no error"})`;
  const own = cli.end?.own === true ? cli.end : undefined;
  const possible = new Set<string>(host.acts);
  possible.add("exited").add("failed");
  requires(
    possible.has(end.reason),
    () => `ends: ${text}, but the host did ${[...host.acts].join() || "nothing"}`,
  );
  const noError = end.error === undefined;
  requires(end.reason !== "closed" || noError, () => `ends: ${text}`);
  requires(end.reason !== "aborted" || end.error?.code === "aborted", () => `ends: ${text}`);
  requires(end.reason !== "failed" || !noError, () => `ends: ${text}`);
  const crashed = own !== undefined && (own.signal !== null || own.code !== 0);
  requires(end.reason !== "exited" || !crashed || !noError, () => `ends: ${text}, but the CLI crashed`);
  requires(!crashed || host.acts.size > 0 || !noError, () => `ends: ${text}, but the CLI crashed`);
  const failedWithoutCause =
    end.reason === "failed" && own === undefined && host.config.face !== "client" && cli.ready;
  requires(!failedWithoutCause, () => `ends: ${text}: ${end.error?.message}, without a cause`);
}

function requireErrors({ host }: Pair): void {
  const errors = host.given.flatMap(({ name, outcome }) =>
    outcome !== undefined && "error" in outcome ? [{ name, error: outcome.error }] : [],
  );
  for (const { name, error } of errors)
    requires(error instanceof ClaudeError, () => `errors: ${name} rejects with ${String(error)}`);
}

/** The reader of a query that ends without an error has a result, and none of its prompts was in work. */
function requireNoFalseSuccess({ cli, host }: Pair): void {
  if (host.acts.size > 0 || host.config.face === "client") return;
  const { error } = host.readEnd ?? {};
  if (error !== undefined) return;
  const open = cli.unfinishedAtEnd ?? [];
  requires(
    !cli.reportsLifecycle || open.length === 0,
    () => `success by silence: ${open.length} prompts that were acknowledged have no end`,
  );
  requires(cli.lastResult !== undefined, () => "success by silence: there was no result");
}

/** No question is answered twice, and none that the host has answered is left open. */
function requireAnswers({ cli, host }: Pair): void {
  for (const [id, { asked, answers, cancelled, policy }] of cli.questions) {
    requires(answers <= asked, () => `questions: ${id} has ${answers} answers, and was asked ${asked} times`);
    const due =
      host.config.callbacks &&
      cli.ready &&
      !cancelled &&
      host.acts.size === 0 &&
      cli.end?.own !== true &&
      policy !== "never";
    requires(!due || answers > 0, () => `questions: ${id} (${policy}) has no answer`);
  }
}
