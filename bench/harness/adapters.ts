// What can be compared: this library, and what each workload sets it against.

export interface Adapter {
  /** As tables and charts call it. */
  readonly title: string;
  /** The package that a measured process imports; without one the workload brings what it needs. */
  readonly package?: string;
}

export type AdapterName = "ours" | "official" | "plain" | "raw";

export const ADAPTERS: Readonly<Record<AdapterName, Adapter>> = {
  ours: { title: "ours", package: "kodegen-claude-agent" },
  official: { title: "official SDK", package: "@anthropic-ai/claude-agent-sdk" },
  /** What the MCP SDK brings, with the framework that its documentation shows. */
  plain: { title: "MCP SDK, express" },
  /** The physical limit: whole lines and JSON.parse, a callback, nothing else. */
  raw: { title: "raw reader" },
};
