// The templates of a folder.
import { readdir } from "node:fs/promises";
import path from "node:path";
import { PromptTemplateError } from "../errors/templates.ts";
import type { PromptTemplate } from "./front-matter.ts";
import { readTemplateFile, SUFFIX } from "./template-file.ts";

const MOST_TEMPLATES = 500;

/** The templates of a folder, and why others of its files are none. */
export interface PromptTemplateList {
  /** By their names. */
  readonly templates: readonly PromptTemplate[];
  readonly problems: readonly PromptTemplateError[];
}

/**
 * The prompt templates of a folder: its files `<name>.j2.md`, of which at most 500 are read. A file that is not right
 * hides no other one. Links are not followed.
 *
 * @throws {PromptTemplateError} If the folder cannot be read.
 *
 * @example What there is to choose from
 * const { templates } = await listPromptTemplates("prompts");
 * for (const { name, title } of templates) console.log(`${name}: ${title}`);
 */
export async function listPromptTemplates(folder: string): Promise<PromptTemplateList> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((cause: unknown) => {
    const what = `cannot be read: ${(cause as NodeJS.ErrnoException).code}`;
    throw new PromptTemplateError("not_found", { template: "", file: folder, cause }, what);
  });
  const found = entries
    .filter(({ name }) => name.endsWith(SUFFIX))
    .toSorted((one, other) => (one.name < other.name ? -1 : 1));
  const templates: PromptTemplate[] = [];
  const problems: PromptTemplateError[] = [];
  for (const [index, entry] of found.entries()) {
    const template = entry.name.slice(0, -SUFFIX.length);
    const file = path.join(folder, entry.name);
    const refuse = (what: string): void =>
      void problems.push(new PromptTemplateError("invalid", { template, file }, `(${entry.name}) ${what}`));
    if (index >= MOST_TEMPLATES) {
      refuse(`and those behind it are not read: there are more than ${MOST_TEMPLATES}`);
      break;
    }
    if (!entry.isFile()) refuse("is no regular file: put the file itself here, since links are not followed");
    else
      await readTemplateFile(folder, template).then(
        (read) => void (read !== undefined && templates.push(read.about)),
        (error: unknown) => {
          if (!(error instanceof PromptTemplateError)) throw error;
          problems.push(error);
        },
      );
  }
  return { templates, problems };
}
