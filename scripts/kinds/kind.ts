// What is known of a kind of message, hook or request, once it is found.

/** An exported interface, or a name for several of them. */
export interface Declared {
  readonly name: string;
  /** From the root, such as `lib/wire/system.ts`. */
  readonly file: string;
  /** The first paragraph of its doc comment, on one line. */
  readonly about: string;
}

/** A kind of message: one interface, or the variants of one kind. */
export interface MessageKind extends Declared {
  readonly type: string;
  /** Of `system` messages. */
  readonly subtype: string | undefined;
  readonly guard: string;
  readonly variants: readonly Variant[];
  /** The official SDK's union has it. */
  readonly official: boolean;
}

export interface Variant extends Declared {
  /** The one subtype that it has; undefined when it has none, or stands for all others. */
  readonly subtype: string | undefined;
}

/** A request of the CLI. */
export interface IncomingKind extends Declared {
  readonly subtype: string;
}

export interface HookKind {
  readonly event: string;
  readonly about: string;
  /** The interface that it stands in. */
  readonly group: string;
  /** What its hooks may answer with besides the fields of all; undefined when it is nothing. */
  readonly fields: readonly string[] | undefined;
  /** What these fields do, in sentences. */
  readonly effect: string;
}

/** A request of ours: what is sent, and what comes back, as they are written. */
export interface RequestKind {
  readonly subtype: string;
  readonly body: string;
  readonly answer: string;
}

export interface Kinds {
  readonly messages: readonly MessageKind[];
  readonly incoming: readonly IncomingKind[];
  readonly hooks: readonly HookKind[];
  readonly requests: readonly RequestKind[];
  readonly errorCodes: readonly string[];
}
