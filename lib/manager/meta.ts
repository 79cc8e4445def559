// What hosts give agents to find them by.
import { InvalidOptionsError } from "../errors/input.ts";

/** Texts by name that a host has given an agent; at most 4,096 characters in all. */
export type AgentMeta = Readonly<Record<string, string>>;

const META_CHARACTERS = 4_096;

/** @throws {InvalidOptionsError} */
export function requireMeta(meta: AgentMeta | undefined): AgentMeta | undefined {
  if (meta === undefined) return undefined;
  const isObject = typeof meta === "object" && meta !== null && !Array.isArray(meta);
  if (!isObject || Object.values(meta).some((value) => typeof value !== "string"))
    throw new InvalidOptionsError(['"meta" must be an object whose values are texts']);
  if (JSON.stringify(meta).length > META_CHARACTERS)
    throw new InvalidOptionsError([`"meta" must not be longer than ${META_CHARACTERS} characters`]);
  return { ...meta };
}
