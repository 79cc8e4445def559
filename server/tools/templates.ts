// The operator's prompt templates: MCP prompts, and what callers may name in place of the prompt of an agent.
import { realpath } from "node:fs/promises";
import {
  InvalidOptionsError,
  listPromptTemplates,
  type PromptTemplate,
  PromptTemplateError,
  renderPromptTemplate,
} from "../../lib/index.ts";
import type { PromptArgument, PromptSpec } from "../../spec/define.ts";
import { tell } from "../log.ts";
import { requireOwn } from "../own-file.ts";
import { Refusal } from "../refusal.ts";
import { FolderWatch } from "./folder-watch.ts";

const SUFFIX = ".j2.md";
/** Of names, when there is none of a name. */
const MOST_NAMES = 50;

interface TemplatesOptions {
  readonly templates?: string | undefined;
  readonly templateEnv?: Readonly<Record<string, string>> | undefined;
}

/** A template, as a prompt of the protocol. */
export type TemplatePrompt = Omit<PromptSpec, "messages">;

export class Templates {
  readonly folder: string;
  readonly #env: Readonly<Record<string, string>>;
  readonly #watch: FolderWatch;
  /** What the operator has been told already. */
  #told: readonly string[] = [];

  private constructor(folder: string, env: Readonly<Record<string, string>>) {
    this.folder = folder;
    this.#env = env;
    this.#watch = new FolderWatch(folder, SUFFIX);
  }

  /**
   * @returns Undefined where there are to be none.
   * @throws {InvalidOptionsError} If there is no such folder, or others may write it.
   */
  static async open({
    templates: folder,
    templateEnv = {},
  }: TemplatesOptions): Promise<Templates | undefined> {
    if (folder === undefined) return undefined;
    try {
      const real = await realpath(folder);
      await requireOwn(real);
      await listPromptTemplates(real);
      return new Templates(real, { ...templateEnv });
    } catch (error) {
      throw new InvalidOptionsError([
        `"templates" is a folder that cannot be used, "${folder}": ${(error as Error).message}`,
      ]);
    }
  }

  /** From now on, changes are told. */
  start(): Promise<void> {
    return this.#watch.start();
  }

  stop(): void {
    this.#watch.stop();
  }

  /** @returns Stops telling this one. */
  onChange(listener: () => void): () => void {
    return this.#watch.onChange(listener);
  }

  /** Those that there are now. What is wrong with others, the operator is told once. */
  async prompts(): Promise<TemplatePrompt[]> {
    const { templates, problems } = await listPromptTemplates(this.folder).catch((error: unknown) => {
      if (!(error instanceof PromptTemplateError)) throw error;
      return { templates: [], problems: [error] };
    });
    const said = problems.map(({ message }) => message);
    for (const message of said) if (!this.#told.includes(message)) tell(`Warning   ${message}`);
    this.#told = said;
    return templates.map(promptOf);
  }

  /** @throws {PromptTemplateError} @throws {Refusal} If there is none of this name. */
  async render(name: string, parameters: Readonly<Record<string, unknown>>): Promise<string> {
    try {
      const options = { env: this.#env, fromText: true };
      return await renderPromptTemplate(this.folder, name, parameters as never, options);
    } catch (error) {
      if (!(error instanceof PromptTemplateError) || error.problem !== "not_found") throw error;
      const names = (await this.prompts()).map((each) => each.name);
      const more = names.length > MOST_NAMES ? " …" : "";
      throw new Refusal(
        `There is no template ${JSON.stringify(name.slice(0, 80))}; there are: ${names.slice(0, MOST_NAMES).join(", ") || "none"}${more}`,
      );
    }
  }
}

function promptOf({ name, title, description, parameters }: PromptTemplate): TemplatePrompt {
  return { name, title, description, arguments: parameters.map(argumentOf) };
}

function argumentOf({
  name,
  description,
  type,
  required,
  choices,
  default: preset,
}: PromptTemplate["parameters"][number]): PromptArgument {
  const completes = name === "session_id" ? "agent" : type === "boolean" ? ["true", "false"] : choices;
  const shown = preset === undefined ? "" : ` (default: ${JSON.stringify(preset)})`;
  return { name, description: `${description.trim()}${shown}`, required, ...(completes && { completes }) };
}
