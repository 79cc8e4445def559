import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import { compile, exportsOf, OFFICIAL, OURS } from "./compile.ts";

const FOLDER = path.join(import.meta.dirname, "programs");
/** This one is about a package that the others do without. */
const MESSAGES_API = "messages-api.ts";

/** Programs for the official SDK. */
const programs: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    readdirSync(FOLDER).map((name) => [name, readFileSync(path.join(FOLDER, name), "utf8")] as const),
  ),
  "every-export.ts": everyExport(),
};

/** A program that imports by name and uses every type, function and constant of the official declarations. */
function everyExport(): string {
  const all = exportsOf(OFFICIAL);
  const lines = all.flatMap(({ name, isType, isValue, typeParameters }) => [
    ...(isType ? [`export type Type_${name} = ${name}${typeParameters > 0 ? "<{}>" : ""};`] : []),
    ...(isValue ? [`export const value_${name}: typeof ${name} = ${name};`] : []),
  ]);
  const imported = all.map(({ name, isValue }) => (isValue ? name : `type ${name}`));
  return [`import { ${imported.join(", ")} } from "${OFFICIAL}";`, ...lines].join("\n");
}

/** The same programs with only the import changed. */
function switched(texts: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(texts).map(([name, text]) => [
      `ours-${name}`,
      text.replaceAll(`"${OFFICIAL}"`, `"${OURS}"`),
    ]),
  );
}

/** Each line is wrong with the official SDK, and so it has to be here: nothing has become `any`. */
const WRONG = `import { query, tool, type CanUseTool, type Options, type SDKMessage } from "${OFFICIAL}";
export const a = (m: Extract<SDKMessage, { type: "assistant" }>): number => m.message.content;
export const b = (m: Extract<SDKMessage, { type: "stream_event" }>): number => m.event.type;
export const c = (m: Extract<SDKMessage, { type: "user" }>): number => m.message.content;
export const d = (m: Extract<SDKMessage, { type: "result" }>): string => m.usage.input_tokens;
export const e: Options = { maxTurns: "3" };
export const f: Options = { unknownOption: 1 };
export const g: CanUseTool = async () => ({ behavior: "maybe" });
export const h: AsyncIterable<string> = query({ prompt: "x" });
export const i = query({ prompt: 3 });
export const j = tool("a", "b", {}, async () => "text");
export const k = (m: SDKMessage): boolean => m.type === "no such type";
export const l = (q: ReturnType<typeof query>): Promise<string> => q.interrupt();`;

describe("Programs for the official SDK", { timeout: 60_000 }, () => {
  // With this option, which is stricter than the default, each of the two has to give no less than it takes.
  const exactOptionalPropertyTypes = true;

  it("compile with the official SDK, and with only the import changed", () => {
    const all = { ...programs, ...switched(programs) };
    assert.deepEqual(compile(all, { exactOptionalPropertyTypes }), []);
  });

  it("compile without @anthropic-ai/sdk, and what is wrong is wrong there, too", () => {
    const { [MESSAGES_API]: _needsIt, ...rest } = programs;
    const all = compile(switched({ ...rest, "wrong.ts": WRONG }), { without: "@anthropic-ai/sdk" });
    const inWrong = all.filter(({ file }) => file.endsWith("wrong.ts"));
    const lines = WRONG.split("\n").map((_text, line) => line);
    assert.deepEqual([...new Set(inWrong.map(({ line }) => line))], lines.slice(1));
    const others = all.filter((mistake) => !inWrong.includes(mistake));
    assert.deepEqual(others, []);
  });

  it("are wrong where they are wrong with the official SDK", () => {
    const texts = { "wrong.ts": WRONG };
    const linesOf = (file: string): number[] => [
      ...new Set(found.filter((mistake) => mistake.file === file).map(({ line }) => line)),
    ];
    const found = compile({ ...texts, ...switched(texts) });
    assert.deepEqual(linesOf("ours-wrong.ts"), linesOf("wrong.ts"));
  });
});
