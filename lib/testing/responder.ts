// What the offline model says when nobody has told it what to say: a little memory, and honesty about itself.
import { type ApiTurn, promptsOf, repliesOf } from "./model-conversation.ts";
import type { Step } from "./scenario.ts";

const REMEMBER = /\bremember (?:that |this: |the )?(?:\w+ )?(?:is )?["'“]?([\w-]+)["'”]?[.!]*\s*$/i;
const RECALL = /\b(?:which|what|repeat|recall)\b.*\b(?:remember|word|number|name|told|said)\b/i;

/** The offline model's default answer to a conversation; the same one every time. */
export function respond(turns: readonly ApiTurn[]): Step {
  const prompts = promptsOf(turns);
  const prompt = prompts.at(-1) ?? "";
  const told = prompts
    .slice(0, -1)
    .toReversed()
    .map((earlier) => REMEMBER.exec(earlier)?.[1])
    .find(Boolean);
  if (RECALL.test(prompt) && told !== undefined) return { text: `It was ${told}.` };
  const fact = REMEMBER.exec(prompt)?.[1];
  if (fact !== undefined) return { text: `I will remember ${fact}.` };
  if (/capital of France/i.test(prompt)) return { text: "Paris." };
  const shown = prompt.length > 80 ? `${prompt.slice(0, 79)}…` : prompt;
  return { text: `This is the offline model, answer ${repliesOf(turns).length + 1}. You said: ${shown}` };
}

/** Put what was said before in place of `{{prompt}}`, `{{first_prompt}}` and `{{last_reply}}`. */
export function fillIn(text: string, turns: readonly ApiTurn[]): string {
  if (!text.includes("{{")) return text;
  const prompts = promptsOf(turns);
  const values: Record<string, string> = {
    prompt: prompts.at(-1) ?? "",
    first_prompt: prompts[0] ?? "",
    last_reply: repliesOf(turns).at(-1) ?? "",
  };
  return text.replaceAll(/\{\{(\w+)\}\}/g, (whole, name: string) => values[name] ?? whole);
}
