// What a tool answers, and the hints that it gives, as MCP defines them.
import type { WithMeta } from "../wire/mcp-configs.ts";

/** Fields that may be left out, or be undefined. */
type Loose<Fields> = { [Name in keyof Fields]?: Fields[Name] | undefined };

type ContentFields = Loose<{
  annotations: Loose<{
    /** For whom it is meant. */
    audience: ("user" | "assistant")[];
    /** From 0 to 1. */
    priority: number;
    lastModified: string;
  }>;
  _meta: Record<string, unknown>;
}>;

type ResourceLink = { type: "resource_link"; uri: string; name: string } & Loose<{
  title: string;
  description: string;
  mimeType: string;
  /** In bytes. */
  size: number;
  icons: ({ src: string } & Loose<{ mimeType: string; sizes: string[]; theme: "light" | "dark" }>)[];
}>;

type Resource = { uri: string } & Loose<{ mimeType: string; _meta: Record<string, unknown> }>;

/** A piece of a tool's result; `data` and `blob` are base64. */
export type ToolContent = ContentFields &
  (
    | { type: "text"; text: string }
    | { type: "image"; data: string; mimeType: string }
    | { type: "audio"; data: string; mimeType: string }
    | ResourceLink
    | { type: "resource"; resource: Resource & ({ text: string } | { blob: string }) }
  );

/** What a tool answers: `CallToolResult` of the MCP SDK. */
export interface ToolResult extends WithMeta {
  content: ToolContent[];
  structuredContent?: Record<string, unknown> | undefined;
  /** The call failed; the model reads `content` and may try again. Default: false. */
  isError?: boolean | undefined;
}

/** Hints for clients; none of them is enforced. */
export type ToolAnnotations = Loose<{
  title: string;
  /** It changes nothing. */
  readOnlyHint: boolean;
  destructiveHint: boolean;
  /** Calling it twice does what calling it once does. */
  idempotentHint: boolean;
  /** It reaches beyond this machine. */
  openWorldHint: boolean;
}>;
