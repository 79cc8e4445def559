// Prompts: which there are, and what they say with their arguments filled in.
import type { PromptArgument, PromptSpec } from "../../spec/define.ts";
import { prompts } from "../generated/declared.ts";
import { nearest } from "../nearest.ts";
import { Refusal } from "../refusal.ts";
import type { Templates } from "../tools/templates.ts";

/** As long as the prompt of an agent may be. */
const ARGUMENT_CHARACTERS = 1_000_000;

interface ListedPrompt {
  name: string;
  title: string;
  description: string;
  arguments: { name: string; description: string; required: boolean }[];
}

/** A template that is called as one of ours is not listed, and the name keeps its meaning. */
export async function listPrompts(templates?: Templates): Promise<ListedPrompt[]> {
  const own = new Set(prompts.map((spec) => spec.name));
  const others = ((await templates?.prompts()) ?? []).filter(({ name }) => !own.has(name));
  return [...prompts, ...others].map(({ name, title, description, arguments: args }) => ({
    name,
    title,
    description,
    arguments: args.map(({ name: of, description: about, required = false }) => ({
      name: of,
      description: about,
      required,
    })),
  }));
}

interface FilledPrompt {
  [field: string]: unknown;
  description: string;
  messages: { role: "user" | "assistant"; content: { type: "text"; text: string } }[];
}

/** @throws {Refusal | PromptTemplateError} If there is no such prompt, or its arguments are not right. */
export async function getPrompt(
  name: string,
  given: Readonly<Record<string, string>> = {},
  templates?: Templates,
): Promise<FilledPrompt> {
  const spec = prompts.find((each) => each.name === name);
  if (spec !== undefined) return filledIn(spec, given);
  const { description } = await findPrompt(name, templates);
  // Clients send an empty text for what nobody has filled in.
  const filled = Object.entries(given).filter(([, text]) => text.trim() !== "");
  const text = (await templates?.render(name, Object.fromEntries(filled))) ?? "";
  return { description, messages: [{ role: "user", content: { type: "text", text } }] };
}

function filledIn(spec: PromptSpec, given: Readonly<Record<string, string>>): FilledPrompt {
  const { name } = spec;
  const known = new Set(spec.arguments.map((each) => each.name));
  const problems = [
    ...Object.keys(given)
      .filter((each) => !known.has(each))
      .map((each) => `"${each.slice(0, 80)}" is no argument of it`),
    ...spec.arguments.flatMap((each) => problemOf(each, given[each.name])),
  ];
  if (problems.length > 0) throw new Refusal(`The prompt "${name}": ${problems.join("; ")}`);
  const filled = Object.entries(given).filter(([, text]) => text.trim() !== "");
  const messages = spec.messages(Object.fromEntries(filled));
  return {
    description: spec.description,
    messages: messages.map(({ role, text }) => ({ role, content: { type: "text", text } })),
  };
}

/** @throws {Refusal} */
export async function findPrompt(
  name: string,
  templates?: Templates,
): Promise<Pick<PromptSpec, "description" | "arguments">> {
  const all = [...prompts, ...((await templates?.prompts()) ?? [])];
  const found = all.find((spec) => spec.name === name);
  if (found !== undefined) return found;
  const near = nearest(
    name,
    all.map((spec) => spec.name),
  );
  throw new Refusal(`There is no prompt ${JSON.stringify(name.slice(0, 80))}; did you mean "${near}"?`);
}

function problemOf({ name, required, completes }: PromptArgument, value: string | undefined): string[] {
  if (value === undefined || value.trim() === "") return required === true ? [`"${name}" is missing`] : [];
  if (value.length > ARGUMENT_CHARACTERS)
    return [`"${name}" must not be longer than ${ARGUMENT_CHARACTERS} characters`];
  if (Array.isArray(completes) && !completes.includes(value))
    return [`"${name}" must be one of ${completes.join(", ")}`];
  return [];
}
