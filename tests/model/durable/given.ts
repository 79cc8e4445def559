// A stand-in that notes each prompt that a process is given, for whoever counts them later.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { writeShellClaude } from "../agents/shell-claude.ts";
import { requires } from "../finale.ts";

export class NotingClaude {
  readonly path: string;
  readonly #notes: string;

  constructor(folder: string) {
    this.path = writeShellClaude(path.join(folder, "claude"));
    this.#notes = path.join(folder, "given");
    const script = readFileSync(this.path, "utf8");
    const note = `printf '%s\\n' "$given" >> '${this.#notes}'`;
    const noting = script.replace('given="$given:$uuid"', (line) => `${line}; ${note}`);
    requires(noting !== script, () => "the stand-in does not note what it is given");
    writeFileSync(this.path, noting);
  }

  /** How many processes have been given each word. */
  counts(): Map<string, number> {
    const counts = new Map<string, number>();
    for (const [, word = ""] of this.#lines()) counts.set(word, (counts.get(word) ?? 0) + 1);
    return counts;
  }

  /** The words by the ids of their prompts. */
  byUuid(): Map<string, string> {
    return new Map(this.#lines().map(([, word = "", uuid = ""]) => [uuid, word]));
  }

  #lines(): string[][] {
    const text = existsSync(this.#notes) ? readFileSync(this.#notes, "utf8") : "";
    return text
      .split("\n")
      .filter(Boolean)
      .map((line) => line.split(":"));
  }
}
