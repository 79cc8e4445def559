// An agent's question as a form for a person, and what the person's answer means.
import { loggable, type ManagedAgent, type OpenQuestion, type PermissionResult } from "../../lib/index.ts";
import { beginningOf } from "../tools/budget.ts";
import type { Always } from "./always.ts";

/** A request to a person, as `elicitation/create` has it. */
export interface Form {
  readonly mode: "form";
  readonly message: string;
  readonly requestedSchema: {
    readonly type: "object";
    readonly properties: Readonly<Record<string, Field>>;
  };
}

type Field =
  | {
      type: "string";
      title: string;
      description?: string;
      enum?: string[];
      default?: string;
      maxLength?: number;
    }
  | { type: "array"; title: string; description?: string; items: { type: "string"; enum: string[] } };

/** What a person has done with a form. */
export interface FormAnswer {
  readonly action: string;
  readonly content?: Readonly<Record<string, unknown>> | undefined;
}

interface Choice {
  readonly question: string;
  readonly header?: string;
  readonly options: readonly { readonly label: string; readonly description?: string }[];
  readonly multiSelect?: boolean;
}

const INPUT_CHARACTERS = 1_500;
const WHY_CHARACTERS = 300;
const REASON_CHARACTERS = 500;
const DECLINED = "A person has declined this.";
const ONCE = "only this once";
const ALWAYS = "always in this session";

/**
 * Accept and Decline are the answer; whatever is in the form may stay as it is.
 *
 * @param always What a person may have the agent remember.
 */
export function formOf(agent: ManagedAgent, question: OpenQuestion, always?: Always): Form {
  const choices = choicesOf(question);
  if (choices !== undefined) {
    const asked = choices.map((each) => plain(each.question));
    const message = `${agent.label} asks you:\n${asked.join("\n")}`;
    const fields = choices.flatMap((choice, index) => fieldsOf(choice, index));
    return formWith(message, Object.fromEntries(fields));
  }
  const { toolName, input, title, description, decisionReason } = question;
  // Claude Code shows three lines of it, and the rest when asked.
  const lines = [
    `${agent.label} asks to use ${toolName}${agent.cwd === undefined ? "" : ` in ${agent.cwd}`}`,
    `  ${shownInput(question)}`,
    "Accept allows this one call; Decline refuses it.",
    ...[title, description, decisionReason, JSON.stringify(input)].filter((text) => text !== undefined),
  ];
  const reason: Field = {
    type: "string",
    title: "Reason",
    description: "What the agent is told if you decline",
    maxLength: REASON_CHARACTERS,
  };
  const remember: Field = {
    type: "string",
    title: "Allow",
    description: `"${ALWAYS}" means: ${always?.means}, until its process ends`,
    enum: [ONCE, ALWAYS],
    default: ONCE,
  };
  return formWith(lines.map(plain).join("\n"), { ...(always && { remember }), reason });
}

/** @returns Undefined if nobody has answered: a form that was put away is no answer. */
export function answerIn(
  { action, content = {} }: FormAnswer,
  question: OpenQuestion,
  always?: Always,
): PermissionResult | undefined {
  if (action === "decline") {
    const { reason } = content;
    const said = typeof reason === "string" && reason.trim() !== "" ? reason : DECLINED;
    return { behavior: "deny", message: beginningOf(said, REASON_CHARACTERS) };
  }
  if (action !== "accept") return undefined;
  const choices = choicesOf(question);
  if (choices === undefined) {
    const lasts = always !== undefined && content["remember"] === ALWAYS;
    const updatedPermissions = lasts ? always.updates : undefined;
    return { behavior: "allow", updatedInput: question.input, ...(lasts && { updatedPermissions }) };
  }
  const answers = Object.fromEntries(
    choices.map((choice, index) => [choice.question, chosenIn(content, choice, index)]),
  );
  return { behavior: "allow", updatedInput: { ...question.input, answers } };
}

function formWith(message: string, properties: Readonly<Record<string, Field>>): Form {
  return { mode: "form", message, requestedSchema: { type: "object", properties } };
}

/** One line, whatever an agent has written: nothing of it looks like a word of ours, or is obeyed by a terminal. */
function plain(text: string): string {
  const cut = text.length > INPUT_CHARACTERS ? ` (cut: ${text.length} characters)` : "";
  return `${loggable(text, { most: INPUT_CHARACTERS })}${cut}`;
}

/** What a call of a tool of Claude Code's own is about; of others everything counts. */
const ABOUT: Readonly<Record<string, string>> = {
  Bash: "command",
  Edit: "file_path",
  NotebookEdit: "notebook_path",
  Read: "file_path",
  WebFetch: "url",
  Write: "file_path",
};

function shownInput({ toolName, input }: OpenQuestion): string {
  const about = input[ABOUT[toolName] ?? ""];
  return typeof about === "string" ? about : JSON.stringify(input);
}

/** What `AskUserQuestion` asks; undefined for a permission. */
function choicesOf({ toolName, input }: OpenQuestion): readonly Choice[] | undefined {
  const { questions } = input as { questions?: readonly Choice[] };
  return toolName === "AskUserQuestion" && Array.isArray(questions) && questions.every(isChoice)
    ? questions
    : undefined;
}

function isChoice(value: unknown): value is Choice {
  const { question, options } = (value ?? {}) as Partial<Choice>;
  return (
    typeof question === "string" &&
    Array.isArray(options) &&
    options.length > 0 &&
    options.every((option) => typeof (option as { label?: unknown } | null)?.label === "string")
  );
}

function fieldsOf({ question, header, options, multiSelect }: Choice, index: number): [string, Field][] {
  const labels = options.map(({ label }) => plain(label));
  const about = options.map(({ label, description }) =>
    typeof description === "string" ? `${label}: ${description}` : label,
  );
  const said = {
    title: plain(typeof header === "string" ? header : question),
    description: loggable(`${question} (${about.join("; ")})`, { most: WHY_CHARACTERS }),
  };
  const pick: Field = multiSelect
    ? { type: "array", ...said, items: { type: "string", enum: labels } }
    : { type: "string", ...said, enum: labels, default: labels[0] ?? "" };
  const other: Field = {
    type: "string",
    title: `Other answer${index === 0 ? "" : ` ${index + 1}`}`,
    maxLength: REASON_CHARACTERS,
  };
  return [
    [`choice_${index + 1}`, pick],
    [`other_${index + 1}`, other],
  ];
}

function chosenIn(
  content: Readonly<Record<string, unknown>>,
  { options, multiSelect }: Choice,
  index: number,
): string {
  const other = content[`other_${index + 1}`];
  if (typeof other === "string" && other.trim() !== "") return other;
  const picked = content[`choice_${index + 1}`];
  // What was shown may be another writing of it.
  const labelOf = (shown: unknown): string =>
    options.find(({ label }) => plain(label) === shown)?.label ?? String(shown);
  if (Array.isArray(picked)) return picked.map(labelOf).join(", ");
  if (typeof picked === "string") return labelOf(picked);
  // The form said so.
  return multiSelect ? "" : (options[0]?.label ?? "");
}
