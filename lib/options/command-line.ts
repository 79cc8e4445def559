// What may stand on the command line, which every user of the machine can read, and what has to take another way.
import { parsedJson } from "../json-object.ts";
import { isCertainlySecret, redact } from "../process/redact.ts";
import { isSecretName } from "../process/secret-names.ts";

/** A flag whose value goes by a file that only its owner can read; the flag gets the file's path. */
export interface FileFlag {
  readonly flag: "--settings" | "--mcp-config";
  readonly text: string;
}

/** Longer texts have another way, because command lines are short. */
const MAX_CHARACTERS = 2_000;
/** What a field of this name holds is often secret: variables, headers, commands that print a key or contain one. */
const SECRET_FIELD = /^(?:env|hooks|statusLine|\w*headers|\w*helper)$/i;
const FLAG = /^--?[A-Za-z][\w.-]*$/;
/** `--flag=value`, and `NAME=value` as `docker run -e` takes it. */
const JOINED = /^(-{0,2}[A-Za-z_][\w.-]*)=(.*)$/s;

/** How a text, or a value of JSON, is searched for secrets. */
interface Search {
  /** True for a field that counts whatever is in it. */
  readonly field: (name: string) => boolean;
  /** True for what counts when its name is telling. */
  readonly named: (value: unknown) => boolean;
  readonly text: (text: string) => boolean;
}

/** What might be one: where it has another way, which costs nothing. */
const POSSIBLE: Search = {
  field: (name) => SECRET_FIELD.test(name),
  named: (value) => value !== "" && value !== null && typeof value !== "boolean",
  text: (text) => redact(text) !== text,
};
/** What can hardly be anything else: where it is refused. */
const CERTAIN: Search = {
  field: () => false,
  named: (value) => typeof value === "string" && value !== "",
  text: isCertainlySecret,
};

/** True for a short JSON text in which nothing could be a secret: such a text goes as the official SDK sends it. */
export function mayBeSeen(json: string): boolean {
  // The text as it is, too: of two fields of one name only the last is parsed.
  return json.length <= MAX_CHARACTERS && !POSSIBLE.text(json) && !holds(parsedJson(json), POSSIBLE);
}

function holds(value: unknown, search: Search): boolean {
  if (typeof value === "string") return search.text(value);
  if (typeof value !== "object" || value === null) return false;
  if (Array.isArray(value)) return value.some((item) => holds(item, search)) || pairHolds(value, search);
  return Object.entries(value).some(
    ([name, held]) =>
      search.field(name) ||
      (isSecretName(name) && search.named(held)) ||
      search.text(name) ||
      holds(held, search),
  );
}

/** Arguments, one of which may be the other's value. */
function pairHolds(items: readonly unknown[], search: Search): boolean {
  const words = items.filter((item) => typeof item === "string");
  return (
    search.text(words.join(" ")) || words.slice(0, -1).some((word) => FLAG.test(word) && isSecretName(word))
  );
}

/**
 * Flags that show a secret: by its shape, by the flag's own name, or as a field of JSON. There is no other way for them,
 * so that only what can hardly be anything else counts.
 *
 * @param args A command line; `--flag=value` and `--flag value` are both looked at.
 * @returns The names of the flags, or the word itself where it belongs to none, as far as it is no secret.
 */
export function showing(args: readonly string[]): string[] {
  return args.flatMap((word, at) => {
    const [flag = "", value = word] = JOINED.exec(word)?.slice(1) ?? [];
    const before = args[at - 1] ?? "";
    const named = flag !== "" ? flag : FLAG.test(before) ? before : "";
    // A flag that takes no value is followed by the next one.
    const telling = isSecretName(named) && value !== "" && (flag !== "" || !word.startsWith("-"));
    const inside = /^\s*[[{]/.test(value) && holds(parsedJson(value) ?? value, CERTAIN);
    if (!telling && !inside && !CERTAIN.text(word)) return [];
    return [named === "" ? `argument ${at + 1}` : named];
  });
}
