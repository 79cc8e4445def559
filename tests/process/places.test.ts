import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { installed, onPath, type Surroundings } from "../../lib/process/places.ts";

function surroundings(more: Partial<Surroundings>): Surroundings {
  return {
    platform: "linux",
    env: {},
    home: "/home/me",
    account: "/home/me",
    cwd: "/srv/repository",
    real: (path) => path,
    near: [],
    ...more,
  };
}

const looked = (places: readonly { path: string; refused?: string }[]): string[] =>
  places.filter(({ refused }) => refused === undefined).map(({ path }) => path);

describe("onPath()", () => {
  it("onPath() passes over folders that are relative or inside the working directory", () => {
    const PATH =
      "/usr/bin::.:bin:/srv/repository/bin:/srv/repository:/srv/repository2/bin:/srv:" +
      "/x/node_modules/.bin:/x/node_modules/.bin/:/x/node_modules/.bin/.";
    const places = onPath("claude", surroundings({ env: { PATH } }));
    assert.deepEqual(looked(places), ["/usr/bin/claude", "/srv/repository2/bin/claude", "/srv/claude"]);
    assert.equal(places.length, 11);
    for (const { refused } of places)
      assert.ok(refused === undefined || /^it is|^npm's/.test(refused), refused);
  });

  it("onPath() follows links on both sides", () => {
    const links: Record<string, string> = { "/link": "/srv/repository/bin", "/project": "/srv/repository" };
    const real = (path: string): string => links[path] ?? path;
    const given = surroundings({
      env: { PATH: "/link:/srv/repository/x:/usr/bin" },
      cwd: "/srv/repository",
      real,
    });
    assert.deepEqual(looked(onPath("claude", given)), ["/usr/bin/claude"]);
  });

  it("onPath() judges the file that a link leads to, as well as its folder", () => {
    const links: Record<string, string> = { "/sys/claude": "/srv/repository/bin/claude" };
    const given = surroundings({ env: { PATH: "/sys:/usr/bin" }, real: (path) => links[path] ?? path });
    assert.deepEqual(looked(onPath("claude", given)), ["/usr/bin/claude"]);
  });

  it("onPath() takes nothing more because HOME is a folder of the project, or the project itself", () => {
    for (const home of ["/srv/repository/.agent-home", "/srv/repository"]) {
      const PATH = `/srv/repository/bin:${home}/.local/bin:/usr/bin`;
      const given = surroundings({ env: { PATH }, home });
      assert.deepEqual(looked(onPath("claude", given)), ["/usr/bin/claude"]);
      assert.ok(!looked(installed(given, "linux-x64")).some((path) => path.startsWith("/srv/repository")));
      assert.ok(looked(installed(given, "linux-x64")).includes("/home/me/.local/bin/claude"));
    }
  });

  it("onPath() reads Path on Windows only", () => {
    assert.deepEqual(looked(onPath("claude", surroundings({ env: { Path: "/usr/bin" } }))), []);
  });

  it("onPath() finds installations, and nothing else, in a home directory that is the working directory", () => {
    const PATH = "/home/me/bin:/home/me/node_modules/x:/home/me/.nvm/v1/bin:/home/me/.local/bin:/usr/bin";
    const given = surroundings({ env: { PATH }, cwd: "/home/me" });
    const expected = ["/home/me/.nvm/v1/bin/claude", "/home/me/.local/bin/claude", "/usr/bin/claude"];
    assert.deepEqual(looked(onPath("claude", given)), expected);
  });

  it("onPath() looks everywhere when the working directory is the home directory, or above it", () => {
    for (const cwd of ["/home/me", "/home", "/"]) {
      const given = surroundings({ env: { PATH: "/home/me/.local/bin:/usr/bin" }, cwd });
      assert.deepEqual(looked(onPath("claude", given)), ["/home/me/.local/bin/claude", "/usr/bin/claude"]);
    }
    const below = surroundings({ env: { PATH: "/home/me/project/bin:/usr/bin" }, cwd: "/home/me/project" });
    assert.deepEqual(looked(onPath("claude", below)), ["/usr/bin/claude"]);
  });

  it("onPath() speaks Windows: both extensions, drives, its own separators", () => {
    const env = { Path: "C:\\Program Files\\nodejs;bin;C:\\repo\\bin;D:\\tools" };
    const given = surroundings({ platform: "win32", env, cwd: "C:\\repo", account: "C:\\Users\\me" });
    assert.deepEqual(looked(onPath("claude", given)), [
      "C:\\Program Files\\nodejs\\claude.exe",
      "C:\\Program Files\\nodejs\\claude.cmd",
      "D:\\tools\\claude.exe",
      "D:\\tools\\claude.cmd",
    ]);
  });
});

describe("installed()", () => {
  it("installed() looks near the library and the program, upwards, and never near the working directory", () => {
    const given = surroundings({
      near: ["/app/node_modules/kodegen-claude-agent/dist/index.js", "/srv/host/main.js"],
    });
    const places = looked(installed(given, "linux-x64"));
    assert.ok(places.includes("/app/node_modules/@anthropic-ai/claude-code-linux-x64/claude"));
    assert.ok(places.includes("/srv/host/node_modules/@anthropic-ai/claude-code/bin/claude.exe"));
    assert.ok(places.includes("/home/me/.local/bin/claude"));
    assert.ok(places.every((place) => !place.startsWith("/srv/repository")));
    assert.ok(places.every((place) => !place.includes("node_modules/node_modules")));
  });
});
