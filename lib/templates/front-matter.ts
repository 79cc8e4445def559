// The front matter of a template: what it may say, in the words of the original.
import * as v from "valibot";

/** What the value of a parameter may be; an array is a list of texts. */
export type PromptTemplateValue = string | number | boolean | readonly string[];

/** One parameter of a prompt template. */
export interface PromptTemplateParameter {
  readonly name: string;
  readonly description: string;
  readonly type: "string" | "number" | "boolean" | "array";
  readonly required: boolean;
  readonly default?: PromptTemplateValue;
  /** The only values of a text. */
  readonly choices?: readonly string[];
}

/** A prompt template, as the front matter of its file says. */
export interface PromptTemplate {
  /** That of its file, without `.j2.md`. */
  readonly name: string;
  /** The path of its file. */
  readonly file: string;
  readonly title: string;
  readonly description: string;
  readonly categories: readonly string[];
  readonly author?: string;
  readonly secondaryTag?: string;
  readonly verified: boolean;
  readonly votes: number;
  readonly parameters: readonly PromptTemplateParameter[];
}

const MOST_PARAMETERS = 100;
const TITLE_CHARACTERS = 200;
const DESCRIPTION_CHARACTERS = 4_000;

const text = (most: number): v.GenericSchema<string> =>
  v.pipe(
    v.string("must be a text"),
    v.check((given) => given.trim() !== "", "must not be empty"),
    v.maxLength(most, `must not be longer than ${most} characters`),
  );
const texts = v.array(text(TITLE_CHARACTERS), "must be a list of texts");
const value = v.union(
  [v.string(), v.pipe(v.number(), v.finite()), v.boolean(), v.array(v.string())],
  "must be a text, a number, true, false, or a list of texts",
);

const parameter = v.strictObject({
  name: v.pipe(
    v.string("must be a text"),
    v.regex(/^[A-Za-z_]\w{0,63}$/, "must be letters, digits and _, at most 64, and begin with no digit"),
    v.check((name) => name !== "env", "must not be env, which is the environment"),
  ),
  description: text(DESCRIPTION_CHARACTERS),
  param_type: v.optional(
    v.picklist(["string", "number", "boolean", "array"], "must be string, number, boolean or array"),
    "string",
  ),
  required: v.optional(v.boolean("must be true or false"), false),
  default: v.optional(value),
  choices: v.optional(v.pipe(texts, v.nonEmpty("must not be empty"))),
});

const SCHEMA = v.strictObject({
  title: text(TITLE_CHARACTERS),
  description: text(DESCRIPTION_CHARACTERS),
  categories: v.optional(texts, []),
  author: v.optional(text(TITLE_CHARACTERS)),
  secondary_tag: v.optional(text(TITLE_CHARACTERS)),
  verified: v.optional(v.boolean("must be true or false"), false),
  votes: v.optional(v.pipe(v.number("must be a number"), v.integer("must be a whole number")), 0),
  parameters: v.optional(
    v.pipe(
      v.array(parameter, "must be a list"),
      v.maxLength(MOST_PARAMETERS, `must not be more than ${MOST_PARAMETERS}`),
    ),
    [],
  ),
});

/**
 * @param given What the YAML says.
 * @returns Undefined in place of what is wrong with it, in `problems`.
 */
export function checkFrontMatter(given: unknown): {
  about?: Omit<PromptTemplate, "name" | "file">;
  problems: string[];
} {
  const checked = v.safeParse(SCHEMA, given);
  if (!checked.success) return { problems: checked.issues.map(problemOf) };
  const { secondary_tag: secondaryTag, author, parameters: listed, ...rest } = checked.output;
  const parameters = listed.map((each): PromptTemplateParameter => {
    const { name, description: about, param_type: type, required, default: preset, choices } = each;
    const always = { name, description: about, type, required };
    return Object.assign(always, preset !== undefined && { default: preset }, choices && { choices });
  });
  const names = parameters.map(({ name }) => name);
  const twice = names.filter((name, index) => names.indexOf(name) !== index);
  const problems = [
    ...twice.map((name) => `"parameters" has "${name}" twice`),
    ...parameters.flatMap(contradictions),
  ];
  if (problems.length > 0) return { problems };
  const about = {
    ...rest,
    ...(author !== undefined && { author }),
    ...(secondaryTag !== undefined && { secondaryTag }),
    parameters,
  };
  return { about, problems };
}

const TYPES = { array: "a list of texts", string: "a text", number: "a number", boolean: "true or false" };

/** What is wrong with the value of a parameter, as the end of a sentence; undefined if nothing is. */
export function valueProblem(
  { type, choices }: Pick<PromptTemplateParameter, "type" | "choices">,
  given: unknown,
): string | undefined {
  const isRight =
    type === "array"
      ? Array.isArray(given) && given.every((each) => typeof each === "string")
      : typeof given === type && (type !== "number" || Number.isFinite(given));
  if (!isRight) return `must be ${TYPES[type]}`;
  if (choices !== undefined && !choices.includes(String(given)))
    return `must be one of ${choices.join(", ")}`;
  return undefined;
}

function contradictions(given: PromptTemplateParameter): string[] {
  const { name, type, required, default: preset, choices } = given;
  const where = `parameter "${name}"`;
  const problem = preset === undefined ? undefined : valueProblem(given, preset);
  return [
    ...(required && preset !== undefined ? [`${where} is required, and so has no use for a default`] : []),
    ...(choices !== undefined && type !== "string" ? [`${where} has choices, which only a string has`] : []),
    ...(problem === undefined ? [] : [`the default of ${where} ${problem}`]),
  ];
}

function problemOf({ path, type, message, expected }: v.BaseIssue<unknown>): string {
  const where = (path ?? []).map(({ key }) => String(key)).join(".");
  if (type !== "strict_object") return `"${where}" ${message}`;
  if (where === "") return "it must be a list of fields";
  return expected === "never" ? `"${where}" is no field of it` : `"${where}" is missing`;
}
