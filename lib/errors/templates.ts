// What goes wrong with prompt templates.
import { ClaudeError } from "./claude-error.ts";

/**
 * A prompt template cannot be used. `problem` says why: there is none of that name (`not_found`), its file is not right
 * (`invalid`), the parameters are not (`parameters`), or rendering it failed (`render`).
 */
export class PromptTemplateError extends ClaudeError {
  /** The template's name, as it was asked for. */
  readonly template: string;
  /** The path of its file, or of the folder of templates. */
  readonly file: string;
  readonly problem: "not_found" | "invalid" | "parameters" | "render";

  constructor(
    problem: PromptTemplateError["problem"],
    { template, file, cause }: { template: string; file: string; cause?: unknown },
    what: string,
  ) {
    super("template_failed", `The prompt template "${template}" ${what}`, { cause });
    this.template = template;
    this.file = file;
    this.problem = problem;
  }
}
