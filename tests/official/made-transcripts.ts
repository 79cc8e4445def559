// Transcripts made up at random, the same for the same seed: branches, compactions, parallel calls, queued prompts.
import type { SessionStoreEntry as Entry } from "../../lib/index.ts";
import { uuid } from "../support/kept-sessions.ts";
import { Dice } from "./dice.ts";

export interface MadeTranscript {
  readonly sessionId: string;
  readonly entries: readonly Entry[];
  /** Ids that a fork can be asked to end at. */
  readonly ends: readonly string[];
}

const START = 1_790_000_000_000;
const REFUSAL = "The user doesn't want to take this action right now. STOP what you are doing and wait";

export function makeTranscript(seed: number): MadeTranscript {
  return new Author(seed).writeAll();
}

class Author implements MadeTranscript {
  readonly sessionId: string;
  readonly entries: Entry[] = [];
  readonly ends: string[] = [];
  readonly #dice: Dice;
  readonly #seed: number;
  #serial = 0;
  #time = START;
  #tip: string | null = null;
  /** Missing parents, in every other one; entries are farther apart there than we go on over a gap, unlike the official SDK. */
  readonly #hasGaps: boolean;

  constructor(seed: number) {
    this.#seed = seed;
    this.#hasGaps = seed % 2 === 0;
    this.#dice = new Dice(seed);
    this.sessionId = uuid(seed);
  }

  #id(): string {
    return uuid(this.#serial++, this.#seed);
  }

