// A conversation as Markdown.
import { type Call, documentOf, type Part, shortTime, type Turn } from "./document.ts";
import { fenced, longestTicks, ownMarkdown } from "./own-markdown.ts";
import type { SessionExport } from "./session-export.ts";

export function toMarkdown(exported: SessionExport): string {
  const { title, facts, turns, subagents } = documentOf(exported);
  const about = facts.map(([name, value]) => `- ${name}: ${inlineCode(value)}`).join("\n");
  const others = subagents.map(({ name, turns: said }) => details(`Subagent ${escaped(name)}`, nested(said)));
  const blocks = [`# ${escaped(title)}`, about, ...turns.map((turn) => turnBlock(turn, "##")), ...others];
  return `${blocks.filter((block) => block !== "").join("\n\n")}\n`;
}

function turnBlock({ who, name, time, parts }: Turn, level: string): string {
  const when = time === undefined ? "" : ` · ${shortTime(time)}`;
  const said = parts.map((part) => partBlock(part, who));
  return [`${level} ${name}${when}`, ...said].join("\n\n");
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
    case "remark":
      return `*${escaped(part.text)}*`;
    case "branch":
      return details(part.label, nested(part.turns));
    case "call":
      return callBlock(part);
  }
}

function callBlock(call: Call): string {
  const about = call.about === "" ? "" : ` ${escaped(call.about)}`;
  const result = call.result.map((part) => partBlock(part, "note"));
  const blocks = [fenced(call.input, "json"), ...call.subagents.map(nested), ...result];
  return details(
    `<b>${escaped(call.tool)}</b>${about}${call.failed ? " (failed)" : ""}`,
    blocks.join("\n\n"),
  );
}

function nested(turns: readonly Turn[]): string {
  return turns.map((turn) => turnBlock(turn, "####")).join("\n\n");
}

function details(summary: string, body: string): string {
  return `<details>\n<summary>${summary}</summary>\n\n${body}\n\n</details>`;
}

function inlineCode(text: string): string {
  const longest = longestTicks(text);
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
