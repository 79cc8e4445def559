// Two releases of a small upstream of our own, which differ in every way that `npm run upstream` has to find.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { compare, type Difference } from "../../scripts/upstream/compare.ts";
import { flagsIn } from "../../scripts/upstream/flags.ts";
import { pageOf } from "../../scripts/upstream/page.ts";
import { placeOf } from "../../scripts/upstream/places.ts";
import { AREAS, readSurface, type Surface } from "../../scripts/upstream/surface.ts";

const BEFORE = `
export declare type HookEvent = 'Start' | 'Pause' | 'Stop';
export declare type StartHookInput = { hook_event_name: 'Start'; by: string };
export declare type PauseHookInput = { hook_event_name: 'Pause' };
export declare type StopHookInput = { hook_event_name: 'Stop' };
export declare type StopHookSpecificOutput = { hookEventName: 'Stop'; retry?: boolean };
export declare type SDKMessage = SDKAnswerMessage | SDKNoteMessage | SDKOldMessage;
export declare type SDKAnswerMessage = SDKGood | SDKBad;
declare type SDKGood = { type: 'answer'; subtype: 'good'; text: string };
declare type SDKBad = { type: 'answer'; subtype: 'bad_once' | 'bad_twice'; errors: string[] };
declare type SDKNoteMessage = { type: 'note'; usage: { tokens: number } };
declare type SDKOldMessage = { type: 'old' };
declare type SDKControlRequestInner = SDKAskRequest | SDKOldRequest;
declare type SDKAskRequest = { subtype: 'ask'; timeout_ms?: number };
declare type SDKOldRequest = { subtype: 'old' };
export declare type SDKStartupFailureReason = 'too_old' | 'too_big';
/** Words do not count. */
export declare type Options = { model?: string; old?: boolean; env?: { [name: string]: string } };
export declare interface Query extends AsyncGenerator<SDKMessage, void> { stop(): Promise<void>; old(): void; ask(what: string): void }
export declare interface Settings { theme?: 'dark' | 'light'; old?: number; rules?: { allow?: string[] } }
export declare const LIMITS: readonly ['a', 'b'];
export declare function read(file: string): string;
export declare function old(): void;
export declare class Store { get(key: string): string; private size; }
`;

const NOW = `
export declare class Store { get(key: string): string | undefined; private size; }
export declare type HookEvent = 'Start' | 'Stop' | 'Go';
export declare type StartHookInput = { hook_event_name: 'Start'; by?: string };
export declare type StopHookInput = { hook_event_name: 'Stop' };
export declare type StopHookSpecificOutput = { hookEventName: 'Stop'; retry?: boolean; after?: number };
export declare type GoHookInput = { hook_event_name: 'Go' };
export declare type SDKMessage = SDKAnswerMessage | SDKNoteMessage | SDKFreshMessage;
export declare type SDKAnswerMessage = SDKGood | SDKBad;
declare type SDKGood = {
  /** Words do not count, nor do lines. */
  type: 'answer'; subtype: 'good'; text: string;
};
declare type SDKBad = { type: 'answer'; subtype: 'bad_once' | 'bad_thrice'; errors: string[] };
declare type SDKNoteMessage = { type: 'note'; usage: { tokens: number; cached?: number } };
declare type SDKFreshMessage = { type: 'fresh' };
declare type SDKControlRequestInner = SDKAskRequest | SDKFreshRequest;
declare type SDKAskRequest = { subtype: 'ask'; timeout_ms?: number | null };
declare type SDKFreshRequest = { subtype: 'fresh' };
export declare type SDKStartupFailureReason = 'too_old' | 'too_new';
export declare type Options = { env?: { [name: string]: string }; model: string; fresh?: boolean };
export declare interface Query extends AsyncGenerator<SDKMessage, void> { stop(): Promise<boolean>; fresh(): void; ask(what: string): void }
export declare interface Settings { theme?: 'dark' | 'light' | 'system'; fresh?: number; rules?: { allow?: string[]; deny?: string[] } }
export declare const LIMITS: readonly ['a', 'b', 'c'];
export declare function read(file: string, encoding?: string): string;
export declare function fresh(): void;
`;

