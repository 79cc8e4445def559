// What the demo shows: one live line for each agent in a terminal, plain lines elsewhere, and a table at the end.
import process from "node:process";

const FRAMES = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];
const FRAME_MS = 80;
const COLUMNS = 80;

/** Lines that change while the agents work. */
export class LiveLines {
  readonly #lines = new Map<string, string>();
  readonly #terminal: boolean = process.stdout.isTTY === true;
  #timer: ReturnType<typeof setInterval> | undefined;
  #drawn = 0;
  #frame = 0;

  start(): void {
    if (this.#terminal)
      this.#timer = setInterval(() => this.#draw(FRAMES[this.#frame++ % FRAMES.length] ?? ""), FRAME_MS);
  }

  set(name: string, text: string): void {
    if (this.#lines.get(name) === text) return;
    this.#lines.set(name, text);
    if (!this.#terminal) console.log(`  ${text}`);
  }

  /** Leave the last state of the lines standing. */
  stop(): void {
    clearInterval(this.#timer);
    if (this.#terminal) this.#draw("✓");
    this.#lines.clear();
    this.#drawn = 0;
  }

  #draw(mark: string): void {
    if (this.#drawn > 0) process.stdout.write(`\u001b[${this.#drawn}A`);
    const width = Math.min(process.stdout.columns ?? COLUMNS, 120) - 1;
    for (const text of this.#lines.values())
      process.stdout.write(`\u001b[2K${`${mark} ${text}`.slice(0, width)}\n`);
    this.#drawn = this.#lines.size;
  }
}

/** A table in plain text; numbers stand to the right. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => (row[column] ?? "").length)),
  );
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) =>
        /^[$\d]/.test(cell) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
      )
      .join("  ")
      .trimEnd();
  return [line(head), widths.map((width) => "─".repeat(width)).join("  "), ...rows.map(line)].join("\n");
}
