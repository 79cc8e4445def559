// What a case leaves behind in this process: processes, descriptors, timers and handles, and errors that nobody caught.
import assert from "node:assert/strict";
import process from "node:process";
import { openDescriptors } from "./descriptors.ts";
import { livingProcesses } from "./leaks.ts";
import { until } from "./until.ts";

/**
 * What there was at the beginning, and what nobody caught since. It looks at the whole process: cases that run at the
 * same time share it, and the last of them looks.
 */
export class Left {
  static #shared: Left | undefined;
  #cases = 0;
  readonly #descriptors = openDescriptors();
  readonly #resources = activeResources();
  readonly #uncaught: unknown[] = [];
  readonly #onUncaught = (error: unknown): void => void this.#uncaught.push(error);

  private constructor() {
    process.on("unhandledRejection", this.#onUncaught);
    process.on("uncaughtException", this.#onUncaught);
  }

  /** A case begins. */
  static enter(): Left {
    Left.#shared ??= new Left();
    Left.#shared.#cases += 1;
    return Left.#shared;
  }

  /** A case is over. */
  leave(): void {
    this.#cases -= 1;
    if (this.#cases > 0) return;
    Left.#shared = undefined;
    process.off("unhandledRejection", this.#onUncaught);
    process.off("uncaughtException", this.#onUncaught);
  }

  async requireNothingIfAlone(): Promise<void> {
    if (this.#cases > 1) return;
    await until(() => livingProcesses().length === 0, "a process is left");
    const descriptors = (): number => openDescriptors() - this.#descriptors;
    await until(
      () => descriptors() <= 0,
      () => `${descriptors()} descriptors are left`,
    );
    const resources = (): string[] => without(activeResources(), this.#resources);
    await until(
      () => resources().length === 0,
      () => `left: ${resources().join(", ")}`,
    );
    assert.deepEqual(this.#uncaught, [], "something was thrown that nobody caught");
  }
}

/** Timers and handles by name; empty where the runtime does not tell. */
function activeResources(): string[] {
  const passing = new Set(["Immediate", "CloseReq", "TickObject"]);
  return process.getActiveResourcesInfo().filter((name) => !passing.has(name) && !name.startsWith("FSReq"));
}

function without(names: readonly string[], earlier: readonly string[]): string[] {
  const rest = [...earlier];
  return names.filter((name) => {
    const at = rest.indexOf(name);
    if (at !== -1) rest.splice(at, 1);
    return at === -1;
  });
}
