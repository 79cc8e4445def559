// A conversation as Markdown.
import type { ExportedSession } from "./export-session.ts";
import type { Call, Part, Turn } from "./turns.ts";

const HEADINGS: Readonly<Record<Turn["who"], string>> = { user: "User", assistant: "Claude", note: "Note" };
const SUBAGENT_HEADINGS: Readonly<Record<Turn["who"], string>> = {
  user: "Task",
  assistant: "Subagent",
  note: "Note",
};
const FENCE = /^ {0,3}(`{3,}|~{3,})/;

export function toMarkdown({ title, facts, turns, subagents }: ExportedSession): string {
  const about = facts.map(([name, value]) => `- ${name}: ${inlineCode(value)}`).join("\n");
  const others = subagents.map(({ name, turns: said }) =>
    details(`Subagent ${escaped(name)}`, inSubagent(said)),
  );
  const blocks = [
    `# ${escaped(title)}`,
    about,
    ...turns.map((turn) => turnBlock(turn, "##", HEADINGS)),
    ...others,
  ];
  return `${blocks.filter((block) => block !== "").join("\n\n")}\n`;
}

function turnBlock({ who, time, parts }: Turn, level: string, headings: typeof HEADINGS): string {
  const when = time === undefined ? "" : ` · ${time.slice(0, 19).replace("T", " ")}`;
  const said = parts.map((part) => partBlock(part, who));
  return [`${level} ${headings[who]}${when}`, ...said].join("\n\n");
}

function partBlock(part: Part, who: Turn["who"]): string {
  switch (part.kind) {
    case "prose":
      return who === "assistant" ? ownMarkdown(part.text) : quoted(escaped(part.text));
    case "aside":
      return details(part.label, quoted(escaped(part.text)));
    case "output":
      return fenced(part.text);
    case "media":
      return `*${part.label}${part.type === "" ? "" : ` (${escaped(part.type)})`}*`;
    case "call":
      return callBlock(part);
  }
}

function callBlock(call: Call): string {
  const about = call.about === "" ? "" : ` ${escaped(call.about)}`;
  const result = call.result.map((part) => partBlock(part, "note"));
  const blocks = [
    fenced(call.input, "json"),
    ...(call.subagent.length > 0 ? [inSubagent(call.subagent)] : []),
    ...result,
  ];
  return details(
    `<b>${escaped(call.tool)}</b>${about}${call.failed ? " (failed)" : ""}`,
    blocks.join("\n\n"),
  );
}

function inSubagent(turns: readonly Turn[]): string {
  return turns.map((turn) => turnBlock(turn, "####", SUBAGENT_HEADINGS)).join("\n\n");
}

function details(summary: string, body: string): string {
  return `<details>\n<summary>${summary}</summary>\n\n${body}\n\n</details>`;
}

/** In a fence that is longer than any in the text. */
function fenced(text: string, language = ""): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}${language}\n${text}\n${fence}`;
}

function inlineCode(text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const ticks = "`".repeat(longest + 1);
  const space = longest > 0 ? " " : "";
  return `${ticks}${space}${text.replaceAll("\n", " ")}${space}${ticks}`;
}

function quoted(text: string): string {
  return text
    .split("\n")
    .map((line) => `> ${line}`.trimEnd())
    .join("\n");
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}

/** What a model wrote is Markdown already; but it must not open a tag, or a fence that swallows what comes after. */
function ownMarkdown(text: string): string {
  let fence: string | undefined;
  const lines = text.split("\n").map((line) => {
    const mark = FENCE.exec(line)?.[1];
    if (fence !== undefined) {
      if (mark?.startsWith(fence) && line.trim() === mark) fence = undefined;
      return line;
    }
    fence = mark;
    return mark === undefined ? withoutTags(line) : line;
  });
  return [...lines, ...(fence === undefined ? [] : [fence])].join("\n");
}

/** Tags outside of inline code. */
function withoutTags(line: string): string {
  return line
    .split(/(`+[^`]*`+)/)
    .map((piece, index) => (index % 2 === 1 ? piece : piece.replaceAll("<", "&lt;")))
    .join("");
}
