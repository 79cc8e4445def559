// The modules of lib/generated that follow from the declared kinds: unions, type guards, and what typia is asked.
import type { Declared, HookKind, Kinds, MessageKind } from "./kind.ts";

/** Types by the file that declares them. */
function imports(declared: readonly Declared[], from: string): string {
  return [...new Set(declared.map(({ file }) => file))]
    .toSorted()
    .map((file) => {
      const types = declared.filter((one) => one.file === file).map(({ name }) => name);
      const names = [...new Set(types)].toSorted().join(", ");
      return `import type { ${names} } from "${from}${file.replace(/^lib\//, "")}";\n`;
    })
    .join("");
}

function union(name: string, about: string, members: readonly string[]): string {
  return `\n/** ${about} */\nexport type ${name} =\n  | ${members.join("\n  | ")};\n`;
}

const namesOf = (kinds: readonly MessageKind[]): string[] =>
  kinds.flatMap(({ variants }) => variants.map(({ name }) => name));

/** `lib/generated/messages.ts` */
export function messagesModule({ messages, incoming }: Kinds): string {
  const official = messages.filter(({ official: listed }) => listed);
  const [system, others] = [
    official.filter(({ type }) => type === "system"),
    official.filter(({ type }) => type !== "system"),
  ];
  const undeclared = messages.filter((kind) => !official.includes(kind));
  const asked = incoming.map(({ name, subtype }) => `  ${subtype}: ${name};\n`);
  return [
    imports([...messages.flatMap(({ variants }) => variants), ...incoming], "../"),
    union(
      "SDKAnySystemMessage",
      "A `system` message of any subtype that the official SDK declares.",
      namesOf(system),
    ),
    union("OtherMessage", "A message of any other type that the official SDK declares.", namesOf(others)),
    union(
      "SDKUndeclaredMessage",
      "A message of a kind that the CLI sends although the official SDK does not declare it.",
      namesOf(undeclared),
    ),
    `\n/** The requests that the CLI sends, by subtype. */\nexport interface IncomingRequests {\n${asked.join("")}}\n`,
  ].join("");
}

/** `lib/generated/errors.ts` */
export function errorsModule({ errorCodes }: Kinds): string {
  const about = "Stable strings for programs to branch on; a code never changes its meaning.";
  return union(
    "ErrorCode",
    about,
    errorCodes.map((code) => `"${code}"`),
  ).trimStart();
}

/** As lib/wire/checked.ts has it. */
const LENIENT =
  " * Optional fields may be null; `uuid`, `session_id` and fields that other CLI versions leave out may be missing.";

/** `lib/generated/guards.ts` */
export function guardsModule({ messages }: Kinds): string {
  const guards = messages.map(({ guard, about, type, subtype, variants, name }) => {
    const tells = variants.every((variant) => variant.subtype === undefined)
      ? variants.map((variant) => variant.name).join(" | ")
      : name;
    const words = subtype === undefined ? `"${type}"` : `"${type}", "${subtype}"`;
    const kind = subtype === undefined ? `type "${type}"` : `subtype "${subtype}"`;
    const doc = `/**\n * Returns true for a message of ${kind} whose fields have the declared types.\n${LENIENT}\n *\n * ${about}\n */`;
    return `\n${doc}\nexport const ${guard}: MessageGuard<${tells}> = guard(${words});\n`;
  });
  const told = messages.flatMap(({ variants, ...alias }) => [alias, ...variants]);
  const text = guards.join("");
  const used = told.filter(({ name }) => new RegExp(`[<| ]${name}[ >]`).test(text));
  return `import { guard, type MessageGuard } from "../wire/guard.ts";\n${imports(used, "../")}${text}`;
}

const article = (event: string): string => `${/^[AEIO]/.test(event) ? "an" : "a"} \`${event}\``;

/**
 * `lib/generated/hooks.ts`
 *
 * @param order The official SDK's order, which programs may compare.
 * @param exitReasons What the official SDK says of the end of a session.
 */
export function hooksModule(
  { hooks }: Kinds,
  order: readonly string[],
  exitReasons: readonly string[],
): string {
  const place = ({ event }: HookKind): number =>
    order.includes(event) ? order.indexOf(event) : order.length;
  const sorted = hooks.toSorted((a, b) => place(a) - place(b));
  const answering = sorted.filter(({ fields }) => fields !== undefined);
  const events = sorted.map(({ event }) => `  "${event}",\n`).join("");
  const reasons = exitReasons.map((reason) => `  "${reason}",\n`).join("");
  const named = (about: string, name: string, of: string): string =>
    `\n/** ${about} */\nexport interface ${name} extends ${of} {}\n`;
  return [
    'import type { HookOutputOf } from "../hooks/answers.ts";\n',
    'import type { HookInputOf } from "../hooks/inputs.ts";\n',
    `\n/** The names of all hook events. */\nexport const HOOK_EVENTS: readonly [\n${events}] = [\n${events}];\n`,
    `\n/** Every reason for the end of a session, as a \`SessionEnd\` hook receives it. */\nexport const EXIT_REASONS: readonly [\n${reasons}] = [\n${reasons}];\n`,
    "\n/** Why a session ended. */\nexport type ExitReason = (typeof EXIT_REASONS)[number];\n",
    ...sorted.map(({ event, about }) => {
      const called = about.replace(/^Called/, "called");
      return named(
        `The input of ${article(event)} hook, ${called}`,
        `${event}HookInput`,
        `HookInputOf<"${event}">`,
      );
    }),
    union(
      "HookInput",
      "The input of any hook; narrow it by `hook_event_name`.",
      sorted.map(({ event }) => `${event}HookInput`),
    ),
    ...answering.map(({ event, effect }) => {
      const about = `\`hookSpecificOutput\` of ${article(event)} hook. ${effect}`;
      return named(about, `${event}HookSpecificOutput`, `HookOutputOf<"${event}">`);
    }),
    union(
      "HookSpecificOutput",
      "`hookSpecificOutput` of any hook: the fields that belong to the event in `hookEventName`.",
      answering.map(({ event }) => `${event}HookSpecificOutput`),
    ),
  ].join("");
}

