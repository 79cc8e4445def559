// A task, as clients of the extension see it.
import type { ToolResult } from "../tools/dispatch.ts";
import type { InputRequests } from "./asked.ts";

export interface Task {
  [field: string]: unknown;
  readonly taskId: string;
  readonly status: "working" | "input_required" | "completed" | "failed" | "cancelled";
  readonly statusMessage: string;
  readonly createdAt: string;
  readonly lastUpdatedAt: string;
  readonly ttlMs: null;
  readonly pollIntervalMs: number;
  readonly inputRequests?: InputRequests;
  readonly result?: ToolResult;
  readonly error?: { readonly code: number; readonly message: string };
}
