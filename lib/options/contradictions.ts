// Options that are fine by themselves but not together.
import { aboutIsolation } from "./isolation.ts";
import type { Options } from "./options.ts";
import { isInline } from "./sandbox-settings.ts";

/** One sentence for each contradiction; each names the options and the way out. */
export function contradictions(options: Options): string[] {
  return [
    ...aboutConversations(options),
    ...aboutPermissions(options),
    ...aboutSettings(options),
    ...aboutIsolation(options),
  ];
}

function aboutConversations(options: Options): string[] {
  const problems: string[] = [];
  const old = options.resume !== undefined ? "resume" : options.continue === true ? "continue" : undefined;
  if (options.resume !== undefined && options.continue === true)
    problems.push('"resume" and "continue" exclude each other; keep one');
  if (options.sessionId !== undefined && old !== undefined && options.forkSession !== true)
    problems.push(
      `"sessionId" with "${old}" needs "forkSession": true, because the conversation keeps its id otherwise`,
    );
  if (options.resumeSessionAt !== undefined && options.resume === undefined)
    problems.push('"resumeSessionAt" needs "resume"');
  if (options.resumeDropsTurn !== undefined && options.resumeSessionAt === undefined)
    problems.push('"resumeDropsTurn" needs "resumeSessionAt"');
  return [...problems, ...aboutStores(options)];
}

function aboutStores({ sessionStore, resume, ...options }: Options): string[] {
  const problems: string[] = [];
  if (sessionStore === undefined) return problems;
  if (options.persistSession === false)
    problems.push('"sessionStore" copies what is kept on disk, so "persistSession" must not be false');
  if (options.continue === true && resume === undefined && sessionStore.listSessions === undefined)
    problems.push('"continue" with "sessionStore" needs a store with listSessions(); give "resume" an id');
  if (options.enableFileCheckpointing === true)
    problems.push('"enableFileCheckpointing" keeps its copies on this machine only; not with "sessionStore"');
  return problems;
}

function aboutPermissions(options: Options): string[] {
  const problems: string[] = [];
  if (options.model !== undefined && options.model === options.fallbackModel)
    problems.push('"fallbackModel" must differ from "model"');
  if (options.canUseTool !== undefined && options.permissionPromptToolName !== undefined)
    problems.push('"canUseTool" and "permissionPromptToolName" exclude each other; keep one');
  if ((options.supportedDialogKinds?.length ?? 0) > 0 && options.onUserDialog === undefined)
    problems.push('"supportedDialogKinds" needs "onUserDialog", which shows them');
  return problems;
}

function aboutSettings({ settings, sandbox }: Options): string[] {
  if (settings === undefined) return [];
  if (!isInline(settings))
    return sandbox === undefined
      ? []
      : ['"sandbox" cannot be merged into a settings file; give "settings" as an object'];
  if (typeof settings !== "string") return [];
  try {
    JSON.parse(settings);
    return [];
  } catch (error) {
    return [`"settings" looks like JSON but is none: ${(error as Error).message}`];
  }
}
