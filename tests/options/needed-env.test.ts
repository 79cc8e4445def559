import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { neededEnv } from "../../lib/index.ts";

/** Keys and places of every provider, and what no agent needs. */
const ALL = Object.fromEntries(
  (
    "PATH HOME LANG LC_ALL TERM TMPDIR HTTPS_PROXY https_proxy NODE_EXTRA_CA_CERTS ANTHROPIC_BASE_URL " +
    "ANTHROPIC_API_KEY CLAUDE_CODE_OAUTH_TOKEN ANTHROPIC_BEDROCK_BASE_URL AWS_SECRET_ACCESS_KEY AWS_REGION " +
    "GOOGLE_APPLICATION_CREDENTIALS CLOUD_ML_REGION ANTHROPIC_VERTEX_PROJECT_ID ANTHROPIC_FOUNDRY_API_KEY AZURE_CLIENT_SECRET " +
    "GITHUB_TOKEN NPM_TOKEN DATABASE_URL SSH_AUTH_SOCK XDG_CONFIG_HOME GIT_AUTHOR_NAME CLAUDE_ENV_FILE ANTHROPIC_PROFILE " +
    "CLAUDE_CODE_PLUGIN_DIRS CLAUDE_CODE_OAUTH_REFRESH_TOKEN OTEL_EXPORTER_OTLP_HEADERS CLAUDECODE MY_APP"
  )
    .split(" ")
    .map((name) => [name, "x"]),
);
const ALWAYS =
  "PATH HOME LANG LC_ALL TERM TMPDIR HTTPS_PROXY https_proxy NODE_EXTRA_CA_CERTS ANTHROPIC_BASE_URL";

describe("neededEnv()", () => {
  for (const [what, more, expected] of [
    ["Anthropic", {}, "ANTHROPIC_API_KEY CLAUDE_CODE_OAUTH_TOKEN"],
    [
      "Bedrock",
      { CLAUDE_CODE_USE_BEDROCK: "1" },
      "CLAUDE_CODE_USE_BEDROCK ANTHROPIC_BEDROCK_BASE_URL AWS_SECRET_ACCESS_KEY AWS_REGION",
    ],
    [
      "Vertex",
      { CLAUDE_CODE_USE_VERTEX: "true" },
      "CLAUDE_CODE_USE_VERTEX GOOGLE_APPLICATION_CREDENTIALS CLOUD_ML_REGION ANTHROPIC_VERTEX_PROJECT_ID",
    ],
    [
      "Foundry",
      { CLAUDE_CODE_USE_FOUNDRY: "1" },
      "CLAUDE_CODE_USE_FOUNDRY ANTHROPIC_FOUNDRY_API_KEY AZURE_CLIENT_SECRET",
    ],
    [
      "no provider that is switched off",
      { CLAUDE_CODE_USE_BEDROCK: "0" },
      "ANTHROPIC_API_KEY CLAUDE_CODE_OAUTH_TOKEN",
    ],
  ] as const)
    it(`neededEnv() passes the keys of ${what}, and no others`, () => {
      const passed = Object.keys(neededEnv({ ...ALL, ...more }));
      assert.deepEqual(passed.toSorted(), [...ALWAYS.split(" "), ...expected.split(" ")].toSorted());
    });

  it("neededEnv() passes names that are given, and beginnings of names, but nothing undefined", () => {
    const env = { ...ALL, MY_OTHER: undefined };
    const more = Object.keys(neededEnv(env, ["GITHUB_TOKEN", "MY_"])).filter(
      (name) => !ALWAYS.includes(name),
    );
    assert.deepEqual(more.toSorted(), [
      "ANTHROPIC_API_KEY",
      "CLAUDE_CODE_OAUTH_TOKEN",
      "GITHUB_TOKEN",
      "MY_APP",
    ]);
  });
});
