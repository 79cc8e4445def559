// Texts as logs, traces and terminals may have them, whoever has written them: without secrets, and on one line.
import { inheritedEnv } from "./config-folder.ts";
import type { Env } from "./process/env.ts";
import { redact, secretsOf } from "./process/redact.ts";

/** Controls (ESC among them), breaks of lines, marks that turn the direction of writing, and halves of characters. */
const UNPRINTABLE = /[\p{Cc}\p{Bidi_Control}\p{Cs}\u2028\u2029\uFEFF]/gu;
const SHORT: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };
/** So much of a text is looked at, and so much of it is shown. */
const READ = 8_192;
const SHOWN = 1_000;

/**
 * A text of any origin, such as the message of an error, for a log: on one line, with `<redacted>` in the place of
 * secrets, `\u001b` in that of what a terminal would obey, and at most 1,000 characters.
 *
 * @param options `env`: the environment whose secrets may stand in it; default: the program's own. `most`: how many
 *   characters to show at most.
 *
 * @example
 * ```ts
 * import { loggable } from "kodegen-claude-agent";
 *
 * console.log(loggable("\u001b[31mlogin failed\npassword=hunter2-hunter2"));
 * ```
 */
export function loggable(
  text: string,
  options: { env?: Env | undefined; most?: number | undefined } = {},
): string {
  return withoutSecrets(text, environmentSecrets(options.env), options.most);
}

/** The same for many texts: what an environment holds is found once. */
export function withoutSecrets(text: string, secrets: readonly string[], most: number = SHOWN): string {
  const line = redact(text.slice(0, READ), secrets).replace(UNPRINTABLE, escaped);
  return line.length > most ? `${line.slice(0, most - 1)}…` : line;
}

/** The secrets of an environment, or of that which processes get when they are given none. */
export function environmentSecrets(env: Env = inheritedEnv()): readonly string[] {
  return secretsOf(env);
}

function escaped(character: string): string {
  return SHORT[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
