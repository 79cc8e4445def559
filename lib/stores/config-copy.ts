// Gives a configuration folder that stands in for the user's what a session needs of it: login and settings.
import { readFile } from "node:fs/promises";
import path from "node:path";
import { configFolder, type Env } from "../config-folder.ts";
import { fieldsOf, isObject, type JsonObject, parsedJson } from "../json-object.ts";
import { readKeychain } from "./keychain.ts";
import { writePrivateFile } from "./private-file.ts";

const LOGIN_FILE = ".credentials.json";
/** The CLI has files of its own for each login service. */
const SERVICES = ["", "-staging-oauth", "-local-oauth", "-custom-oauth"];
/** The folder has no plugins: the CLI would fetch every one that is declared, each time. */
const PLUGIN_SETTINGS = ["enabledPlugins", "extraKnownMarketplaces", "additionalMarketplaces"];
const LOGINS = ["claudeAiOauth", "hybridOauth"];
/** What `.claude.json` holds of a login, among much else. */
const ACCOUNT = new Set(["oauthAccount", "primaryApiKey"]);

/** Copy what there is; what is missing or cannot be read is left out, as a CLI would do without it. */
export async function copyConfig(env: Env, folder: string): Promise<void> {
  const home = configFolder(env);
  await copyCredentials(env, folder);
  for (const service of SERVICES) {
    await copy(`.claude${service}.json`, home.globalFolder, folder);
    await copy(path.join("state", `hybrid-settings${service}.json`), home.folder, folder);
  }
  await copy(".config.json", home.folder, folder);
  for (const name of ["settings.json", "cowork_settings.json"])
    await copy(name, home.folder, folder, settingsForCopy);
}

/** Copy the login alone, unless the folder has one of its own, which can be renewed. */
export async function copyLogin(env: Env, folder: string): Promise<void> {
  const own = parsed(await read(path.join(folder, LOGIN_FILE)));
  if (LOGINS.some((name) => isObject(own[name]) && own[name]["refreshToken"] !== undefined)) return;
  await copyCredentials(env, folder);
  for (const service of SERVICES) {
    const name = `.claude${service}.json`;
    const theirs = parsed(await read(path.join(configFolder(env).globalFolder, name)));
    const account = Object.entries(theirs).filter(([field]) => ACCOUNT.has(field));
    const before = parsed(await read(path.join(folder, name)));
    const after = { ...before, ...Object.fromEntries(account) };
    if (JSON.stringify(after) !== JSON.stringify(before))
      await writePrivateFile(path.join(folder, name), [JSON.stringify(after)]);
  }
}

async function copyCredentials(env: Env, folder: string): Promise<void> {
  const home = configFolder(env);
  const kept = await read(path.join(home.folder, LOGIN_FILE));
  const usesKeychain = home.isDefault && !env["ANTHROPIC_API_KEY"] && !env["CLAUDE_CODE_OAUTH_TOKEN"];
  const login = (usesKeychain ? await readKeychain() : undefined) ?? kept;
  if (login !== undefined)
    await writePrivateFile(path.join(folder, LOGIN_FILE), [withoutRefreshTokens(login)]);
}

async function copy(
  name: string,
  from: string,
  to: string,
  change = (text: string): string => text,
): Promise<void> {
  const text = await read(path.join(from, name));
  if (text !== undefined) await writePrivateFile(path.join(to, name), [change(text)]);
}

async function read(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, "utf8");
  } catch {
    // Missing, or not for us: both are as if it were not there.
    return undefined;
  }
}

/** A refresh token can be used once: used by the copy, it would log the user out. */
function withoutRefreshTokens(text: string): string {
  return changed(text, (credentials) => {
    for (const name of LOGINS) {
      const login = credentials[name];
      if (isObject(login)) delete login["refreshToken"];
    }
  });
}

function settingsForCopy(text: string): string {
  return changed(text, (settings) => {
    for (const name of PLUGIN_SETTINGS) delete settings[name];
    // It would send the CLI away from the folder again.
    if (isObject(settings["env"])) delete settings["env"]["CLAUDE_CONFIG_DIR"];
  });
}

/** Text that is not a JSON object stays as it is, for the CLI to judge. */
function changed(text: string, change: (value: JsonObject) => void): string {
  const value = parsed(text);
  if (Object.keys(value).length === 0) return text;
  change(value);
  return JSON.stringify(value);
}

function parsed(text = ""): JsonObject {
  return fieldsOf(parsedJson(text.replace(/^\uFEFF/, "")));
}