  #add(fields: Entry): string {
    this.#time += (this.#hasGaps ? 6_000 : 0) + this.#dice.below(3) * 1000;
    const id = fields.uuid ?? this.#id();
    const timestamp = new Date(this.#time).toISOString();
    const more = { sessionId: this.sessionId, timestamp, cwd: "/tmp/made", uuid: id };
    this.entries.push({ parentUuid: this.#tip, isSidechain: false, ...fields, ...more });
    this.ends.push(id);
    if (fields["isSidechain"] !== true) this.#tip = id;
    return id;
  }

  writeAll(): this {
    const length = 5 + this.#dice.below(40);
    for (let step = 0; step < length; step += 1) this.#write();
    return this;
  }

  #write(): void {
    const parents = this.#hasGaps ? this.ends : this.entries.flatMap((entry) => entry.uuid ?? []);
    if (this.ends.length > 0 && this.#dice.chance(0.06)) this.#tip = this.#dice.pick(parents);
    const aside = { type: "user", isSidechain: true, agentId: "a1", message: said("user", "aside") };
    const kinds: [weight: number, write: () => void][] = [
      [20, () => this.#prompt()],
      [15, () => this.#answer()],
      [20, () => this.#calls()],
      [10, () => this.#attachment()],
      [9, () => this.#queued()],
      [6, () => this.#compaction()],
      // A session that begins with a subagent is listed here, and not by the official SDK.
      [this.entries.length === 0 ? 0 : 5, () => void this.#add(aside)],
      [3, () => this.#notice()],
      [2, () => void this.#add({ type: "progress", data: {} })],
      [5, () => this.#localCommand()],
      [2, () => void this.#add({ type: "user", teamName: "team", message: said("user", "to the team") })],
      [3, () => this.#bookkeeping()],
    ];
    let at = this.#dice.roll() * kinds.reduce((sum, [weight]) => sum + weight, 0);
    for (const [weight, write] of kinds) {
      if (at < weight) return write();
      at -= weight;
    }
  }

  #prompt(): void {
    const text = `prompt ${this.#serial}`;
    this.#add({
      type: "user",
      message: said("user", this.#dice.chance(0.5) ? text : [{ type: "text", text }]),
      ...this.#dice.maybe(0.1, () => ({ isMeta: true })),
      ...this.#dice.maybe(0.05, () => ({
        origin: { kind: this.#dice.pick(["human", "task-notification", "channel"]) },
      })),
    });
  }

  #answer(): void {
    const quiet = this.#dice.chance(0.05);
    const text = quiet ? this.#dice.pick(["", "No response requested.", "x"]) : `answer ${this.#serial}`;
    const message = { id: `msg_${this.#serial}`, ...said("assistant", [{ type: "text", text }]) };
    this.#add({ type: "assistant", message, ...(quiet ? { closesQuietTurn: true } : {}) });
  }

  /** Each call is an entry of its own; results hang on their calls, on each other, or on nothing that is right. */
  #calls(): void {
    const id = `msg_${this.#serial}`;
    const calls = Array.from(
      { length: 1 + this.#dice.below(3) },
      (_, index) => `toolu_${this.#serial}_${index}`,
    );
    const blocks = calls.map((call) =>
      this.#add({
        type: "assistant",
        message: { id, ...said("assistant", [{ type: "tool_use", id: call, name: "X", input: {} }]) },
      }),
    );
    for (const [index, call] of calls.entries()) {
      if (this.#dice.chance(0.1)) continue;
      const content = this.#dice.chance(0.2) ? REFUSAL : "result";
      const result = { type: "tool_result", tool_use_id: call, content, is_error: this.#dice.chance(0.2) };
      this.#add({
        type: "user",
        message: said("user", [result]),
        ...this.#dice.maybe(0.7, () => ({ parentUuid: blocks[index] })),
        ...this.#dice.maybe(0.6, () => ({ sourceToolAssistantUUID: blocks[index] })),
        ...this.#dice.maybe(0.1, () => ({
          toolDenialKind: this.#dice.pick(["user-rejected", "nonsense", "cancelled"]),
        })),
        ...this.#dice.maybe(0.1, () => ({ toolDenialUnanswered: "stream-closed" })),
      });
    }
  }

  #attachment(): void {
    const type = this.#dice.pick(["date", "fork_briefing", "environment", "deferred_tools_record"]);
    this.#add({ type: "attachment", attachment: { type, nameOnlyAnnouncements: this.ends.slice(0, 2) } });
  }

  #queued(): void {
    const sentAs = this.#dice.chance(0.5) ? this.#id() : undefined;
    const delivery = this.#dice.chance(0.3) ? `d${this.#dice.below(3)}` : undefined;
    const text = `queued ${this.#serial}`;
    const attachment = {
      type: "queued_command",
      prompt: this.#dice.chance(0.8) ? text : [{ type: "text", text }],
      ...(sentAs === undefined ? {} : { source_uuid: sentAs }),
      ...(delivery === undefined ? {} : { delivery_id: delivery }),
      ...this.#dice.maybe(0.2, () => ({ isMeta: true })),
      ...this.#dice.maybe(0.2, () => ({
        origin: { kind: this.#dice.pick(["human", "channel", "task-notification"]) },
      })),
      ...this.#dice.maybe(0.2, () => ({
        commandMode: this.#dice.pick(["prompt", "task-notification"]),
        runId: "run-1",
      })),
      ...this.#dice.maybe(0.1, () => ({ forwardedIntent: { lineage: "elsewhere" } })),
    };
    this.#add({ type: "attachment", attachment });
    if (this.#dice.chance(0.2)) this.#add({ type: "attachment", attachment });
    if (sentAs !== undefined) this.ends.push(sentAs);
    if (sentAs !== undefined && this.#dice.chance(0.3))
      this.#add({ type: "user", uuid: sentAs, message: said("user", text) });
    if (this.#dice.chance(0.5)) return;
    this.entries.push({
      type: "queue-operation",
      operation: "remove",
      reason: this.#dice.chance(0.8) ? "absorbed_mid_turn" : "other",
      sessionId: this.sessionId,
      ...(sentAs === undefined ? {} : { commandUuid: sentAs }),
      ...(delivery === undefined || this.#dice.chance(0.2) ? {} : { deliveryId: delivery }),
    });
  }

  #compaction(): void {
    const kept = this.ends.slice(-1 - this.#dice.below(3));
    const [summary, boundary, before] = [this.#id(), this.#id(), this.#tip];
    const anchorUuid = this.#dice.chance(0.8) ? summary : boundary;
    const way = this.#dice.roll();
    this.#tip = null;
    this.#add({
      type: "system",
      subtype: "compact_boundary",
      uuid: boundary,
      content: "Conversation compacted",
      logicalParentUuid: before,
      compactMetadata: {
        trigger: "manual",
        preTokens: 1,
        postTokens: 2,
        durationMs: this.#dice.chance(0.2) ? 0 : 5,
        ...(way < 0.4
          ? {
              preservedMessages: {
                anchorUuid,
                uuids: this.#dice.chance(0.9) ? kept : [...kept, "missing"],
                allUuids: kept,
              },
            }
          : {}),
        ...(way >= 0.4 && way < 0.6
          ? { preservedSegment: { headUuid: kept[0], anchorUuid: summary, tailUuid: kept.at(-1) } }
          : {}),
        ...this.#dice.maybe(0.1, () => ({ runningTurnSends: [1] })),
      },
    });
    if (this.#hasGaps && this.#dice.chance(0.1)) return;
    const flags = { isCompactSummary: true, isVisibleInTranscriptOnly: true };
    this.#add({ type: "user", uuid: summary, message: said("user", "summary"), ...flags });
  }

  #notice(): void {
    const subtype = this.#dice.pick(["informational", "model_refusal_fallback"]);
    this.#add({
      type: "system",
      subtype,
      content: "note",
      ...this.#dice.maybe(0.3, () => ({ isMeta: true })),
    });
  }

  #localCommand(): void {
    const caveat = said("user", "<local-command-caveat>x</local-command-caveat>");
    this.#add({ type: "user", isMeta: true, message: caveat });
    const command = said("user", "<command-name>/x</command-name>");
    this.#add({ type: "user", message: command, ...this.#dice.maybe(0.1, () => ({ promptSource: "sdk" })) });
    if (this.#dice.chance(0.8))
      this.#add({ type: "user", message: said("user", "<local-command-stdout>out</local-command-stdout>") });
  }

  #bookkeeping(): void {
    const { sessionId } = this;
    const copied = this.#dice.pick(this.entries.length > 0 ? this.entries : [{ type: "none" }]);
    this.entries.push(
      this.#dice.pick<Entry>([
        structuredClone(copied),
        { type: "content-replacement", sessionId, replacements: [{ a: 1 }] },
        { type: "tools-used", sessionId, tools: ["Bash"] },
        { type: "atis-latch", sessionId, atis: "" },
        { type: "relocated", sessionId, relocatedCwd: "/tmp/elsewhere" },
        { type: "custom-title", customTitle: `Title ${this.#serial}`, sessionId },
        { type: "history-suppression", sessionId },
      ]),
    );
  }
}

function said(role: string, content: unknown): object {
  return { role, content };
}
