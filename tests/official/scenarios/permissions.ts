// Scenarios: who may run a tool.
import { readFile } from "node:fs/promises";
import path from "node:path";
import { bash, call, play } from "../prompts.ts";
import type { CanUseTool, Options, Scenario, Stage } from "../stage.ts";

type Decide = (...asked: Parameters<CanUseTool>) => unknown;

/** Ask a callback about `touch made.txt`. */
function asking(decide: Decide, more: Options = {}, prompt = TOUCH): Scenario {
  return async (stage) => {
    const canUseTool = (async (tool, input, context) => {
      stage.note("asked", { tool, input, ...context, signal: context.signal.aborted });
      return decide(tool, input, context);
    }) as CanUseTool;
    await stage.read(stage.sdk.query({ prompt, options: stage.options({ canUseTool, ...more }) }));
  };
}

const TOUCH = play(bash("touch made.txt"), { text: "Touched." });
const TWICE = play(bash("touch made.txt"), bash("touch made.txt"), { text: "Touched." });
const QUESTION = {
  questions: [
    {
      question: "Which colour?",
      header: "Colour",
      multiSelect: false,
      options: [
        { label: "Red", description: "like blood" },
        { label: "Blue", description: "like the sky" },
      ],
    },
  ],
};

export const PERMISSIONS: Readonly<Record<string, Scenario>> = {
  "permissions, one after the other": asking(
    (_tool, input) => {
      switch ((input as { command: string }).command) {
        case "touch given.txt":
          return { behavior: "allow", updatedInput: input };
        case "touch short.txt":
          return { behavior: "allow" };
        case "touch changed.txt":
          return { behavior: "allow", updatedInput: { ...input, command: "touch other.txt; ls" } };
        default:
          return { behavior: "deny", message: "not on my machine" };
      }
    },
    {},
    play(
      bash("touch given.txt"),
      bash("touch short.txt"),
      bash("touch changed.txt"),
      bash("touch refused.txt"),
      { text: "Touched." },
    ),
  ),
  "permission given once and for all": async (stage) => {
    const { suggestions } = await asked(stage);
    await stage.try("rules", async () =>
      JSON.parse(await readFile(path.join(stage.cwd, ".claude/settings.local.json"), "utf8")),
    );
    stage.note("suggestions", suggestions);
  },
  "permission refused, and the turn ended": asking(() => ({
    behavior: "deny",
    message: "stop everything",
    interrupt: true,
  })),
  "permission callback throws": asking(() => {
    throw new Error("db password=SECRET");
  }),
  "permission callback answers nonsense": asking(() => "yes please"),
  "permission asked of nobody": (stage) =>
    stage.read(stage.sdk.query({ prompt: TOUCH, options: stage.options() })),
  "permission never asked": asking(() => ({ behavior: "allow" }), { permissionMode: "dontAsk" }),
  "a question for the user": asking(
    (_tool, input) => ({
      behavior: "allow",
      updatedInput: { ...input, answers: { "Which colour?": "Red" } },
    }),
    {},
    play(call("AskUserQuestion", QUESTION), { text: "Red it is." }),
  ),
  "the end of plan mode": asking(
    (_tool, input) => ({ behavior: "allow", updatedInput: input }),
    { permissionMode: "plan" },
    play(call("ExitPlanMode", { plan: "1. Think\n2. Act" }), { text: "Planned." }),
  ),
};

async function asked(stage: Stage): Promise<{ suggestions: unknown }> {
  let given: unknown;
  await asking(
    (_tool, input, { suggestions }) => {
      given = suggestions;
      return {
        behavior: "allow",
        updatedInput: input,
        ...(suggestions ? { updatedPermissions: suggestions } : {}),
      };
    },
    {},
    TWICE,
  )(stage);
  return { suggestions: given };
}
