// Files and folders that are not what their names say: lists and look-ups pass them over, and agree about what is there.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import {
  chmodSync,
  lchownSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import process from "node:process";
import { after, afterEach, before, beforeEach, describe, it } from "node:test";
import {
  getSessionInfo,
  getSessionMessages,
  getSubagentMessages,
  listSessions,
  listSubagents,
} from "../../lib/index.ts";
import { conversation, uuid, withConfigFolder } from "../support/kept-sessions.ts";

const config = withConfigFolder();
const onWindows = process.platform === "win32" && "it has no such links, pipes and rights";
let number = 0;
let dir = "";

/** The file that a session would have. */
const file = (id: string): string => path.join(config.project(dir), `${id}.jsonl`);
const nextId = (): string => uuid((number += 1), 3);

function write(where = dir): string {
  const id = nextId();
  config.write(where, id, conversation(id, ["Hello", "Good day"], { cwd: where }));
  return id;
}

/** The ids that every kind of list has. */
async function listed(): Promise<string[]> {
  const lists = [{}, { limit: 1_000 }].flatMap((page) => [
    listSessions({ ...page, dir }),
    listSessions(page),
  ]);
  const found = await Promise.all(lists);
  const ids = found.map((list) => list.map(({ sessionId }) => sessionId).toSorted());
  for (const some of ids)
    assert.deepEqual(
      some.filter((id) => ids[0]?.includes(id)),
      ids[0],
    );
  return ids[0] ?? [];
}

beforeEach(() => {
  dir = `/kept/odd/${(number += 1)}`;
  mkdirSync(config.project(dir), { recursive: true });
});

describe("in the place of a transcript", { skip: onWindows, timeout: 60_000 }, () => {
  const ODD: Readonly<Record<string, (odd: string) => void>> = {
    "a link that leads nowhere": (odd) => symlinkSync(`${odd}.gone`, odd),
    "a link to itself": (odd) => symlinkSync(odd, odd),
    "a link to a folder": (odd) => symlinkSync(config.project(dir), odd),
    "a link to a device": (odd) => symlinkSync("/dev/zero", odd),
    "a folder": (odd) => mkdirSync(odd),
    "a pipe": (odd) => execFileSync("mkfifo", [odd]),
    "an empty file": (odd) => writeFileSync(odd, ""),
    "NUL bytes": (odd) => writeFileSync(odd, "\0".repeat(500)),
    "a file that is none of ours": (odd) => writeFileSync(odd, "hello\n"),
  };
  for (const [what, make] of Object.entries(ODD)) {
    it(what, async () => {
      const [good, odd] = [write(), nextId()];
      make(file(odd));
      assert.deepEqual(await listed(), [good]);
      for (const where of [{}, { dir }]) {
        assert.equal(await getSessionInfo(odd, where), undefined);
        assert.deepEqual(await getSessionMessages(odd, where), []);
      }
    });
  }

  it("a link to a transcript is one", async () => {
    const [good, linked] = [write(), nextId()];
    symlinkSync(file(good), file(linked));
    assert.deepEqual(await listed(), [good, linked].toSorted());
    assert.equal((await getSessionMessages(linked)).length, 2);
    assert.equal((await getSessionInfo(linked))?.summary, "Hello");
  });
});

describe("in the place of a project's folder", { skip: onWindows, timeout: 60_000 }, () => {
  it("a link to one is one", async () => {
    const id = write("/kept/odd/elsewhere");
    dir = "/kept/odd/linked";
    symlinkSync(config.project("/kept/odd/elsewhere"), config.project(dir));
    assert.ok((await listed()).includes(id));
    assert.equal((await getSessionMessages(id, { dir })).length, 2);
  });

  it("links in a circle, files and pipes are passed over", async () => {
    const id = write();
    const odd = (name: string): string => path.join(config.folder, "projects", `-kept-${number}-${name}`);
    symlinkSync(odd("loop"), odd("loop"));
    writeFileSync(odd("file"), "x");
    execFileSync("mkfifo", [odd("pipe")]);
    assert.deepEqual(await listed(), [id]);
    assert.equal((await getSessionMessages(id)).length, 2);
  });
});

const ORDINARY_USER = 65_534;
const isRoot = process.getuid?.() === 0;
const noUsers = isRoot && process.seteuid === undefined && "root may read everything";

/** By hand, because Bun's own way through folders follows links, and never comes back from some of these. */
function giveAway(place: string): void {
  lchownSync(place, ORDINARY_USER, ORDINARY_USER);
  if (!lstatSync(place).isDirectory()) return;
  for (const name of readdirSync(place)) giveAway(path.join(place, name));
}

describe("what may not be read", { skip: onWindows || noUsers, timeout: 60_000 }, () => {
  before(() => {
    if (!isRoot) return;
    giveAway(config.folder);
    process.seteuid?.(ORDINARY_USER);
  });
  after(() => {
    if (isRoot) process.seteuid?.(0);
  });
  const closed: string[] = [];
  const close = (what: string, mode: number): void => {
    closed.push(what);
    chmodSync(what, mode);
  };
  afterEach(() => {
    for (const what of closed.splice(0)) chmodSync(what, 0o700);
  });

  it("a transcript", async () => {
    const [good, odd] = [write(), write()];
    close(file(odd), 0);
    assert.deepEqual(await listed(), [good]);
    assert.deepEqual(await getSessionMessages(odd), []);
  });

  it("a folder that may be listed but not entered, and one that may be neither", async () => {
    const good = write();
    const where = dir;
    for (const mode of [0o600, 0]) {
      dir = `/kept/closed/${mode}`;
      write();
      close(config.project(dir), mode);
    }
    dir = where;
    assert.deepEqual(await listed(), [good]);
  });

  it("a neighbour of a directory with a long path", async () => {
    dir = `/kept/${"a".repeat(250)}`;
    const neighbour = path.join(config.folder, "projects", `${dir.replaceAll("/", "-").slice(0, 200)}-zzzz`);
    mkdirSync(neighbour);
    close(neighbour, 0);
    assert.deepEqual(await listSessions({ dir }), []);
    assert.deepEqual(await getSessionMessages(nextId(), { dir }), []);
  });
});

describe("beside a transcript", { skip: onWindows, timeout: 60_000 }, () => {
  for (const name of ["custom-title.json", "archived.json"]) {
    it(`a pipe in the place of ${name}`, async () => {
      const id = write();
      mkdirSync(file(id).replace(".jsonl", ""));
      execFileSync("mkfifo", [file(id).replace(".jsonl", `/${name}`)]);
      assert.deepEqual(await listed(), [id]);
      assert.equal((await getSessionInfo(id))?.summary, "Hello");
    });
  }

  it("subagents behind links, links back up, pipes", async () => {
    const id = write();
    const folder = file(id).replace(".jsonl", "/subagents");
    mkdirSync(folder, { recursive: true });
    symlinkSync("..", path.join(folder, "up"));
    symlinkSync(file(id), path.join(folder, "agent-linked.jsonl"));
    execFileSync("mkfifo", [
      path.join(folder, "agent-pipe.jsonl"),
      path.join(folder, "agent-linked.meta.json"),
    ]);
    assert.deepEqual(await listSubagents(id), ["linked"]);
    assert.equal((await getSubagentMessages(id, "linked")).length, 2);
  });
});
