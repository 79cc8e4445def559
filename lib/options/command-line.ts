// What may stand on the command line, which every user of the machine can read, and what has to take another way.
import { hasSecretShape, isSecretName } from "../process/redact.ts";

/** A flag whose value goes by a file that only its owner can read; the flag gets the file's path. */
export interface FileFlag {
  readonly flag: "--settings" | "--mcp-config";
  readonly text: string;
}

/** Longer texts have another way, because command lines are short. */
const MAX_CHARACTERS = 2_000;
/** What a field of this name holds is often secret: variables, headers, commands that print a key. */
const SECRET_FIELD = /"(?:env|\w*headers|\w*Helper)"\s*:/i;
const FIELD = /"([^"\\]+)"\s*:\s*"/g;

/** True for a short JSON text in which nothing looks like a secret: such settings go as the official SDK sends them. */
export function mayBeSeen(json: string): boolean {
  if (json.length > MAX_CHARACTERS || SECRET_FIELD.test(json) || hasSecretShape(json)) return false;
  return ![...json.matchAll(FIELD)].some(([, name = ""]) => isSecretName(name));
}

/**
 * Flags that show a secret, by its shape or as a field of JSON.
 *
 * @param args A command line; `--flag=value` and `--flag value` are both looked at.
 * @returns The names of the flags, or the word itself where it belongs to none, as far as it is no secret.
 */
export function showing(args: readonly string[]): string[] {
  return args.flatMap((word, at) => {
    const [flag = "", value = flag] = /^(--?[\w-]+)=(.*)$/s.exec(word)?.slice(1) ?? ["", word];
    const secret = hasSecretShape(value) || (/^\s*[[{]/.test(value) && !mayBeSeen(value));
    if (!secret) return [];
    if (flag !== "") return [flag];
    const before = args[at - 1] ?? "";
    return [/^--?[\w-]+$/.test(before) ? before : `argument ${at + 1}`];
  });
}
