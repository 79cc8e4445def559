// A template with its parameters filled in.
import { InvalidOptionsError } from "../errors/input.ts";
import { PromptTemplateError } from "../errors/templates.ts";
import { FUEL, hasRunOut, MEMORY_BYTES, renderSource } from "./engine.ts";
import type { PromptTemplateValue } from "./front-matter.ts";
import { checkParameters } from "./parameters.ts";
import { engineSays, readTemplateFile, SUFFIX } from "./template-file.ts";

/** Options of `renderPromptTemplate()`. */
export interface RenderTemplateOptions {
  /** What the template sees as `env`. Default: nothing. */
  env?: Readonly<Record<string, string>> | undefined;
  /**
   * Parameters may be texts, as those of MCP prompts are: each is read as what the template declares, a list with commas
   * between its texts, or as JSON. Default: false.
   */
  fromText?: boolean | undefined;
}

/** As long as a prompt may be. */
const MOST_CHARACTERS = 1_000_000;

/**
 * A prompt from a template `<name>.j2.md` of a folder, whose body is Jinja: no escaping, no other templates. Parameters are
 * inserted as text, and never read as a template.
 *
 * A render takes at most 50 000 steps (a turn of a loop takes five to ten), 64 MiB of memory, and writes 1 000 000
 * characters. There may be 100 parameters of at most 1 000 000 bytes each, 10 000 000 together.
 *
 * @param name Letters, digits, `-` and `_`.
 * @param parameters By their names; those with a default, and those that are not required, may be left out.
 * @throws {PromptTemplateError} If there is no such template, it is not right, the parameters are not, or it takes too much.
 * @throws {InvalidOptionsError} If `env` holds anything but texts.
 *
 * @example An agent on a prompt of the house
 * const prompt = await renderPromptTemplate("prompts", "review", { file: "lib/index.ts" });
 * await manager.spawnSession({ prompt });
 */
export async function renderPromptTemplate(
  folder: string,
  name: string,
  parameters: Readonly<Record<string, PromptTemplateValue | undefined>> = {},
  { env = {}, fromText = false }: RenderTemplateOptions = {},
): Promise<string> {
  const wrong = Object.entries(env).filter(([, value]) => typeof value !== "string");
  if (wrong.length > 0)
    throw new InvalidOptionsError(wrong.map(([variable]) => `"env.${variable}" must be a text`));
  const read = await readTemplateFile(folder, name);
  if (read === undefined)
    throw new PromptTemplateError(
      "not_found",
      { template: name, file: folder },
      `does not exist: there is no regular file ${name}${SUFFIX} in the folder of templates`,
    );
  const { about, body, linesBefore } = read;
  const failed = (problem: "parameters" | "render", what: string, cause?: unknown): PromptTemplateError =>
    new PromptTemplateError(problem, { template: name, file: about.file, cause }, what);
  const { values, problems } = checkParameters(about, parameters, fromText);
  if (problems.length > 0) throw failed("parameters", `cannot be filled in: ${problems.join("; ")}`);
  let text: string;
  try {
    text = await renderSource(name, body, { ...values, env: { ...env } });
  } catch (error) {
    throw failed("render", `cannot be rendered: ${whyNot(error, linesBefore)}`, error);
  }
  if (text.length > MOST_CHARACTERS)
    throw failed("render", `comes to more than ${MOST_CHARACTERS} characters: give it less to insert`);
  return text;
}

function whyNot(error: unknown, linesBefore: number): string {
  if (hasRunOut(error))
    return `it takes more than ${MEMORY_BYTES / 2 ** 20} MiB of memory; make it, or what it inserts, shorter`;
  const said = engineSays(error, linesBefore);
  if (said.includes("out of fuel")) return `it takes more than ${FUEL} steps; let its loops do less`;
  return said;
}
