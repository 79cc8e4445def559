// A kind is declared in one place: made-up ones are added to a copy of the repository, and everything follows.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import { after, before, describe, it } from "node:test";
import { promisify } from "node:util";

const ROOT = path.join(import.meta.dirname, "../..");
const COPIED = ["lib", "spec", "server", "scripts", "docs", "tests", "package.json", "tsconfig.json"];

/** What has to be written by hand, by file: a text is put at the end, a pair takes the place of its first half. */
const ADDED: Readonly<Record<string, Readonly<Record<string, string | readonly [string, string]>>>> = {
  "a message": {
    "lib/wire/notices.ts": `
/** Tea is ready. */
export interface SDKTeaReadyMessage extends MessageFields {
  type: "tea_ready";
  cups: number;
  sort?: "green" | "black";
}
`,
  },
  "a system message that the official SDK lacks": {
    "lib/wire/undeclared.ts": `
/** The kettle boils. */
export interface SDKKettleBoilsMessage extends SystemFields<"kettle_boils"> {
  degrees: number;
}
`,
  },
  "a hook event": {
    "lib/hooks/inputs.ts": [
      "interface SessionHooks {",
      `interface SessionHooks {
  /** Called when it is time for tea. */
  TeaTime: { guests: number };`,
    ],
    "lib/hooks/answers.ts": [
      "export interface HookOutputs {",
      `export interface HookOutputs {
  TeaTime: { biscuits?: "many" | "few" };`,
    ],
  },
  "a control request": {
    "lib/wire/control-requests.ts": [
      "export interface OutgoingRequests extends",
      `interface TeaRequests {
  make_tea: Request<{ sugar: boolean }, { minutes: number }>;
}

export interface OutgoingRequests extends TeaRequests,`,
    ],
  },
  "an error": {
    "lib/errors/input.ts": `
/** There is no tea. */
export class NoTeaError extends ClaudeError {
  constructor() {
    super("no_tea", "There is no tea");
  }
}
`,
    "docs/errors.md": "\n| `no_tea` | `NoTeaError` | there is no tea | buy some | no |\n",
    "spec/errors.ts": ["  cli_not_found:", '  no_tea: "Buy some.",\n  cli_not_found:'],
  },
};

const PROBE = `import assert from "node:assert/strict";
import { toAnswer } from "../lib/hooks/answers.ts";
import {
  type ErrorCode, HOOK_EVENTS, type HookCallback, type HookInput, isKettleBoilsMessage, isKnownMessage, isTeaReadyMessage,
  type KnownMessage, NoTeaError, type OutgoingRequests, type Query, type SDKAnySystemMessage, type SDKKettleBoilsMessage,
  type SDKMessage, type SDKTeaReadyMessage, type TeaTimeHookInput, type TeaTimeHookSpecificOutput,
} from "../lib/index.ts";

export const cups = (message: Extract<SDKMessage, { type: "tea_ready" }>): number => message.cups;
export const degrees = (message: Extract<KnownMessage, { subtype: "kettle_boils" }>): number => message.degrees;
// @ts-expect-error It is not among those that the official SDK declares.
export const none = (message: SDKKettleBoilsMessage): SDKAnySystemMessage => message;
export const guests = (input: HookInput): number => (input.hook_event_name === "TeaTime" ? input.guests : 0);
export const hook: HookCallback = async () => ({ hookSpecificOutput: { hookEventName: "TeaTime", biscuits: "many" } });
export const minutes = async (query: Query): Promise<number> => (await query.request("make_tea", { sugar: true })).minutes;
// @ts-expect-error The body is typed.
export const wrong = (query: Query): unknown => query.request("make_tea", { sugar: "yes" });
export const code: ErrorCode = new NoTeaError().code;
export type All = [OutgoingRequests["make_tea"], SDKTeaReadyMessage, TeaTimeHookInput, TeaTimeHookSpecificOutput];

const tea = { type: "tea_ready", cups: 2, sort: "a newer one", uuid: "u", session_id: "s" };
assert.ok(isTeaReadyMessage(tea) && isKnownMessage(tea));
for (const wrongTea of [{ ...tea, cups: "two" }, { ...tea, sort: 7 }, { type: "tea_ready" }])
  assert.ok(!isTeaReadyMessage(wrongTea) && !isKnownMessage(wrongTea));
assert.ok(isKettleBoilsMessage({ type: "system", subtype: "kettle_boils", degrees: 100 }));
assert.ok(HOOK_EVENTS.includes("TeaTime"));
const answer = (biscuits: unknown): object => ({ hookSpecificOutput: { hookEventName: "TeaTime", biscuits } });
assert.deepEqual(toAnswer(answer("few"), "TeaTime"), answer("few"));
assert.throws(() => toAnswer(answer("none"), "TeaTime"), TypeError);
`;

