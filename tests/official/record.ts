// Plays scenarios with our library and compares what they see with what the official SDK let them see, as recorded.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import process from "node:process";
import { after, describe, it } from "node:test";
import type * as Official from "@anthropic-ai/claude-agent-sdk";
import * as ours from "../../lib/index.ts";
import { alike } from "./alike.ts";
import { DIFFERENCES } from "./differences.ts";
import { installed, type Versions } from "./versions.ts";

/** What a program imports: the official module's own types, whichever library stands behind them. */
export type Sdk = typeof Official;

export const ADVICE = 'run "npm run record" and look at what changed';

/** `record`: write down what the official SDK does. `beside`: compare with it while it runs, for a closer look. */
const MODE = process.env["OFFICIAL_SDK"];
export const recording: boolean = MODE === "record";

interface Recording extends Versions {
  readonly scenarios: Readonly<Record<string, object>>;
}

/**
 * A test for each scenario. `play` gives what was seen, the same each time it is played with the same library;
 * it is written to `recorded/<name>.json` by `npm run record`.
 */
export function compareAll<Item>(
  name: string,
  scenarios: Readonly<Record<string, Item>>,
  play: (sdk: Sdk, item: Item, title: string) => unknown,
): void {
  const file = new URL(`recorded/${name}.json`, import.meta.url);
  const titles = Object.keys(scenarios);
  const seenBy = async (sdk: Sdk, title: string): Promise<object> => {
    const seen = written(await play(sdk, scenarios[title] as Item, title));
    assert.ok(typeof seen === "object" && seen !== null && Object.keys(seen).length > 0, "nothing was seen");
    return seen;
  };
  if (recording) return recordAll(file, titles, seenBy);

  const recorded = existsSync(file)
    ? (JSON.parse(readFileSync(file, "utf8")) as Recording).scenarios
    : ({} as Recording["scenarios"]);
  const differences = DIFFERENCES[name] ?? {};
  describe(`The same as with the official SDK: ${name}`, { timeout: 600_000 }, () => {
    it("every scenario is on record, and no other; differences are of scenarios that there are", () => {
      assert.deepEqual(Object.keys(recorded).toSorted(), titles.toSorted(), ADVICE);
      assert.deepEqual(
        Object.keys(differences).filter((title) => !titles.includes(title)),
        [],
      );
    });
    for (const title of titles) {
      it(title, { timeout: 60_000 }, async () => {
        const theirs = MODE === "beside" ? await seenBy(await official(), title) : recorded[title];
        assert.ok(theirs !== undefined, `"${title}" is not on record: ${ADVICE}`);
        const mine = await seenBy(ours as unknown as Sdk, title);
        const deliberate = differences[title] ?? [];
        assert.deepEqual(alike(mine, deliberate, "ours"), alike(theirs, deliberate, "official"));
      });
    }
  });
}

function recordAll(
  file: URL,
  titles: readonly string[],
  seenBy: (sdk: Sdk, title: string) => Promise<object>,
): void {
  const scenarios: Record<string, object> = {};
  describe(`Recording ${file.pathname}`, () => {
    for (const title of titles)
      it(
        title,
        { timeout: 60_000 },
        async () => void (scenarios[title] = await seenBy(await official(), title)),
      );
    after(() => {
      // A recording that broke off leaves the old one in place.
      if (Object.keys(scenarios).length < titles.length) return;
      mkdirSync(new URL(".", file), { recursive: true });
      writeFileSync(file, `${JSON.stringify({ ...installed(), scenarios: written(scenarios) }, null, 1)}\n`);
    });
  });
}

/** Only to record, or to look closer: an ordinary run does without. */
export const official = (): Promise<Sdk> => import("@anthropic-ai/claude-agent-sdk");

/** Beyond this an answer is recorded as its digest: `npm run record -- --beside <file>` shows where two part. */
const LONGEST = 1_500;

/** What is long is told by its digest. */
export function brief(value: unknown, longest: number = LONGEST): unknown {
  const text = JSON.stringify(written(value));
  if (MODE === "beside" || text.length <= longest) return value;
  const digest = createHash("sha256").update(text).digest("hex").slice(0, 16);
  return `${text.length} characters, SHA-256 ${digest}…`;
}

/** As it stands in the file: keys in order, and a field that is undefined told from one that is missing. */
function written(value: unknown): unknown {
  if (value === undefined) return "<undefined>";
  if (Array.isArray(value)) return value.map(written);
  if (typeof value !== "object" || value === null) return value;
  const fields = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(fields.map(([name, field]) => [name, written(field)]));
}
