// How kinds are found among interfaces, and what is written of them.
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, describe, it } from "node:test";
import { readKinds } from "../../scripts/kinds/declared.ts";
import type { Kinds } from "../../scripts/kinds/kind.ts";
import { errorsModule, guardsModule, hooksModule, messagesModule } from "../../scripts/kinds/modules.ts";
import { hookTables, messageTables, withTables } from "../../scripts/kinds/tables.ts";

const ids = "uuid: string; session_id: string;";
const FILES = {
  "tsconfig.json": '{ "compilerOptions": { "strict": true } }',
  "lib/wire/conversation-messages.ts": `
/**
 * What is said,
 * in words.
 *
 * More of it.
 */
export interface SDKSaidMessage { type: "said"; text: string; ${ids} }
/** The same again. */
export interface SDKSaidAgain extends SDKSaidMessage { again: true }
export interface Part { type: "part"; text: string }
interface Hidden { type: "hidden"; ${ids} }
export type Cups<T> = { type: "cups"; of: T; ${ids} };`,
  "lib/wire/ends.ts": `
/** It went well. */
export interface SDKWell { type: "end"; subtype: "well"; ${ids} }
/** It did not. */
export interface SDKBadly { type: "end"; subtype: "badly" | "worse"; ${ids} }
/** The end. */
export type SDKEndMessage = SDKWell | SDKBadly;`,
  "lib/wire/undeclared.ts": `
interface Fields<Subtype extends string> { type: "system"; subtype: Subtype; ${ids} }
/** Files | folders. */
export interface SDKManyFilesEvent extends Fields<"many_files"> { count: number }`,
  "lib/wire/asks.ts": `
interface Request<Body, Answer = unknown> { body: Body; answer: Answer }
export interface OutgoingRequests { make_tea: Request<{
  sugar: boolean;
}, string> }
export interface MayRequest { subtype: "may_i"; name: string }`,
  "lib/hooks/tea.ts": `
interface TeaHooks {
  /** Called before tea. */
  BeforeTea: { guests: number };
  /** Called after tea. */
  AfterTea: {};
  /** Called at tea. */
  AtTea: {};
}
export interface HookInputs extends TeaHooks {}
interface Milk {
  /** Poured in first. */ milk?: boolean;
}
export interface HookOutputs {
  BeforeTea: { biscuits?: string } & Milk;
  /** Who has the cup. */
  AtTea: Milk;
}`,
  "lib/errors/tea.ts": `
const CODES = { cold: "tea_cold", gone: "tea_gone" } as const;
export class ClaudeError extends Error { constructor(code: string) { super(code); } }
export class TeaError extends ClaudeError { constructor(how: "cold" | "gone") { super(CODES[how]); } }
export class NoTeaError extends TeaError { constructor() { super("gone"); } }
export class NoCupError extends ClaudeError { constructor() { super("no_cup"); } }`,
};

describe("Kinds", () => {
  const root = mkdtempSync(path.join(os.tmpdir(), "kodegen-declared-"));
  after(() => rmSync(root, { recursive: true, force: true }));
  for (const [file, text] of Object.entries(FILES)) {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    writeFileSync(path.join(root, file), text);
  }
  const kinds: Kinds = readKinds(root);

  it("messages are exported interfaces with a type and ids; what extends one or shares a name is a variant", () => {
    const short = kinds.messages.map(({ type, subtype, guard, variants, official, about }) => [
      guard,
      [type, subtype, official, about],
      variants.map((variant) => `${variant.name} ${variant.subtype ?? "-"}`),
    ]);
    assert.deepEqual(short, [
      [
        "isSaidMessage",
        ["said", undefined, true, "What is said, in words."],
        ["SDKSaidMessage -", "SDKSaidAgain -"],
      ],
      ["isEndMessage", ["end", undefined, true, "The end."], ["SDKWell well", "SDKBadly -"]],
      [
        "isManyFilesEvent",
        ["system", "many_files", false, "Files | folders."],
        ["SDKManyFilesEvent many_files"],
      ],
    ]);
  });

  it("hooks are found with what they answer, requests with what is sent, errors by their codes", () => {
    assert.deepEqual(
      kinds.hooks.map(({ event, group, fields }) => [event, group, fields]),
      [
        ["BeforeTea", "TeaHooks", ["biscuits", "milk"]],
        ["AfterTea", "TeaHooks", undefined],
        ["AtTea", "TeaHooks", ["milk"]],
      ],
    );
    assert.deepEqual(kinds.requests, [{ subtype: "make_tea", body: "{ sugar: boolean }", answer: "string" }]);
    assert.deepEqual(
      kinds.incoming.map(({ subtype, name }) => [subtype, name]),
      [["may_i", "MayRequest"]],
    );
    assert.deepEqual(kinds.errorCodes, ["tea_cold", "tea_gone", "no_cup"]);
  });

  it("the modules have each kind in its union and its guard; hooks come in the official order, newer ones last", () => {
    const messages = messagesModule(kinds);
    assert.match(messages, /type OtherMessage =\n {2}\| SDKSaidMessage\n {2}\| SDKSaidAgain\n {2}\| SDKWell/);
    assert.match(messages, /type SDKUndeclaredMessage =\n {2}\| SDKManyFilesEvent;/);
    assert.match(messages, /may_i: MayRequest;/);
    const guards = guardsModule(kinds);
    assert.match(guards, /isSaidMessage: MessageGuard<SDKSaidMessage \| SDKSaidAgain> = guard\("said"\)/);
    assert.match(guards, /isEndMessage: MessageGuard<SDKEndMessage> = guard\("end"\)/);
    assert.match(guards, /guard\("system", "many_files"\)/);
    const hooks = hooksModule(kinds, ["AfterTea"], []);
    assert.match(hooks, /= \[\n {2}"AfterTea",\n {2}"BeforeTea",\n {2}"AtTea",\n\]/);
    assert.match(
      hooks,
      /\* The input of a `BeforeTea` hook, called before tea\. \*\/\nexport interface BeforeTeaHookInput extends HookInputOf<"BeforeTea">/,
    );
    assert.match(
      hooks,
      /\* `hookSpecificOutput` of a `BeforeTea` hook\. `biscuits`\. `milk`: poured in first\. \*\//,
    );
    assert.match(hooks, /\* `hookSpecificOutput` of an `AtTea` hook\. Who has the cup\. \*\//);
    assert.doesNotMatch(hooks, /AfterTeaHookSpecificOutput/);
    assert.match(errorsModule(kinds), /\| "tea_cold"\n {2}\| "tea_gone"\n {2}\| "no_cup";/);
  });

  it("tables take the place of those below their marks, and each has to have one", () => {
    const mark = "<!-- generated: messages -->\n";
    const document = `# A\n\n${mark}\n| old |\n| --- |\n\nText.\n\n<!-- generated: system messages -->\n\nEnd.\n`;
    const text = withTables(document, messageTables(kinds));
    assert.equal(withTables(text, messageTables(kinds)), text);
    assert.match(text, /\| `said` +\| What is said, in words\. +\| `isSaidMessage` \|\n/);
    assert.match(text, /\| `many_files` \| Files \\\| folders\. +\| `isManyFilesEvent` \|\n\nEnd\.\n$/);
    assert.doesNotMatch(text, /\| old \|/);
    assert.throws(() => withTables("# A\n", messageTables(kinds)), /generated: messages/);
    const [hook] = kinds.hooks;
    assert.ok(hook !== undefined);
    const silent = { ...kinds, hooks: [{ ...hook, about: "Before tea." }] };
    assert.throws(() => hookTables(silent), /BeforeTea has to begin with "Called"/);
  });
});
