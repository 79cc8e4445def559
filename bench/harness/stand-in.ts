// The program that stands in for Claude Code: compiled where there is a C compiler, else run by Node.
import { execFileSync } from "node:child_process";
import { chmodSync, copyFileSync } from "node:fs";
import path from "node:path";
import type { Facts } from "./machine.ts";

const SOURCES = path.join(import.meta.dirname, "../stand-in");

export interface StandIn {
  readonly path: string;
  readonly kind: Facts["standIn"];
}

export function makeStandIn(folder: string): StandIn {
  const compiled = path.join(folder, "claude");
  try {
    execFileSync("cc", ["-O2", "-o", compiled, path.join(SOURCES, "stand-in.c")], { stdio: "ignore" });
    return { path: compiled, kind: "C" };
  } catch {
    // No compiler, or not the functions that it needs: the other one plays the same, and the output says which.
    const script = path.join(folder, "claude.mjs");
    copyFileSync(path.join(SOURCES, "stand-in.mjs"), script);
    chmodSync(script, 0o755);
    return { path: script, kind: "Node" };
  }
}
