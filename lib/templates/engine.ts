// MiniJinja, which renders the bodies of templates: each time in a memory of its own, which is bounded, as its steps are.
import { readFile } from "node:fs/promises";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { withMemoryLimit } from "./memory-limit.ts";

/** As far as it is used. */
interface Environment {
  fuel: number;
  addTemplate(name: string, source: string): void;
  renderNamedStr(name: string, source: string, context: object): string;
  /** No longer to be freed by the garbage collector. */
  __destroy_into_raw(): void;
}

/** The part of the package that does not load the WebAssembly by itself, and that may be given another one. */
interface Glue {
  readonly Environment: new () => Environment;
  __wbg_set_wasm(exports: object): void;
}

/** Of every runtime, and of the types of none. */
interface WebAssemblyApi {
  compile(bytes: Uint8Array): Promise<object>;
  readonly Instance: new (
    module: object,
    imports: object,
  ) => { readonly exports: { memory: { grow(pages: number): void } } };
  readonly RuntimeError: ErrorConstructor;
}
const { WebAssembly: wasm } = globalThis as unknown as { readonly WebAssembly: WebAssemblyApi };

interface Engine {
  readonly module: object;
  readonly glue: Glue;
}

/** Steps of one render: a turn of a loop takes five to ten. They take time by what they work on. */
export const FUEL = 50_000;
/** Of one render, all together. Without a bound it takes 4 GB, and never gives them back. */
export const MEMORY_BYTES: number = 64 * 2 ** 20;
const WASM = "minijinja-js@2.11.0/dist/bundler/minijinja_js_bg.wasm";

let engine: Promise<Engine> | undefined;

/** It had no memory left, or no stack, and has ended in the middle. */
export function hasRunOut(error: unknown): boolean {
  return error instanceof wasm.RuntimeError;
}

/** @throws {Error} If the source is none of Jinja. */
export async function checkSyntax(name: string, source: string): Promise<void> {
  await withEnvironment((environment) => environment.addTemplate(name, source));
}

/**
 * @param context What the template sees; it is emptied.
 * @throws {Error} If rendering fails, takes too many steps, or {@link hasRunOut}.
 */
export async function renderSource(name: string, source: string, context: object): Promise<string> {
  return withEnvironment((environment) => {
    environment.fuel = FUEL;
    try {
      return environment.renderNamedStr(name, source, context);
    } finally {
      // Of a render that ran out of memory, the package keeps the context for ever.
      for (const key of Object.keys(context)) Reflect.deleteProperty(context, key);
    }
  });
}

async function withEnvironment<Result>(use: (environment: Environment) => Result): Promise<Result> {
  engine ??= loaded().catch((error: unknown) => {
    engine = undefined;
    throw error;
  });
  const { module, glue } = await engine;
  // From here on nothing is awaited: there is one of these at a time. One that has run out of memory is good for nothing.
  const { exports } = new wasm.Instance(module, { "./minijinja_js_bg.js": glue });
  glue.__wbg_set_wasm(exports);
  const environment = new glue.Environment();
  try {
    return use(environment);
  } finally {
    // The memory goes as a whole; were this one freed later, that would be in the memory of another.
    environment.__destroy_into_raw();
    // The package keeps a view of it, and looks for a new one when that has ended.
    exports.memory.grow(0);
  }
}

async function loaded(): Promise<Engine> {
  // Deno finds a package by this name wherever this module is from; all others by the bare one.
  const name = "deno" in process.versions ? `npm:${WASM}` : WASM.replace(/@[^/]+/, "");
  const bytes = await readFile(fileURLToPath(import.meta.resolve(name)));
  // @ts-ignore: the package declares its main module alone.
  const glue = (await import("minijinja-js/dist/bundler/minijinja_js_bg.js")) as Glue;
  return { module: await wasm.compile(withMemoryLimit(bytes, MEMORY_BYTES)), glue };
}
