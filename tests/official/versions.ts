// The versions that a record was made with, and those that are installed.
import { readFileSync } from "node:fs";

export interface Versions {
  /** Of the official SDK. */
  readonly sdk: string;
  /** Of the CLI. */
  readonly cli: string;
}

/** The official SDK with which the comparison began. */
export const FIRST_COMPARED = "0.3.330";

export function installed(): Versions {
  return { sdk: versionOf("claude-agent-sdk"), cli: versionOf("claude-code") };
}

function versionOf(name: string): string {
  const file = new URL(`../../node_modules/@anthropic-ai/${name}/package.json`, import.meta.url);
  return (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version;
}
