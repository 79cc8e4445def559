// Our declarations list the names that upstream's list: none is missing and none is made up, but for those with a reason.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import * as upstream from "../../../lib/generated/names.ts";
import { exportsOf } from "./compile.ts";
import { kindsOf, literalsOf, membersOf } from "./declared.ts";

interface Names {
  readonly upstream: readonly string[];
  readonly ours: readonly string[];
  /** Names that only one side has, and why. */
  readonly differences?: Readonly<Record<string, string>>;
  /** Why ours may have more, whatever it is. */
  readonly more?: string;
}

const UNDECLARED = "the CLI takes it, although the official declarations leave it out";
const LIMIT = "a limit of this library's own";

const AREAS: Readonly<Record<string, Names>> = {
  "hook events": { upstream: upstream.HOOK_EVENT_NAMES, ours: literalsOf("HookEvent") },
  "message kinds": { upstream: upstream.MESSAGE_KIND_NAMES, ours: kindsOf("SDKMessage") },
  "control requests": {
    upstream: upstream.CONTROL_SUBTYPE_NAMES,
    ours: [...new Set([...membersOf("OutgoingRequests"), ...membersOf("IncomingRequests")])],
    differences: {
      claim_session: UNDECLARED,
      end_session: UNDECLARED,
      generate_session_title: UNDECLARED,
      set_mcp_permission_mode_override: UNDECLARED,
      side_question: UNDECLARED,
    },
  },
  "startup failure reasons": {
    upstream: upstream.STARTUP_FAILURE_REASON_NAMES,
    ours: literalsOf("SDKStartupFailureReason"),
  },
  options: {
    upstream: upstream.OPTION_NAMES,
    ours: membersOf("Options"),
    differences: {
      allowDangerousEnv: "foreign code is kept out of the environment here",
      isolation: "agents without the user's own configuration",
      appendTimeoutMs: LIMIT,
      controlTimeoutMs: LIMIT,
      exitTimeoutMs: LIMIT,
      firstEventTimeoutMs: LIMIT,
      initializeTimeoutMs: LIMIT,
      maxBufferSize: LIMIT,
      permissionTimeoutBehavior: "what a permission callback that exceeds its limit means",
      permissionTimeoutMs: LIMIT,
      settleGraceMs: LIMIT,
      silenceTimeoutMs: LIMIT,
      spawnTimeoutMs: LIMIT,
    },
  },
  methods: {
    upstream: upstream.METHOD_NAMES,
    ours: membersOf("Query"),
    more: "a query here is an emitter as well, and has a method for each request that the CLI takes",
  },
  settings: { upstream: upstream.SETTING_NAMES, ours: membersOf("Settings") },
  "tools' types": {
    upstream: upstream.TOOL_TYPE_NAMES,
    ours: exportsOf("./lib/sdk-tools.ts").flatMap(
      ({ name }) => /^(.*)(?:Input|Output)$/.exec(name)?.[1] ?? [],
    ),
    differences: Object.fromEntries(
      ["ListAgents", "PowerShell", "SendMessage", "SendUserMessage", "Skill"].map((tool) => [
        tool,
        "the CLI offers it to the model",
      ]),
    ),
  },
};

for (const [area, { upstream: theirs, ours, differences = {}, more }] of Object.entries(AREAS))
  describe(`Names of ${area}`, () => {
    const strangers = (some: readonly string[], others: readonly string[]): string[] =>
      some.filter((name) => !others.includes(name) && differences[name] === undefined);

    it("each of upstream's is declared here, or there is a reason", () => {
      assert.deepEqual(strangers(theirs, ours), []);
    });

    it("each that is declared here is upstream's, or there is a reason", () => {
      const surplus = strangers(ours, theirs);
      assert.deepEqual(more === undefined ? surplus : [], []);
      assert.ok(more === undefined || surplus.length > 0, "the reason is of no use any more");
    });

    it("no reason for a difference that is not there", () => {
      const idle = Object.keys(differences).filter((name) => theirs.includes(name) === ours.includes(name));
      assert.deepEqual(idle, []);
    });
  });
