// What the command line of the gate asks for.
import path from "node:path";
import { parseArgs } from "node:util";
import { ROOT } from "./command.ts";

export const HELP = `npm test                                types, lint, format, layers, generated files, tests on this Node
npm run test:all                        everything else: documentation, examples, package, slow tests, other runtimes
npm run test:all -- --whole             the same, and every test on every runtime: otherwise most run on one Node only
npm run test:all -- --seed 7            the shares and model runs of the run that printed this seed; else the commit's own
npm test -- tests/query.test.ts         some files or folders, on this Node
npm test -- --runtime deno              the tests on one runtime; some files of them, when named
npm test -- --only types                the steps of both commands whose name has this word`;

export interface Wish {
  /** What `npm test` leaves out, instead of what it runs. */
  readonly all?: boolean | undefined;
  /** Every runtime runs all tests, not a share of them. */
  readonly whole?: boolean | undefined;
  /** Of the shares and of what is random in the checks. */
  readonly seed?: string | undefined;
  /** A word in the names of steps. */
  readonly only?: string | undefined;
  readonly runtime?: string | undefined;
  readonly help?: boolean | undefined;
  /** Test files, or folders of them; from the root. */
  readonly files: readonly string[];
}

/** A command line that cannot be followed. */
export class WishError extends Error {}

/** @throws {WishError} If it has an option that there is not. */
export function readWish(args: string[]): Wish {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        all: { type: "boolean" },
        whole: { type: "boolean" },
        seed: { type: "string" },
        only: { type: "string" },
        runtime: { type: "string" },
        help: { type: "boolean", short: "h" },
      },
    });
    const fromRoot = (file: string): string => path.relative(ROOT, path.resolve(file));
    return { ...values, files: positionals.map((file) => fromRoot(file).replaceAll(path.sep, "/")) };
  } catch (error) {
    throw new WishError((error as Error).message);
  }
}
