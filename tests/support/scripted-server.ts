// A server in this program whose agents are scripted: they start in a moment, and keep how they were started.
import { mkdtemp, realpath, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { after, before } from "node:test";
import {
  createScriptedClaude,
  type ScriptedClaude,
  type ScriptedConversation,
} from "../../lib/testing/index.ts";
import { type RunningServer, type ServerOptions, startServer } from "../../server/index.ts";
import { type Answer, caller, TOKEN } from "./caller.ts";
import { type Answered, ask, type Call } from "./raw-http.ts";

export interface ScriptedServer {
  readonly url: string;
  /** Its root. */
  readonly folder: string;
  readonly claude: ScriptedClaude;
  /** One call of a client of its own; `token` is whose. */
  call(name: string, args?: Record<string, unknown>, token?: string): Promise<Answer>;
  /** A request without a client. */
  ask(call: Call): Promise<Answered>;
}

/** A server for all tests of a suite, which ends with it. */
export function scriptedServer(
  conversation: ScriptedConversation = {},
  more: (folder: string) => ServerOptions = () => ({}),
): ScriptedServer {
  let server: RunningServer | undefined;
  let claude: ScriptedClaude | undefined;
  let folder = "";
  const started = <T>(value: T | undefined): T => {
    if (value === undefined) throw new Error("The server has not started yet");
    return value;
  };
  before(async () => {
    folder = await realpath(await mkdtemp(path.join(os.tmpdir(), "kodegen-scripted-")));
    claude = await createScriptedClaude(conversation);
    server = await startServer({
      http: "127.0.0.1:0",
      token: TOKEN,
      roots: [folder],
      claude: claude.path,
      shutdownTimeoutMs: 0,
      ...more(folder),
    });
  });
  after(async () => {
    await server?.close();
    await claude?.close();
    await rm(folder, { recursive: true, force: true });
  });
  return {
    get url() {
      return started(server).url;
    },
    get folder() {
      return folder;
    },
    get claude() {
      return started(claude);
    },
    call: async (name, args, token) => {
      const { call, close } = await caller(started(server).url, token);
      return call(name, args).finally(close);
    },
    ask: (call) =>
      ask(started(server).url, {
        ...call,
        headers: { authorization: `Bearer ${TOKEN}`, ...call.headers },
      }),
  };
}