const TOOLS = `
export type ToolInputSchemas = RunInput | OldInput | ToolOutputSchemas;
export type ToolOutputSchemas = RunOutput;
export interface RunInput { command: string }
export interface OldInput { x: string }
export type RunOutput = { kind: 'done'; code: number } | { kind: 'killed' };
`;
const TOOLS_NOW = TOOLS.replaceAll("Old", "Fresh").replace("code: number", "code: number | null");

const HELP = `Usage: claude [options]

Options:
  --model <model>              The model; see --old-words
  -d, --debug [filter]         Be chatty
  --old                        Gone soon
`;
const HELP_NOW = HELP.replace("--old  ", "--fresh").replace("<model>", "<name>   ");

const surfaceOf = (sdk: string, tools: string, help: string, program: string): Surface =>
  new Map([...readSurface({ "sdk.d.ts": sdk, "sdk-tools.d.ts": tools }), ["flags", flagsIn(help, program)]]);
const before = surfaceOf(BEFORE, TOOLS, HELP, 'args.push("--model", a); b("not --this one")');
const now = surfaceOf(NOW, TOOLS_NOW, HELP_NOW, 'args.push("--model", a, "--hidden=on")');
const found = compare(before, now);

/** As `kind name: -what +what`, by area. */
function shown(area: string): string[] {
  return found
    .filter((one) => one.area === area)
    .map(({ kind, name, removed, added }: Difference) => {
      const facts =
        kind === "changed"
          ? [...removed.map((fact) => ` -${fact}`), ...added.map((fact) => ` +${fact}`)]
          : [];
      return `${kind} ${name}${facts.join("")}`;
    })
    .toSorted();
}

describe("npm run upstream", () => {
  const expected: Readonly<Record<string, readonly string[]>> = {
    "hook events": [
      "changed Start -by: string +by?: string",
      "changed Stop +answer.after?: number",
      "gone Pause",
      "new Go",
    ],
    "message kinds": [
      "changed note +usage.cached?: number",
      "gone answer/bad_twice",
      "gone old",
      "new answer/bad_thrice",
      "new fresh",
    ],
    "control requests": ["changed ask +timeout_ms?: null", "gone old", "new fresh"],
    "startup failure reasons": ["gone too_big", "new too_new"],
    options: ["changed model -?: string +string", "gone old", "new fresh"],
    methods: ["changed stop -(): Promise<void> +(): Promise<boolean>", "gone old", "new fresh"],
    settings: ["changed rules +.deny?: string[]", "changed theme +?: 'system'", "gone old", "new fresh"],
    tools: ["changed Run +output.{kind: 'done'}.code: null", "gone Old", "new Fresh"],
    flags: ["changed --model ---model <model> +--model <name>", "gone --old", "new --fresh", "new --hidden"],
    "other declarations": [
      "changed LIMITS +'c'",
      "changed Store -get(key: string): string +get(key: string): string | undefined",
      "changed read -(file: string): string +(file: string, encoding?: string): string",
      "gone old",
      "new fresh",
    ],
  };
  for (const area of AREAS)
    it(`finds what is new, changed and gone of ${area}, and nothing else`, () => {
      assert.deepEqual(shown(area), expected[area]);
    });

  it("finds nothing between a release and itself", () => {
    assert.deepEqual(compare(before, before), []);
  });

  it("shows every difference within 80 columns, with a file of ours that there is", () => {
    const releases = [
      { sdk: "0.0.1", cli: "1.0.1" },
      { sdk: "0.0.2", cli: "1.0.2" },
    ] as const;
    const page = pageOf(releases, found, placeOf);
    assert.deepEqual(
      page.split("\n").filter((line) => line.length > 80),
      [],
    );
    for (const { name } of found) assert.ok(page.includes(` ${name} `), name);
    assert.match(page, /\d+ new, \d+ changed, \d+ gone$/);
    assert.equal(pageOf(releases, [], placeOf).split("\n").at(-1), "Nothing differs");
  });

  it("names the file that declares a name, or the one where it would go", () => {
    assert.equal(placeOf("options", "maxBudgetUsd"), "lib/options/model-options.ts");
    assert.equal(placeOf("control requests", "rewind_files"), "lib/wire/control-requests.ts");
    assert.equal(placeOf("hook events", "NotThereYet"), "lib/hooks/inputs.ts, answers.ts");
  });
});
