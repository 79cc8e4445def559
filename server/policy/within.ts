// What an agent may pass on to those that it spawns: never more than it has itself.
import type { Options, SpawnRequest } from "../../lib/index.ts";
import { contains } from "../places.ts";
import { Refusal } from "../refusal.ts";

/** Modes in which nothing runs that no rule allows. */
const REFUSING: ReadonlySet<string> = new Set(["default", "dontAsk"]);
/** As the policy writes it, for the folders of an agent. */
const OF_FOLDER = /^(\w+)\(\/(\/.+)\/\*\*\)$/;

/**
 * The request of an agent, narrowed to what the agent may do.
 *
 * @param own The options of the agent that asks, as the policy has made them.
 * @throws {Refusal} If it asks for more.
 */
export function requireWithin(own: Options, request: SpawnRequest): SpawnRequest {
  const { options = {} } = request;
  if (request.askPermissions === true)
    throw new Refusal('Agents that an agent spawns ask nobody: leave "ask_permissions" out.');
  if (request.worktree !== undefined && request.worktree !== false)
    throw new Refusal('Agents that an agent spawns get no worktree: leave "worktree" out.');
  const folders = [own.cwd, ...(own.additionalDirectories ?? [])].filter((folder) => folder !== undefined);
  for (const place of [options.cwd, ...(options.additionalDirectories ?? [])])
    if (place !== undefined && !folders.some((folder) => contains(folder, place)))
      throw new Refusal(`"${place}" is not in your own folders (${folders.join(", ")}): choose one that is.`);
  const { permissionMode: mode = "default" } = options;
  const { permissionMode: ownMode = "default" } = own;
  const isLess = mode === "plan" || (ownMode !== "plan" && REFUSING.has(mode));
  if (mode !== ownMode && !isLess && ownMode !== "bypassPermissions")
    throw new Refusal(`Your own permission_mode is "${ownMode}": you cannot pass on "${mode}".`);
  if (ownMode !== "bypassPermissions")
    for (const rule of options.allowedTools ?? [])
      if (!(own.allowedTools ?? []).some((each) => covers(each, rule)))
        throw new Refusal(`You are not allowed "${rule}" yourself: leave it out of "allowed_tools".`);
  const disallowedTools = [...new Set([...(own.disallowedTools ?? []), ...(options.disallowedTools ?? [])])];
  return { ...request, askPermissions: false, options: { ...options, disallowedTools } };
}

/** Whatever the second rule allows, the first one does. */
function covers(own: string, rule: string): boolean {
  if (own === rule || own === rule.split("(", 1)[0]) return true;
  const [, ownTool, ownFolder = ""] = OF_FOLDER.exec(own) ?? [];
  const [, tool, folder = ""] = OF_FOLDER.exec(rule) ?? [];
  return tool !== undefined && tool === ownTool && contains(ownFolder, folder);
}
