// The Messages API's types: those of @anthropic-ai/sdk where a program has it, so that messages can be handed to it
// and back whatever its version, and our own where it has not.

// Each import stays on one line, which is all that `@ts-ignore` covers.
/** @ts-ignore Missing without the optional peer. */
import type * as stable from "@anthropic-ai/sdk/resources";
/** @ts-ignore Missing without the optional peer. */
import type * as beta from "@anthropic-ai/sdk/resources/beta/messages/messages.mjs";
import type * as own from "./content.ts";

/**
 * The first type, or the second when the first comes from a missing package and so is a kind of `any`, which alone has
 * room for `unknown`. In brackets, because TypeScript gives up on a condition about the missing type itself.
 */
type Or<Theirs, Own> = [unknown] extends [Theirs] ? Own : Theirs;

/** An answer of the model, whole or as it begins. */
export type ApiMessage = Or<beta.BetaMessage, own.OwnApiMessage>;

/** One part of an answer. Kinds that are newer than this library arrive as they are. */
export type ContentBlock = ApiMessage["content"][number];

/** One event of an answer that is being written. */
export type StreamEvent = Or<beta.BetaRawMessageStreamEvent, own.OwnStreamEvent>;

/** Tokens that were used; the counts of one request or one turn, as the place says. */
export type Usage = Or<beta.BetaUsage, own.OwnUsage>;

/** What is said to the model. */
export type MessageParam = Or<stable.MessageParam, own.OwnMessageParam>;

/** Tokens of a whole turn: {@link Usage} whose fields are all there. */
export type NonNullableUsage = {
  [Field in keyof Usage]: Field extends "fallback_credit" ? Usage[Field] : NonNullable<Usage[Field]>;
};
