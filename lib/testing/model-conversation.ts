// Reads the conversation that the CLI sends with each request.

interface Block {
  readonly type: string;
  readonly text?: string;
}

/** A message of a request to the Messages API: a role, and a text or blocks. */
export interface ApiTurn {
  readonly role: "user" | "assistant" | "system";
  readonly content: string | readonly Block[];
}

/** The texts of a message. Results of tools are left out, so that they cannot steer the model. */
export function textsOf(turn: ApiTurn): string[] {
  if (typeof turn.content === "string") return [turn.content];
  return turn.content.filter((block) => block.type === "text").map((block) => block.text ?? "");
}

// The CLI wraps its own remarks to the model in such an element; they are not what the user said.
const REMINDER = /<system-reminder>[\s\S]*?<\/system-reminder>/g;

/** What the user has said so far, oldest first. */
export function promptsOf(turns: readonly ApiTurn[]): string[] {
  return saidBy("user", turns)
    .map((text) => text.replaceAll(REMINDER, "").trim())
    .filter(Boolean);
}

/** What the model has said so far, oldest first. */
export function repliesOf(turns: readonly ApiTurn[]): string[] {
  return saidBy("assistant", turns).filter(Boolean);
}

function saidBy(who: ApiTurn["role"], turns: readonly ApiTurn[]): string[] {
  return turns.filter(({ role }) => role === who).flatMap(textsOf);
}
