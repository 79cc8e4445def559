// A runner of callbacks, and all that comes out of it.
import type { CallContext, Kind } from "../../lib/control/kind.ts";
import { Runner } from "../../lib/control/runner.ts";
import type { ControlRequestFrame } from "../../lib/wire/control-frames.ts";

export interface Answer {
  readonly request_id: string;
  readonly subtype: "success" | "error";
  readonly response?: unknown;
  readonly error?: string;
  readonly error_code?: string;
}

/** Microtasks that are due have run. */
export const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
export const frame = (id: string, subtype = "slow", more: object = {}): ControlRequestFrame =>
  ({ type: "control_request", request_id: id, request: { subtype, ...more } }) as ControlRequestFrame;
export const echo = (fields: Partial<Kind> = {}): Kind => ({
  name: ({ subtype }) => `the ${subtype}`,
  ask: () => ({}),
  answer: (given) => given as object,
  no: () => undefined,
  ...fields,
});

interface Asked {
  readonly context: CallContext;
  resolve(given: unknown): void;
  reject(error: unknown): void;
}

export interface Played {
  readonly runner: Runner;
  /** What has been put to the host, by id. */
  readonly asked: Map<string, Asked>;
  readonly answers: Answer[];
  /** The same as lines. */
  readonly lines: string[];
  readonly failures: string[];
  /** How many were open whenever that was reported. */
  readonly open: number[];
}

/** A runner, and all that comes out of it. The kind `slow` is answered when the test says so. */
export function play(more: Record<string, Kind | string> = {}): Played {
  const asked: Played["asked"] = new Map();
  const answers: Answer[] = [];
  const lines: string[] = [];
  const failures: string[] = [];
  const open: number[] = [];
  const slow = echo({
    ask: (_question, context) =>
      new Promise((resolve, reject) => asked.set(context.requestId, { context, resolve, reject })),
  });
  const runner = new Runner({
    kinds: () => ({ slow, other: slow, ...more }),
    write: (line) => {
      lines.push(line);
      answers.push((JSON.parse(line) as { response: Answer }).response);
    },
    onFailure: (name, error) => failures.push(`${name}: ${(error as Error).message}`),
    onOpen: (count) => open.push(count),
  });
  return { runner, asked, answers, lines, failures, open };
}

/** What is no promise, but may be awaited. */
export const thenable = (
  then: (resolve: (given: unknown) => void, reject: (error: unknown) => void) => void,
): object =>
  // oxlint-disable-next-line unicorn/no-thenable -- hosts give such objects
  ({ then });
