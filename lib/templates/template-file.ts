// The file of one template: its front matter, checked, and its body.
import { constants } from "node:fs";
import path from "node:path";
import { PromptTemplateError } from "../errors/templates.ts";
import { openRegularFile, READ_FLAGS } from "../regular-file.ts";
import { otherTemplateIn } from "./directives.ts";
import { checkSyntax } from "./engine.ts";
import { checkFrontMatter, type PromptTemplate } from "./front-matter.ts";

export const SUFFIX = ".j2.md";
const MOST_BYTES = 1_000_000;
/** No path, and nothing that a client could take for one. */
const NAME = /^[A-Za-z0-9_-]{1,64}$/;
const FENCE = /^---[ \t]*$/gm;

export interface TemplateFile {
  readonly about: PromptTemplate;
  readonly body: string;
  /** Lines of the file before those of the body. */
  readonly linesBefore: number;
}

/**
 * @returns Undefined if there is no such file.
 * @throws {PromptTemplateError} If the name is none, or the file is not right.
 */
export async function readTemplateFile(folder: string, name: string): Promise<TemplateFile | undefined> {
  if (!NAME.test(name))
    throw new PromptTemplateError(
      "not_found",
      { template: name.slice(0, 80), file: folder },
      "has no name of a template: letters, digits, - and _, at most 64",
    );
  const file = path.join(folder, `${name}${SUFFIX}`);
  const invalid = (what: string, cause?: unknown): PromptTemplateError =>
    new PromptTemplateError("invalid", { template: name, file, cause }, `(${name}${SUFFIX}) ${what}`);
  const text = await textOf(file, invalid);
  if (text === undefined) return undefined;
  const { yaml, body, linesBefore } = divided(text, invalid);
  const { about, problems } = checkFrontMatter(await parsed(yaml, invalid));
  if (about === undefined) throw invalid(`has a mistake in its front matter: ${problems.join("; ")}`);
  const other = otherTemplateIn(body);
  if (other !== undefined)
    throw invalid(`has "${other}", but a template stands alone: write out here what it should bring in`);
  try {
    await checkSyntax(name, body);
  } catch (error) {
    throw invalid(`is no Jinja: ${engineSays(error, linesBefore)}`, error);
  }
  return { about: { name, file, ...about }, body, linesBefore };
}

/** Why the engine has stopped: its first line, with the line of the file. */
export function engineSays(error: unknown, linesBefore: number): string {
  const [first = ""] = (error as Error).message.split("\n");
  return first.replace(/ \(in [^()]*:(\d+)\)$/, (_all, line) => ` (line ${Number(line) + linesBefore})`);
}

type Invalid = (what: string, cause?: unknown) => PromptTemplateError;

async function textOf(file: string, invalid: Invalid): Promise<string | undefined> {
  try {
    const handle = await openRegularFile(file, READ_FLAGS | (constants.O_NOFOLLOW ?? 0));
    if (handle === undefined) return undefined;
    try {
      const { size } = await handle.stat();
      if (size > MOST_BYTES) throw invalid(`is larger than ${MOST_BYTES} bytes`);
      const text = new TextDecoder("utf-8", { fatal: true }).decode(await handle.readFile());
      return text.replaceAll("\r\n", "\n");
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (error instanceof PromptTemplateError) throw error;
    if (error instanceof TypeError) throw invalid("is not UTF-8: save it as such", error);
    throw invalid(`cannot be read: ${(error as NodeJS.ErrnoException).code}`, error);
  }
}

function divided(text: string, invalid: Invalid): { yaml: string; body: string; linesBefore: number } {
  FENCE.lastIndex = 0;
  if (FENCE.exec(text)?.index !== 0) throw invalid('must begin with a line "---" and its front matter');
  const from = FENCE.lastIndex;
  const end = FENCE.exec(text);
  if (end === null) throw invalid('has front matter that does not end: put a line "---" behind it');
  const rest = text.slice(FENCE.lastIndex);
  const body = rest.replace(/^\n+/, "");
  const before = text.slice(0, text.length - body.length);
  return { yaml: text.slice(from, end.index), body, linesBefore: before.split("\n").length - 1 };
}

async function parsed(yaml: string, invalid: Invalid): Promise<unknown> {
  const { parse } = await import("yaml");
  try {
    // An alias may stand for much more than it says, and no template needs one.
    return parse(yaml, { maxAliasCount: 0, schema: "core", logLevel: "error" }) as unknown;
  } catch (error) {
    const [first] = (error as Error).message.split("\n");
    throw invalid(`has front matter that is no YAML: ${first}`, error);
  }
}
