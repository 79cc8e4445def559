// The options of agents: of new ones, and of those that go on in another process.
import { InvalidOptionsError } from "../errors/input.ts";
import { toLaunch, withSessionId } from "../options/launch.ts";
import { validateOptions } from "../options/validate.ts";
import { inOwnFolder } from "./agent-folders.ts";
import type { AgentOptions } from "./claude.ts";

/**
 * The options of several agents, each with its session id.
 *
 * @param ids Those that the first ones are to have, where the options name none.
 * @param moreOf What one agent alone is to have; it is returned beside all of its options.
 * @throws {InvalidOptionsError} If an option is wrong, or one conversation is to have several agents.
 */
export function prepareOptions(
  options: AgentOptions,
  count: number,
  ids: readonly string[] = [],
  moreOf?: (id: string) => AgentOptions,
): { id: string; options: AgentOptions; more: AgentOptions | undefined }[] {
  const valid = validateOptions(options);
  // What could not be given to a process is refused before there is a record.
  toLaunch(withSessionId(valid));
  return Array.from({ length: count }, (_, index) => {
    const { sessionId, resume } = withSessionId({ sessionId: ids[index], ...valid });
    const id = sessionId ?? resume ?? "";
    if (id === "")
      throw new InvalidOptionsError(['"continue" cannot be used here: name the conversation with "resume"']);
    // As they were given, so that each session warns of what is no option.
    const more = moreOf?.(id);
    if (more !== undefined) toLaunch(withSessionId(validateOptions({ ...options, ...more })));
    const own = inOwnFolder({ ...options, ...more }, id);
    return { id, options: sessionId === undefined ? own : { ...own, sessionId }, more };
  });
}

/** A conversation in another process, with the very same options, so that the API's prompt cache holds. */
export function toResume(options: AgentOptions, conversation: string): AgentOptions {
  // What says where the conversation begins has done its work.
  const begun = { sessionId: undefined, forkSession: undefined, continue: undefined };
  return {
    ...options,
    ...begun,
    resumeSessionAt: undefined,
    resumeDropsTurn: undefined,
    resume: conversation,
  };
}
