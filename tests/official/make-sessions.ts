// Has the real CLI write a session for each thing that can happen in one.
import { bash, call, play, source, user } from "./prompts.ts";
import type { Sdk } from "./record.ts";
import type { Options } from "./stage.ts";
import type { Places } from "./transcripts.ts";

/** Their ids, by what happened in them. */
export async function makeSessions(
  sdk: Sdk,
  { dir, longDir, link }: Places,
  options: Options,
): Promise<Record<string, string>> {
  const run = async (prompt: string, more: Options = {}): Promise<string> => {
    let id = "";
    for await (const message of sdk.query({ prompt, options: { ...options, cwd: dir, ...more } }))
      if (message.type === "result") id = message.session_id;
    return id;
  };
  const helper = { description: "helper", prompt: "say sub", subagent_type: "general-purpose" };
  const commands = [1, 2].map((number) => ({ name: "Bash", input: { command: `echo ${number}` } }));
  const plain = await run("first question");
  await run("second question", { resume: plain });
  const forked = await run("another way", { resume: plain, forkSession: true });
  await run("/compact", { resume: plain });
  await run("after compact", { resume: plain });
  return {
    plain,
    forked,
    tool: await run(play(bash("echo hi"), { text: "said" })),
    parallel: await run(play({ tools: commands }, { text: "both" })),
    subagent: await run(play(call("Agent", { ...helper, run_in_background: false }), { text: "done" })),
    titled: await run("with a title", { title: "My own title" }),
    queued: await queued(sdk, { ...options, cwd: dir }),
    long: await run("in a long place", { cwd: longDir }),
    linked: await run("through a link", { cwd: link }),
  };
}

/** A second prompt that reaches the model in the middle of the turn. */
async function queued(sdk: Sdk, options: Options): Promise<string> {
  const prompts = source(user(play(bash("sleep 1"), { text: "done" })));
  let id = "";
  for await (const message of sdk.query({ prompt: prompts, options })) {
    if (message.type === "assistant" && id === "") prompts.push(user("and hurry"));
    id = message.session_id ?? id;
    if (message.type === "result") break;
  }
  return id;
}