/** What typia turns into `lib/generated/checks.ts`. @param up From its folder to `lib/`. */
export function checksModule({ messages, incoming, hooks }: Kinds, up: string): string {
  const answering = hooks.filter(({ fields }) => fields !== undefined);
  const declared = [...messages.flatMap(({ variants }) => variants), ...incoming];
  const frames = ["ControlRequestFrame", "ControlResponseFrame", "ControlCancelFrame"];
  const check = (name: string, type: string): string => `const ${name}: Check = typia.createIs<${type}>();\n`;
  return [
    `import typia from "typia";\nimport type { Checked } from "${up}wire/checked.ts";\n`,
    `import type { ${frames.join(", ")} } from "${up}wire/control-frames.ts";\n`,
    `import type { AnyHookAnswer, HookOutputOf } from "${up}hooks/answers.ts";\n`,
    imports(declared, up),
    "\ntype Check = (value: unknown) => boolean;\n\n",
    ...[...messages.flatMap(({ variants }) => variants), ...incoming].map(({ name }) =>
      check(name, `Checked<${name}>`),
    ),
    ...answering.map(({ event }) => check(`${event}Output`, `HookOutputOf<"${event}">`)),
    messageSwitch(messages),
    bySubtype(
      "isRightRequest",
      "Whether a request of the CLI has the shape of its kind; undefined for a kind that this library does not know.",
      incoming.map(({ name, subtype }) => [subtype, name]),
    ),
    bySubtype(
      "isRightOwnAnswer",
      "Whether the part of a hook's answer that is its event's own has the right shape; undefined when it has none.",
      answering.map(({ event }) => [event, `${event}Output`]),
    ),
    "\n/** Whether a hook's answer has the right shape, apart from what is its event's own. */\n",
    "export const isHookAnswer: (value: unknown) => boolean = typia.createIs<AnyHookAnswer>();\n",
    ...frames.flatMap((frame) => [
      // An answer is told by a field of its own fields, which only the interface itself knows.
      `\n${check(frame, frame === "ControlResponseFrame" ? frame : `Checked<${frame}>`)}`,
      `export function is${frame}(value: unknown): value is ${frame} {\n  return ${frame}(value);\n}\n`,
    ]),
  ].join("");
}

/** A `switch`, because looking a text up in a table has to make it a name first, which costs more. */
function messageSwitch(messages: readonly MessageKind[]): string {
  const cases = [...new Set(messages.map(({ type }) => type))].map((type) => {
    const variants = messages.flatMap((kind) => (kind.type === type ? kind.variants : []));
    const plain = variants
      .filter(({ subtype }) => subtype === undefined)
      .map(({ name }) => `${name}(message)`);
    if (plain.length === variants.length) return `    case "${type}": return ${plain.join(" || ")};\n`;
    const by = variants.flatMap(({ name, subtype }) => {
      return subtype === undefined ? [] : `        case "${subtype}": return ${name}(message);\n`;
    });
    // A subtype that is no text is wrong; another text may be newer than this library.
    const otherwise =
      plain.length > 0 ? plain.join(" || ") : 'typeof message.subtype === "string" ? undefined : false';
    return `    case "${type}":\n      switch (message.subtype) {\n${by.join("")}        default: return ${otherwise};\n      }\n`;
  });
  const about =
    "Whether a message has the shape of its kind; undefined for a kind that this library does not know.";
  const head =
    "export function isRightMessage(message: { type?: unknown; subtype?: unknown }): boolean | undefined {";
  return `\n/** ${about} */\n${head}\n  switch (message.type) {\n${cases.join("")}    default: return undefined;\n  }\n}\n`;
}

function bySubtype(name: string, about: string, checks: readonly (readonly [string, string])[]): string {
  const cases = checks.map(([kind, check]) => `    case "${kind}": return ${check}(value);\n`).join("");
  const head = `export function ${name}(kind: string, value: unknown): boolean | undefined {`;
  return `\n/** ${about} */\n${head}\n  switch (kind) {\n${cases}    default: return undefined;\n  }\n}\n`;
}
