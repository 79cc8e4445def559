// The two stand-ins that tests use: the real CLI with an offline model, and a scripted CLI.
import { after, before } from "node:test";
import type { Options } from "../../lib/options/options.ts";
import {
  createScriptedClaude,
  type OfflineModel,
  type OfflineModelOptions,
  type ScriptedClaude,
  type ScriptedConversation,
  startOfflineModel,
} from "../../lib/testing/index.ts";
import { marked } from "./leaks.ts";

export interface RealClaude {
  readonly model: OfflineModel;
  /** For other hooks, which may run before this one is done. */
  started(): Promise<OfflineModel>;
  /** Options for the real CLI: clean environment, temporary HOME, no network. */
  options(more?: Options): Options;
}

/** Use the real CLI in this file. */
export function withRealClaude(options?: OfflineModelOptions): RealClaude {
  let model: OfflineModel | undefined;
  const starting = startOfflineModel(options).then((started) => (model = started));
  before(async () => void (await starting));
  after(() => model?.close());
  const started = (): OfflineModel => {
    if (model === undefined) throw new Error("The offline model has not started yet: await started()");
    return model;
  };
  return {
    get model() {
      return started();
    },
    started: () => starting,
    options: (more) => ({ env: marked(started().env()), cwd: started().home, ...more }),
  };
}

/** Run something with a scripted CLI, and remove it afterwards. */
export async function withScript<T>(
  conversation: ScriptedConversation,
  use: (options: Options, claude: ScriptedClaude) => Promise<T>,
): Promise<T> {
  const claude = await createScriptedClaude(conversation);
  try {
    return await use({ pathToClaudeCodeExecutable: claude.path }, claude);
  } finally {
    await claude.close();
  }
}
