// Finds what a prompt tells the offline model to answer: `mock:NAME`, or `[[mock: [steps] ]]`.
import { type ApiTurn, textsOf } from "./model-conversation.ts";
import type { Scenario, Step } from "./scenario.ts";

export interface Chosen {
  /** The scenario's name, `inline`, or `default`. */
  readonly scenario: string;
  readonly step: Step | undefined;
}

/**
 * The step that the newest directive asks for.
 *
 * Nothing is remembered between requests: the number of answers after the directive is the step's index,
 * so that parallel sessions and subagents do not disturb each other.
 */
export function choose(turns: readonly ApiTurn[], scenarios: Readonly<Record<string, Scenario>>): Chosen {
  let answers = 0;
  for (const turn of turns.toReversed()) {
    if (turn.role === "assistant") answers += 1;
    else {
      for (const text of textsOf(turn).toReversed()) {
        const found = directiveIn(text, scenarios);
        if (found !== undefined) return { scenario: found.name, step: found.steps[answers] };
      }
    }
  }
  return { scenario: "default", step: undefined };
}

/** The step of a scenario that is played from the beginning of a conversation; undefined when it is at its end. */
export function stepOf(scenario: Scenario, turns: readonly ApiTurn[]): Step | undefined {
  return scenario[turns.filter(({ role }) => role === "assistant").length];
}

function directiveIn(
  text: string,
  scenarios: Readonly<Record<string, Scenario>>,
): { name: string; steps: Scenario } | undefined {
  const inline = text.indexOf("[[mock:");
  const value = inline === -1 ? undefined : jsonAt(text, inline + "[[mock:".length);
  if (value !== undefined) return { name: "inline", steps: Array.isArray(value) ? value : [value as Step] };
  for (const [, name = ""] of text.matchAll(/\bmock:([\w-]+)/g)) {
    const steps = Object.hasOwn(scenarios, name) ? scenarios[name] : undefined;
    if (steps !== undefined) return { name, steps };
  }
  return undefined;
}

/** The JSON array or object that begins at a place in a text, and ends before a `]]`, of which it may hold some. */
function jsonAt(text: string, from: number): unknown {
  for (let end = text.indexOf("]]", from); end !== -1; end = text.indexOf("]]", end + 1)) {
    try {
      const value: unknown = JSON.parse(text.slice(from, end));
      return typeof value === "object" && value !== null ? value : undefined;
    } catch {
      // The end of something within it, or a prompt that happens to look like the beginning of a directive.
    }
  }
  return undefined;
}
