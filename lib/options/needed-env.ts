// What of an environment an agent needs: to find programs and files, to reach the model's provider, and nothing else.
import { inheritedEnv } from "../config-folder.ts";
import type { Env } from "../process/env.ts";

/** Names, and beginnings of names: those that end with `_`. */
const words = (text: string): readonly string[] => text.trim().split(/\s+/);

/** Whatever the provider. Of these none holds a secret but proxies, headers and the key of a certificate. */
const ALWAYS = words(`
  PATH HOME USER LOGNAME SHELL LANG LANGUAGE LC_ TZ TERM COLORTERM NO_COLOR TMPDIR TEMP TMP
  SYSTEMROOT SYSTEMDRIVE WINDIR COMSPEC PATHEXT USERPROFILE APPDATA LOCALAPPDATA PROGRAMDATA PROGRAMFILES
  HTTP_PROXY HTTPS_PROXY ALL_PROXY NO_PROXY
  NODE_EXTRA_CA_CERTS SSL_CERT_FILE SSL_CERT_DIR
  CLAUDE_CODE_CERT_STORE CLAUDE_CODE_CLIENT_CERT CLAUDE_CODE_CLIENT_KEY CLAUDE_CODE_CLIENT_KEY_PASSPHRASE
  ANTHROPIC_BASE_URL ANTHROPIC_CUSTOM_HEADERS ANTHROPIC_BETAS ANTHROPIC_UNIX_SOCKET
  ANTHROPIC_MODEL ANTHROPIC_SMALL_FAST_MODEL ANTHROPIC_DEFAULT_ ANTHROPIC_CUSTOM_MODEL_OPTION CLAUDE_CODE_SUBAGENT_MODEL
  API_TIMEOUT_MS CLAUDE_CODE_MAX_RETRIES CLAUDE_CODE_DISABLE_EXPERIMENTAL_BETAS DISABLE_PROMPT_CACHING
  CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC DISABLE_TELEMETRY DISABLE_ERROR_REPORTING DISABLE_AUTOUPDATER DO_NOT_TRACK
  CLAUDE_CONFIG_DIR CLAUDE_SECURESTORAGE_CONFIG_DIR IS_SANDBOX
`);

/** By the variable that chooses the provider: its keys, and where it is. */
const PROVIDERS: Readonly<Record<string, readonly string[]>> = {
  CLAUDE_CODE_USE_BEDROCK: words(`
    AWS_ ANTHROPIC_BEDROCK_ ANTHROPIC_SMALL_FAST_MODEL_AWS_REGION CLAUDE_CODE_SKIP_BEDROCK_AUTH
  `),
  CLAUDE_CODE_USE_MANTLE: words("AWS_ ANTHROPIC_BEDROCK_ CLAUDE_CODE_SKIP_MANTLE_AUTH"),
  CLAUDE_CODE_USE_ANTHROPIC_AWS: words("AWS_ ANTHROPIC_AWS_ CLAUDE_CODE_SKIP_ANTHROPIC_AWS_AUTH"),
  CLAUDE_CODE_USE_VERTEX: words(`
    GOOGLE_APPLICATION_CREDENTIALS GOOGLE_CLOUD_ GCLOUD_PROJECT CLOUD_ML_REGION VERTEX_REGION_
    ANTHROPIC_VERTEX_ CLAUDE_CODE_SKIP_VERTEX_AUTH
  `),
  CLAUDE_CODE_USE_ANTHROPIC_GOOGLE_CLOUD: words(`
    GOOGLE_APPLICATION_CREDENTIALS GOOGLE_CLOUD_ ANTHROPIC_GOOGLE_CLOUD_ CLAUDE_CODE_SKIP_ANTHROPIC_GOOGLE_CLOUD_AUTH
  `),
  CLAUDE_CODE_USE_FOUNDRY: words("AZURE_ ANTHROPIC_FOUNDRY_ CLAUDE_CODE_SKIP_FOUNDRY_AUTH"),
};

/** Where none of them is chosen: what is a login by itself, and what goes with it. */
const LOGINS = words(
  "ANTHROPIC_API_KEY ANTHROPIC_AUTH_TOKEN CLAUDE_CODE_OAUTH_TOKEN ANTHROPIC_FEDERATION_RULE_ID",
);
const OWN_PROVIDER = [
  ...LOGINS,
  ...words(`
    ANTHROPIC_IDENTITY_TOKEN ANTHROPIC_IDENTITY_TOKEN_FILE ANTHROPIC_ORGANIZATION_ID ANTHROPIC_SERVICE_ACCOUNT_ID
    ANTHROPIC_WORKSPACE_ID ANTHROPIC_SCOPE
  `),
];

/**
 * What an agent needs of an environment: what finds programs and files, proxies and certificates, and the keys of the
 * provider that `CLAUDE_CODE_USE_BEDROCK` and its like choose, or else those of Anthropic. All other names stay out.
 *
 * @param env Default: that of this program.
 * @param more Names that pass as well; one that ends with `_` stands for all that begin so.
 *
 * @example An agent with one variable of yours, and nothing else of this program's
 * ```ts
 * import { neededEnv, query } from "kodegen-claude-agent";
 *
 * const env = { ...neededEnv(), BUILD_NUMBER: "17" };
 * console.log((await query("Which build is it?", { env }).result()).subtype);
 * ```
 */
export function neededEnv(env: Env = inheritedEnv(), more: readonly string[] = []): Record<string, string> {
  const given = Object.entries(env).filter(([, value]) => value !== undefined && value !== null);
  const chosen = Object.keys(PROVIDERS).filter((name) => isOn(env[name]));
  const keys = chosen.length === 0 ? OWN_PROVIDER : chosen.flatMap((name) => PROVIDERS[name] ?? []);
  const names = [...ALWAYS, ...chosen, ...keys, ...more.map((name) => name.toUpperCase())];
  const exact = new Set(names);
  const beginnings = names.filter((name) => name.endsWith("_"));
  return Object.fromEntries(
    given
      .filter(([name]) => {
        // Windows does not tell them apart, and proxies are written either way.
        const upper = name.toUpperCase();
        return exact.has(upper) || beginnings.some((beginning) => upper.startsWith(beginning));
      })
      .map(([name, value]) => [name, String(value)]),
  );
}

/** As the CLI reads such variables. */
function isOn(value: unknown): boolean {
  return /^(?:1|true|yes|on)$/i.test(String(value ?? "").trim());
}

/** True where the environment itself says how to log in, so that nothing has to be copied for it. */
export function hasKey(env: Env): boolean {
  return LOGINS.some((name) => Boolean(env[name])) || Object.keys(PROVIDERS).some((name) => isOn(env[name]));
}
