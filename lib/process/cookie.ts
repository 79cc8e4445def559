// What marks the processes of a session: a number of its own, and the host that has to end them.
import { existsSync, readFileSync, readlinkSync } from "node:fs";
import os from "node:os";
import process from "node:process";
import { readStat } from "./process-id.ts";

let place: string | undefined;

/** A session's cookie: `<uuid>@<pid>.<start time>@<place>` of this host, or the uuid alone where there is no telling. */
export function newCookie(): string {
  const host = hostPlace() && `@${process.pid}.${readStat(process.pid)?.started ?? ""}@${hostPlace()}`;
  return crypto.randomUUID() + host;
}

/** Where a pid means the same process for the same user: in one system from its start on, and in one namespace. */
export function hostPlace(): string {
  place ??= findPlace();
  return place;
}

function findPlace(): string {
  try {
    const user = process.getuid?.();
    if (process.platform !== "linux") return `${user}.${os.hostname().replaceAll(/[^\w-]/g, "_")}`;
    // A `/proc` of another namespace calls us by another pid.
    if (readlinkSync("/proc/self") !== String(process.pid)) return "";
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
    const files = ["/proc/self/ns/pid", "/proc/self/ns/time"].filter((file) => existsSync(file));
    return [user, boot, ...files.map((file) => readlinkSync(file).replaceAll(/\D/g, ""))].join(".");
  } catch {
    // A sandbox without these files.
    return "";
  }
}
