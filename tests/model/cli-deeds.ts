// What a CLI may do, and how often it does.
import fc from "fast-check";
import { assistantFrame, initFrame } from "../../lib/testing/index.ts";
import { ANSWERS, type Answers } from "./control-answers.ts";
import { alive, each, plain, type Weighted } from "./deed.ts";
import { type Garbage, garbage } from "./garbage.ts";
import { asked, call, hook, id, permission } from "./questions.ts";
import { pass } from "./speed.ts";

export const CLI_DEEDS: Weighted = [
  [
    6,
    each(
      "plays-turn",
      fc.record({ kind: fc.constantFrom("success", "success", "error"), idle: fc.boolean() }),
      alive,
      ({ cli }, kind) => cli.turn(kind as Parameters<typeof cli.turn>[0]),
    ),
  ],
  [4, each("says", fc.constantFrom("a", "b"), alive, ({ cli }, text) => cli.say(assistantFrame(text)))],
  [1, plain("says-init", alive, ({ cli }) => cli.say(initFrame()))],
  [1, each("prints-result", fc.constantFrom("success", "error"), alive, ({ cli }, kind) => cli.result(kind))],
  [
    2,
    each("reports-state", fc.constantFrom("running", "idle", "requires_action"), alive, ({ cli }, state) =>
      cli.state(state),
    ),
  ],
  [
    3,
    each("acknowledges", fc.constantFrom("queued", "started"), alive, ({ cli }, state) =>
      cli.prompts
        .filter((prompt) => prompt.state !== "completed")
        .forEach((prompt) => cli.fate(prompt, state)),
    ),
  ],
  [
    1,
    plain("drops-prompts", alive, ({ cli }) =>
      cli.prompts.forEach((prompt) => cli.fate(prompt, "cancelled")),
    ),
  ],
  [
    6,
    each("garbage", garbage, alive, ({ cli }, { text, delivered }: Garbage) => {
      if (delivered) cli.messages.push(text);
      cli.print(`${text}\n`);
    }),
  ],
  [2, each("asks-permission", asked, alive, permission)],
  [2, each("calls-hook", asked, alive, hook)],
  [2, each("calls-tool", asked, alive, call)],
  [
    2,
    each("cancels", fc.tuple(fc.constantFrom("p", "h", "m"), id), alive, ({ cli }, [kind, key]) =>
      cli.cancel(`${kind}-${key}`),
    ),
  ],
  [
    2,
    each(
      "answers-as",
      fc.constantFrom(...ANSWERS),
      () => true,
      ({ cli }, how: Answers) => void (cli.answers = how),
    ),
  ],
  [1, plain("complains", alive, ({ cli }) => cli.complain("something on stderr\n"))],
  [1, each("exits", fc.constantFrom(0, 1, 3), alive, ({ cli }, code) => cli.exit(code, null))],
  [1, plain("is-killed", alive, ({ cli }) => cli.exit(null, "SIGKILL"))],
  [2, each("is-silent", fc.constantFrom(2_500, 6_000), alive, (_pair, ms) => pass(ms))],
];
