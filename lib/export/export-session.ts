// Exports a kept session: as Markdown, as one HTML page, or as JSON.
import { InvalidOptionsError } from "../errors/input.ts";
import { type GetSessionInfoOptions, givenFor, shown } from "../transcripts/options.ts";
import { gather } from "./gather.ts";

/** Options of `exportSession()`. */
export type ExportSessionOptions = GetSessionInfoOptions & {
  /** @default "markdown" */
  format?: "markdown" | "html" | "json" | undefined;
  /** The document's title. @default the session's own */
  title?: string | undefined;
  /** The conversations of subagents; in documents, inside the calls that started them. @default true */
  includeSubagents?: boolean | undefined;
  /** What the model thought; in documents, folded away. @default true */
  includeThinking?: boolean | undefined;
};

/** Loaded when one is asked for: the page needs a reader of Markdown. */
const FORMATS = {
  markdown: async () => (await import("./markdown.ts")).toMarkdown,
  html: async () => (await import("./html.ts")).toHtml,
  json: async () => (exported: unknown) => `${JSON.stringify(exported, null, 2)}\n`,
};

/**
 * Write down everything that was said in a session, also on branches that were given up and in subagents: as Markdown,
 * as one HTML page without scripts that needs nothing but itself, or as JSON, whose shape is `SessionExport`.
 *
 * In documents, tool calls with their results, thinking, branches and subagents are folded away until a reader wants
 * them. Encrypted data is left out; what the CLI wrote for the model is counted.
 *
 * @returns The whole document.
 * @throws {SessionNotFoundError} If there is no such session, or nothing was said in it.
 * @throws {InvalidOptionsError} If the id is not a UUID, or the format is unknown.
 *
 * @example A page to look at in a browser
 * await writeFile("session.html", await exportSession(sessionId, { format: "html" }));
 */
export async function exportSession(sessionId: string, options?: ExportSessionOptions): Promise<string> {
  const wish = givenFor(sessionId, options);
  const { format = "markdown" } = wish;
  const load = Object.hasOwn(FORMATS, format) ? FORMATS[format] : undefined;
  if (load === undefined)
    throw new InvalidOptionsError([
      `"format" must be "markdown", "html" or "json", not ${JSON.stringify(shown(format))}`,
    ]);
  const exported = await gather(sessionId, wish);
  return (await load())(exported);
}