describe("A made-up kind of each sort", { timeout: 300_000 }, () => {
  let copy = "";
  const node = async (...args: string[]): Promise<string> => {
    // A runner of tests that is run by another one would do nothing.
    const { NODE_TEST_CONTEXT: _context, ...env } = process.env;
    try {
      return (await promisify(execFile)(process.execPath, args, { cwd: copy, env })).stdout;
    } catch (error) {
      const { stdout, stderr } = error as { stdout: string; stderr: string };
      assert.fail(`node ${args.join(" ")}: ${stdout}${stderr}`);
    }
  };

  before(async () => {
    copy = await mkdtemp(path.join(os.tmpdir(), "kodegen-kinds-"));
    for (const name of COPIED)
      await cp(path.join(ROOT, name), path.join(copy, name), {
        recursive: true,
        filter: (from) => !from.includes("node_modules"),
      });
    await symlink(path.join(ROOT, "node_modules"), path.join(copy, "node_modules"));
    for (const [file, added] of Object.values(ADDED).flatMap((edits) => Object.entries(edits))) {
      const text = await readFile(path.join(copy, file), "utf8");
      const changed = typeof added === "string" ? `${text}${added}` : text.replace(added[0], added[1]);
      assert.notEqual(changed, text, `${file} was changed`);
      await writeFile(path.join(copy, file), changed);
    }
    await writeFile(path.join(copy, "tests/probe.ts"), PROBE);
    const project = { extends: "./tsconfig.json", include: ["lib", "spec", "tests/probe.ts"] };
    await writeFile(path.join(copy, "tsconfig.probe.json"), JSON.stringify(project));
    await node("--import", "tsx", "scripts/generate.ts");
  });
  after(() => rm(copy, { recursive: true, force: true }));

  it("is written by hand in three files at most", () => {
    for (const [kind, edits] of Object.entries(ADDED)) assert.ok(Object.keys(edits).length <= 3, kind);
  });

  it("compiles: it is in its union, has a guard, and is exported", async () => {
    await node("node_modules/typescript/bin/tsc", "-p", "tsconfig.probe.json");
  });

  it("is checked as it is declared", async () => {
    await node("--import", "tsx", "tests/probe.ts");
  });

  it("is in the guides, and the tests of these hold", async () => {
    const read = (file: string): Promise<string> => readFile(path.join(copy, file), "utf8");
    assert.match(
      await read("docs/messages.md"),
      /^\| `tea_ready` +\| Tea is ready\. +\| `isTeaReadyMessage` +\|$/m,
    );
    assert.match(await read("docs/messages.md"), /^\| `kettle_boils` +\| The kettle boils\. +\|/m);
    assert.match(
      await read("docs/hooks.md"),
      /^\| `TeaTime` +\| when it is time for tea +\| `biscuits` +\|$/m,
    );
    assert.match(
      await read("docs/client.md"),
      /^\| `make_tea` +\| `\{ sugar: boolean \}` +\| `\{ minutes: number \}` +\|$/m,
    );
    const files = ["documentation/client", "documentation/hooks", "documentation/messages", "errors/errors"];
    const about = ["--test-reporter=tap", "--test-name-pattern=docs/"];
    const told = await node(
      "--import",
      "tsx",
      "--test",
      ...about,
      ...files.map((file) => `tests/${file}.test.ts`),
    );
    assert.ok(Number(/^# pass (\d+)$/m.exec(told)?.[1]) >= 6, told);
  });
});
