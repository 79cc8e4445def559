// The id of a task: what it waits for, sealed for the principal who has it. Nothing else is kept of a task, so that one that
// was given before a restart is as good as any.
import { createHmac, timingSafeEqual } from "node:crypto";
import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Principal } from "../principal.ts";

/** What a task is about. */
export interface TaskParts {
  /** What people know it by: they see the beginning of an id. */
  readonly name: string;
  /** The tool that was called, without the prefix of all. */
  readonly tool: string;
  /** When, in milliseconds since 1970. */
  readonly createdMs: number;
  /** Whether all of the agents have to be done, or one. */
  readonly mode: "all" | "any";
  /** Agents, and after how many turns each is done. */
  readonly agents: readonly (readonly [sessionId: string, turns: number])[];
  /** What the tool needs for its answer; empty for nothing. */
  readonly kept: string;
}

/** An id stands in a header, and its parts are kept apart by a full stop. */
const NOT_IN_NAMES = /[^\w-]+/g;
const NAME_CHARACTERS = 24;
const KEY_BYTES = 32;
/** Nobody guesses 128 bits, and ids stay short. */
const SEAL_CHARACTERS = 22;
const MARK_CHARACTERS = 4;
const MARK_AT = 4;

export class TaskTokens {
  readonly #key: Uint8Array;
  /** By which ids of another key are told from those of somebody else. */
  readonly #mark: string;

  constructor(key: Uint8Array) {
    this.#key = key;
    this.#mark = createHmac("sha256", key).update("mark").digest("base64url").slice(0, MARK_CHARACTERS);
  }

  mint(principal: Principal, { name, tool, createdMs, mode, agents, kept }: TaskParts): string {
    const shown = name.replaceAll(NOT_IN_NAMES, "-").slice(0, NAME_CHARACTERS);
    const waitedFor = agents.map(([id, turns]) => `${packed(id)}~${turns}`);
    const body = [
      shown,
      tool,
      mode,
      createdMs.toString(36),
      this.#mark,
      kept === "" ? "" : packed(kept),
      ...waitedFor,
    ].join(".");
    return `${body}.${this.#seal(principal, body)}`;
  }

  /** @returns Undefined for whatever was not minted here, and for this principal. */
  read(principal: Principal, token: string): TaskParts | undefined {
    const end = token.lastIndexOf(".");
    const body = token.slice(0, Math.max(0, end));
    const [own, given] = [this.#seal(principal, body), token.slice(end + 1)].map((text) => Buffer.from(text));
    if (own === undefined || given === undefined) return undefined;
    if (own.length !== given.length || !timingSafeEqual(own, given)) return undefined;
    return partsOf(body);
  }

  /**
   * What an id says that may be of a server before this one, whose key is lost: nobody can check it, and no agent is found by it.
   *
   * @returns Undefined for what is no id, or is one of this key's.
   */
  readLost(token: string): TaskParts | undefined {
    const body = token.slice(0, Math.max(0, token.lastIndexOf(".")));
    if (body.split(".")[MARK_AT] === this.#mark) return undefined;
    const parts = partsOf(body);
    const isId = parts.agents.length > 0 && parts.agents.every(([id]) => UUID.test(id));
    return isId && !Number.isNaN(new Date(parts.createdMs).getTime()) ? parts : undefined;
  }

  #seal(principal: Principal, body: string): string {
    const seal = createHmac("sha256", this.#key).update(`${principal}\0${body}`).digest("base64url");
    return seal.slice(0, SEAL_CHARACTERS);
  }
}

function partsOf(body: string): TaskParts {
  const [name = "", tool = "", mode, created = "", _mark, kept = "", ...waitedFor] = body.split(".");
  const agents = waitedFor.map((text) => {
    const [id = "", turns = ""] = text.split("~");
    return [unpacked(id), Number(turns)] as const;
  });
  return {
    name,
    tool,
    createdMs: Number.parseInt(created, 36),
    mode: mode === "any" ? "any" : "all",
    agents,
    kept: kept === "" ? "" : unpacked(kept),
  };
}

const UUID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/;
const AS_TEXT = "=";

/** A UUID takes 22 characters: people see the id of a task, and it stands in a header. */
function packed(text: string): string {
  return UUID.test(text)
    ? Buffer.from(text.replaceAll("-", ""), "hex").toString("base64url")
    : AS_TEXT + Buffer.from(text).toString("base64url");
}

function unpacked(text: string): string {
  if (text.startsWith(AS_TEXT)) return Buffer.from(text.slice(1), "base64url").toString();
  const hex = Buffer.from(text, "base64url").toString("hex");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/** The key beside the agents that outlive their server: the next one has it again. @throws If it cannot be kept. */
export function keyIn(folder: string): Uint8Array {
  const file = path.join(folder, "task-key");
  const made = crypto.getRandomValues(new Uint8Array(KEY_BYTES));
  try {
    writeFileSync(file, made, { mode: 0o600, flag: "wx" });
    return made;
  } catch (error) {
    if ((error as { code?: string }).code !== "EEXIST") throw error;
  }
  const kept = readFileSync(file);
  if (kept.length >= KEY_BYTES) return kept;
  // A full disk has left it empty: ids of before are lost with it.
  writeFileSync(file, made);
  chmodSync(file, 0o600);
  return made;
}

/** A key for agents that end with their server. */
export function ownKey(): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(KEY_BYTES));
}
