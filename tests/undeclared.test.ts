import assert from "node:assert/strict";
import { describe, it } from "node:test";
import * as official from "@anthropic-ai/claude-agent-sdk";
import {
  CommandMatcher,
  DirectConnectError,
  DirectConnectTransport,
  FileIndex,
  NotProvidedError,
  parseDirectConnectUrl,
} from "../lib/index.ts";

/** Its declarations do not say so, but it has them. */
const undeclared = official as unknown as { parseDirectConnectUrl(address: string): unknown };

describe("parseDirectConnectUrl()", () => {
  for (const address of [
    "cc://127.0.0.1:8080/token",
    "cc://box.example",
    "cc://box.example/",
    "http://box.example:3000/path?x",
    "https://box.example",
    "box.example:80",
    "127.0.0.1:9000",
    "[::1]:9000",
  ]) {
    it(`reads "${address}" as the official one does`, () => {
      assert.deepEqual(parseDirectConnectUrl(address), undeclared.parseDirectConnectUrl(address));
    });
  }

  for (const address of ["cc+unix:///tmp/socket", "cc://", "http://", "a b"]) {
    it(`refuses "${address}" by name`, () => {
      assert.throws(() => parseDirectConnectUrl(address), DirectConnectError);
      assert.throws(() => undeclared.parseDirectConnectUrl(address));
    });
  }
});

describe("What is exported only so that imports link", () => {
  for (const [name, missing] of Object.entries({ CommandMatcher, DirectConnectTransport, FileIndex })) {
    it(`new ${name}() says that it is not provided, and what to do instead`, () => {
      assert.throws(
        () => new missing([]),
        (error: unknown) =>
          error instanceof NotProvidedError &&
          error.code === "not_provided" &&
          error.feature === name &&
          error.message.startsWith(`"${name}" is not part of this library: `),
      );
    });
  }
});
