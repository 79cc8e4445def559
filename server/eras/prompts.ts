// Prompts: which there are, and what they say with their arguments filled in.
import type { PromptArgument, PromptSpec } from "../../spec/define.ts";
import { prompts } from "../generated/declared.ts";
import { nearest } from "../nearest.ts";
import { Refusal } from "../refusal.ts";

/** As long as the prompt of an agent may be. */
const ARGUMENT_CHARACTERS = 1_000_000;

interface ListedPrompt {
  name: string;
  title: string;
  description: string;
  arguments: { name: string; description: string; required: boolean }[];
}

export function listPrompts(): ListedPrompt[] {
  return prompts.map(({ name, title, description, arguments: args }) => ({
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

/** @throws {Refusal} If there is no such prompt, or its arguments are not right. */
export function getPrompt(name: string, given: Readonly<Record<string, string>> = {}): FilledPrompt {
  const spec = findPrompt(name);
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
export function findPrompt(name: string): PromptSpec {
  const found = prompts.find((spec) => spec.name === name);
  if (found !== undefined) return found;
  const near = nearest(
    name,
    prompts.map((spec) => spec.name),
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
