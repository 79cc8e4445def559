// What a tool answers, and the hints that it gives, as MCP defines them.
import type { WithMeta } from "../wire/mcp-configs.ts";

interface ContentFields {
  annotations?:
    | {
        /** For whom it is meant. */
        audience?: ("user" | "assistant")[] | undefined;
        /** From 0 to 1. */
        priority?: number | undefined;
        lastModified?: string | undefined;
      }
    | undefined;
  _meta?: Record<string, unknown> | undefined;
}

interface ResourceFields {
  uri: string;
  mimeType?: string | undefined;
  _meta?: Record<string, unknown> | undefined;
}

/** A piece of a tool's result; `data` and `blob` are base64. */
export type ToolContent = ContentFields &
  (
    | { type: "text"; text: string }
    | { type: "image"; data: string; mimeType: string }
    | { type: "audio"; data: string; mimeType: string }
    | {
        type: "resource_link";
        uri: string;
        name: string;
        title?: string | undefined;
        description?: string | undefined;
        mimeType?: string | undefined;
        /** In bytes. */
        size?: number | undefined;
        icons?:
          | {
              src: string;
              mimeType?: string | undefined;
              sizes?: string[] | undefined;
              theme?: "light" | "dark" | undefined;
            }[]
          | undefined;
      }
    | { type: "resource"; resource: ResourceFields & ({ text: string } | { blob: string }) }
  );

/** What a tool answers: `CallToolResult` of the MCP SDK. */
export interface ToolResult extends WithMeta {
  content: ToolContent[];
  structuredContent?: Record<string, unknown> | undefined;
  /** The call failed; the model reads `content` and may try again. Default: false. */
  isError?: boolean | undefined;
}

/** Hints for clients; none of them is enforced. */
export interface ToolAnnotations {
  title?: string | undefined;
  /** It changes nothing. */
  readOnlyHint?: boolean | undefined;
  destructiveHint?: boolean | undefined;
  /** Calling it twice does what calling it once does. */
  idempotentHint?: boolean | undefined;
  /** It reaches beyond this machine. */
  openWorldHint?: boolean | undefined;
}
