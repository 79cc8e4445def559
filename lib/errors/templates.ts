// What goes wrong with prompt templates.
import { ClaudeError } from "./claude-error.ts";

/**
 * A prompt template cannot be used. `problem` says why: there is none of that name (`not_found`), its file is not right
 * (`invalid`), the parameters are not (`parameters`), or rendering it failed (`render`).
 */
export class PromptTemplateError extends ClaudeError {
  /** The template's name, as it was asked for; empty if the whole folder cannot be read. */
  readonly template: string;
  /** The path of its file, or of the folder of templates. */
  readonly file: string;
  readonly problem: "not_found" | "invalid" | "parameters" | "render";

  constructor(
    problem: PromptTemplateError["problem"],
    { template, file, cause }: { template: string; file: string; cause?: unknown },
    what: string,
  ) {
    const subject =
      template === "" ? `The folder of prompt templates "${file}"` : `The prompt template "${template}"`;
    super("template_failed", `${subject} ${what}`, { cause });
    this.template = template;
    this.file = file;
    this.problem = problem;
  }
}
