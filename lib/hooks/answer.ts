// What a hook answered, as it is sent: nothing that the CLI would not understand, because it may then go ahead.

type Check = (value: unknown) => boolean;
type Fields = Readonly<Record<string, Check>>;

/** The fields of every answer, and what each has to be. Fields that are not here may be newer than this library. */
const FIELDS: Fields = {
  continue: isFlag,
  suppressOutput: isFlag,
  stopReason: isText,
  decision: oneOf("approve", "block"),
  reason: isText,
  systemMessage: isText,
  terminalSequence: isText,
  hookSpecificOutput: isObject,
  async: isFlag,
  asyncTimeout: (value) => typeof value === "number",
};

const CONTEXT: Fields = { additionalContext: isText };
const PROMPT: Fields = { ...CONTEXT, sessionTitle: isText, suppressOriginalPrompt: isFlag };
const WATCHED: Fields = { watchPaths: isTexts };
const ELICITED: Fields = { action: oneOf("accept", "decline", "cancel"), content: isObject };

/** The fields of each event's own part. */
const OWN_FIELDS: Readonly<Record<string, Fields>> = {
  PreToolUse: {
    ...CONTEXT,
    permissionDecision: oneOf("allow", "deny", "ask", "defer"),
    permissionDecisionReason: isText,
    updatedInput: isObject,
  },
  PostToolUse: { ...CONTEXT, classifierContext: isText },
  PostToolUseFailure: CONTEXT,
  PostToolBatch: CONTEXT,
  Notification: CONTEXT,
  UserPromptSubmit: PROMPT,
  UserPromptExpansion: PROMPT,
  SessionStart: {
    ...CONTEXT,
    ...WATCHED,
    initialUserMessage: isText,
    sessionTitle: isText,
    reloadSkills: isFlag,
  },
  Setup: CONTEXT,
  Stop: CONTEXT,
  SubagentStart: CONTEXT,
  SubagentStop: CONTEXT,
  PreModelSwitch: { permissionDecision: oneOf("allow", "deny", "ask"), permissionDecisionReason: isText },
  PostModelSwitch: CONTEXT,
  PermissionRequest: { decision: isDecision },
  PermissionDenied: { retry: isFlag },
  Elicitation: ELICITED,
  ElicitationResult: ELICITED,
  CwdChanged: WATCHED,
  FileChanged: WATCHED,
  WorktreeCreate: { worktreePath: isText },
  MessageDisplay: { displayContent: isText },
};

/** An own part without this field says nothing that the CLI could act on. */
const REQUIRED: Readonly<Record<string, string>> = {
  PermissionRequest: "decision",
  WorktreeCreate: "worktreePath",
};

/**
 * A hook's answer as it goes out: a copy without undefined fields; `{}` for a hook that has nothing to say.
 *
 * @throws {TypeError} If it is no answer to this event, or cannot be written as JSON.
 */
export function toAnswer(output: unknown, event: string): object {
  if (output === undefined) return {};
  // The original too: JSON leaves functions out, so that a wrong "no" would become nothing at all.
  const copy = isAnswer(output, event) ? (JSON.parse(JSON.stringify(output)) as unknown) : undefined;
  if (!isAnswer(copy, event)) throw new TypeError(`A "${event}" hook gave no valid answer`);
  return copy;
}

function isAnswer(answer: unknown, event: string): answer is object {
  if (!isObject(answer) || !fits(answer, FIELDS)) return false;
  const own = answer["hookSpecificOutput"];
  if (own === undefined) return true;
  if (!isObject(own) || own["hookEventName"] !== event) return false;
  const required = REQUIRED[event];
  if (required !== undefined && own[required] === undefined) return false;
  return fits(own, OWN_FIELDS[event] ?? {});
}

function isDecision(value: unknown): boolean {
  if (!isObject(value)) return false;
  if (value["behavior"] === "deny") return fits(value, { message: isText, interrupt: isFlag });
  const allowed = fits(value, { updatedInput: isObject, updatedPermissions: Array.isArray });
  return value["behavior"] === "allow" && allowed;
}

function fits(value: Record<string, unknown>, fields: Fields): boolean {
  return Object.entries(fields).every(([name, check]) => value[name] === undefined || check(value[name]));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isText(value: unknown): boolean {
  return typeof value === "string";
}

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every(isText);
}

function isFlag(value: unknown): boolean {
  return typeof value === "boolean";
}

function oneOf(...values: string[]): Check {
  return (value) => values.includes(value as string);
}
