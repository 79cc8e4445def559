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
  /** Options for the real CLI: clean environment, temporary HOME, no network. */
  options(more?: Options): Options;
}

/** Use the real CLI in this file. */
export function withRealClaude(options?: OfflineModelOptions): RealClaude {
  let model: OfflineModel | undefined;
  const started = (): OfflineModel => {
    if (model === undefined) throw new Error("The offline model starts before the tests, not before that");
    return model;
  };
  before(async () => {
    model = await startOfflineModel(options);
  });
  after(() => model?.close());
  return {
    get model() {
      return started();
    },
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
