// What is demanded of a line: its declared interface, with room for what other versions of the CLI write.
import type { ApiMessage, MessageParam, NonNullableUsage, StreamEvent } from "./api.ts";
import type { MessageFields } from "./fields.ts";

/**
 * Fields that the interfaces promise, as the official ones do, and that nothing here falls without: a line of another
 * version that leaves one out is still understood. When it is there, it has to be of its kind.
 */
type MayBeMissing = keyof MessageFields | "parent_tool_use_id" | OfResults | OfInit;
type OfResults = "duration_ms" | "duration_api_ms" | "num_turns" | "stop_reason" | "errors" | Accounts;
type Accounts = "total_cost_usd" | "usage" | "modelUsage" | "permission_denials";
type OfInit = "permissionMode" | "apiKeySource" | "claude_code_version" | "output_style" | Extensions;
type Extensions = "slash_commands" | "skills" | "plugins";

/**
 * An interface as it is checked: what tells kinds apart is exact, other literals may be newer than this library, what
 * is optional may be null. In an object that has to be there its fields are checked as well, and nothing deeper.
 */
export type Checked<T> = {
  [Name in Declared<T>]: Name extends "type" | "subtype" ? Exact<T[Name]> : Field<T, Name, "fields">;
};

/** Without index signatures, which allow what is unknown anyway. */
type Declared<T> = keyof { [Name in keyof T as string extends Name ? never : Name]: never } & keyof T;

/** One literal tells a kind from others; several are variants of it, of which there may be more. */
type Exact<V> = [Several<V>] extends [never] ? V : Base<V>;
type Several<V, Each = V> = Each extends unknown ? ([V] extends [Each] ? never : true) : never;

type Field<T, Name extends keyof T, Depth> = undefined extends T[Name]
  ? Wide<T[Name], "object"> | null
  : Wide<T[Name], Depth> | (Name extends MayBeMissing ? null | undefined : never);

type Wide<V, Depth> = unknown extends V
  ? unknown
  :
      | Base<Extract<V, Scalar>>
      | List<Extract<V, readonly unknown[]>, Depth>
      | Shape<Exclude<V, Scalar | readonly unknown[]>, Depth>;

type Scalar = string | number | boolean | null | undefined;
type Base<V> = V extends string ? string : V extends number ? number : V extends boolean ? boolean : V;

/** In brackets, here and below, so that one shape comes of several. */
type List<V, Depth> = [V] extends [never]
  ? never
  : [V] extends [readonly (infer Item)[]]
    ? Wide<Item, Depth>[]
    : never;

/** Of several shapes, what they have in common. */
type Shape<V, Depth> = [V] extends [never]
  ? never
  : [V] extends [ApiMessage | MessageParam | StreamEvent | NonNullableUsage]
    ? Api<V>
    : Depth extends "fields"
      ? { [Name in Declared<V>]: Field<V, Name, "object"> }
      : object;

/** The service may change its own types at any time, and they are not ours to check. */
type Api<V> = [V] extends [{ role: string; content: infer Content }]
  ? { role: string; content: Extract<Content, string> | { type: string }[] }
  : [V] extends [{ type: string }]
    ? { type: string }
    : object;
