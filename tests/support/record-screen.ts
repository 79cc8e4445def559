// Screens of terminals for the guide.
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Terminal } from "./terminal.ts";

const GUIDE = path.join(import.meta.dirname, "../../docs/server.md");

/** What is on the screen, for the guide: with RECORD_SCREENS it is written there. */
export function record(name: string, terminal: Terminal): void {
  if (process.env["RECORD_SCREENS"] === undefined) return;
  const lines = terminal.screen().split("\n");
  const shown = lines
    .slice(lines.findIndex((line) => line.startsWith("❯ please")))
    .map((line) => line.trimEnd());
  const text = shown
    .join("\n")
    .trim()
    .replaceAll(/\n{3,}/g, "\n\n")
    .replaceAll(/\/tmp\/offline-claude-\w+/g, "/home/you/project");
  const guide = readFileSync(GUIDE, "utf8");
  const mark = `<!-- recorded: ${name} -->`;
  const block = new RegExp(`${mark}\n(?:\n\`\`\`text\n[\\s\\S]*?\n\`\`\`\n)?`);
  writeFileSync(
    GUIDE,
    guide.replace(block, () => `${mark}\n\n\`\`\`text\n${text}\n\`\`\`\n`),
  );
}
