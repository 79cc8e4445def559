// A12: whatever a client names as a directory, what an agent gets is a real one inside the roots, or the call is refused.
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import { after, describe, it } from "node:test";
import fc from "fast-check";
import { CwdError, type Options } from "../../lib/index.ts";
import { Policy } from "../../server/policy/policy.ts";

const RUNS = { numRuns: 10_000 };
const skip = process.platform === "win32" ? "links need a privilege there" : false;
const base = realpathSync(mkdtempSync(path.join(os.tmpdir(), "kodegen-paths-")));
after(() => rmSync(base, { recursive: true, force: true }));
const root = path.join(base, "root");
const INSIDE = [
  "in",
  "in/deep",
  "a b",
  "ünï\u0301",
  "[x]{y}*",
  "..a",
  "...",
  "-p",
  "$HOME",
  "%2e%2e",
  "\\",
  "a\nb",
];
for (const name of INSIDE) mkdirSync(path.join(root, name), { recursive: true });
for (const name of ["root-evil", "roo", "ROOT/in", "outside/deep"])
  mkdirSync(path.join(base, name), { recursive: true });
writeFileSync(path.join(root, "file"), "");
/** Where each link of the root leads. */
const LINKS: Record<string, string> = {
  "to-in": "in",
  "to-itself": ".",
  "to-out": "../outside",
  "to-out-whole": path.join(base, "outside"),
  "to-neighbour": "../root-evil",
  up: "..",
  slash: "/",
  loop: "loop",
  dangling: "nowhere",
  "out-and-back": "../outside/back",
  chain: "to-out/deep",
  "in/up-up": "../..",
};
if (skip === false) {
  for (const [name, target] of Object.entries(LINKS)) symlinkSync(target, path.join(root, name));
  symlinkSync(path.join(root, "in"), path.join(base, "outside/back"));
}

const policy = new Policy({ roots: [root] });
const request = { permissionMode: undefined, allowedTools: [], disallowedTools: [], asks: false };

/** As the directory to work in, and as one besides. */
function judged(given: string): Options[] {
  const ways = [
    { ...request, cwd: given, additionalDirectories: [] },
    { ...request, cwd: root, additionalDirectories: [given] },
  ];
  const options: Options[] = [];
  for (const way of ways) {
    try {
      options.push(policy.optionsFor(way));
    } catch (error) {
      assert.ok(error instanceof CwdError, `${JSON.stringify(given)}: ${String(error)}`);
      assert.ok(!error.message.includes("\0"), "a NUL in the message");
    }
  }
  assert.notEqual(
    options.length,
    1,
    `${JSON.stringify(given)} is taken in one place and refused in the other`,
  );
  return options;
}

function assertInside({ cwd = "", additionalDirectories = [] }: Options, given: string): void {
  for (const directory of [cwd, ...additionalDirectories]) {
    assert.ok(
      directory === root || directory.startsWith(`${root}/`),
      `${JSON.stringify(given)} is ${directory}`,
    );
    assert.equal(realpathSync(directory), directory, "no link is left in it");
    assert.ok(statSync(directory).isDirectory(), directory);
  }
}

describe("The directories of agents", { skip }, () => {
  it("A12: are those inside, by whatever way they are named", () => {
    const inside: [string, string][] = [
      ...INSIDE.flatMap((name): [string, string][] => [
        [name, name],
        [`./${name}/`, name],
        [`${root}/${name}//`, name],
        [`to-itself/to-itself/${name}`, name],
      ]),
      [".", ""],
      ["", ""],
      [root, ""],
      [`${root}/`, ""],
      ["in/..", ""],
      ["in/../in/./deep/..", "in"],
      ["to-in", "in"],
      ["out-and-back", "in"],
      ["../root/in", "in"],
      [path.join(base, "outside/back"), "in"],
    ];
    for (const [given, expected] of inside)
      for (const options of judged(given).slice(0, 1)) {
        assertInside(options, given);
        assert.equal(options.cwd, path.join(root, expected).replace(/\/$/, ""), JSON.stringify(given));
      }
    for (const [given] of inside) assert.equal(judged(given).length, 2, JSON.stringify(given));
  });

  it("A12: are none of those outside, which all of these would be", () => {
    const outside = [
      ["..", "../", "../root-evil", "../roo", "../ROOT", "../ROOT/in", "../outside/deep", "in/../../outside"],
      [
        "to-out",
        "to-out/",
        "to-out/deep",
        "to-out-whole",
        "to-neighbour",
        "up",
        "up/outside",
        "slash",
        "slash/etc",
      ],
      ["loop", "loop/in", "dangling", "chain", "in/up-up", "in/up-up/outside", "to-in/up-up/outside"],
      [
        base,
        `${root}-evil`,
        `${root}/../outside`,
        `${root}/to-out`,
        `${base}/roo`,
        "/",
        "/etc",
        "//etc",
        "/proc/self/cwd",
      ],
      [
        "/proc/self/root",
        `/proc/self/root${base}/outside`,
        "/dev/fd/0",
        "~",
        "~/",
        "~root",
        "$HOME/..",
        "file",
        "file/",
      ],
      [
        "file/..a",
        `file://${root}`,
        "file:in",
        "\\\\host\\share",
        "C:\\",
        "in\\..\\..\\outside",
        "%2e%2e/outside",
      ],
      [
        "in\0",
        "\0",
        `${root}\0/../outside`,
        "in/\0/..",
        "nowhere",
        "in/nowhere",
        "IN",
        ".. ",
        "..\u2215outside",
      ],
      ["\uff0e\uff0e/outside", "ünï", "a/".repeat(3_000), `${"../".repeat(2_000)}etc`, "x".repeat(300)],
    ].flat();
    // Where names of one case mean those of another, or the process works inside, they are not.
    for (const given of outside) for (const options of judged(given)) assertInside(options, given);
    const refused = outside.filter((given) => judged(given).length === 0);
    assert.ok(
      refused.length >= outside.length - 3,
      outside.filter((given) => !refused.includes(given)).join(" "),
    );
  });

  it("A12: are inside, or refused as directories, for any names, links and separators", () => {
    const names = [
      ...INSIDE,
      ...Object.keys(LINKS),
      "..",
      ".",
      "",
      "~",
      "file",
      "root",
      "root-evil",
      "outside",
      "back",
    ];
    const name = fc.oneof(
      { weight: 8, arbitrary: fc.constantFrom(...names) },
      { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 5 }) },
      {
        weight: 1,
        arbitrary: fc.constantFrom("\0", "..\0", "\u2025", "x".repeat(256), "ROOT", "In", "..;", "%00"),
      },
    );
    const start = fc.constantFrom(
      "",
      `${root}/`,
      `${base}/`,
      `${root}`,
      "/proc/self/root/",
      "//",
      "./",
      "~/",
      "file://",
    );
    const separator = fc.constantFrom("/", "/", "/", "//", "/./", "\\");
    const given = fc
      .tuple(start, fc.array(fc.tuple(name, separator), { maxLength: 6 }))
      .map(([first, rest]) => first + rest.map((each) => each.join("")).join(""));
    let taken = 0;
    fc.assert(
      fc.property(given, (text) => {
        for (const options of judged(text)) {
          taken += 1;
          assertInside(options, text);
          if (options.cwd !== root) assert.equal(options.cwd, realpathSync(path.resolve(root, text)));
        }
      }),
      RUNS,
    );
    assert.ok(taken > RUNS.numRuns / 10, `${taken} were taken`);
  });
});
