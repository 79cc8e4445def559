// The testing entry: an offline model for the real executable, and a scripted executable for faults.
export { cleanEnv } from "./clean-env.ts";
export {
  assistantFrame,
  initFrame,
  permissionFrame,
  resultFrame,
  type ScriptedFrame,
  stateFrame,
} from "./frames.ts";
export type { ApiTurn } from "./model-conversation.ts";
export {
  type ModelRequest,
  OfflineModel,
  type OfflineModelOptions,
  startOfflineModel,
} from "./offline-model.ts";
export { respond } from "./responder.ts";
export { SCENARIOS, type Scenario, type Step } from "./scenario.ts";
export {
  createScriptedClaude,
  ScriptedClaude,
  type ScriptedConversation,
  type ScriptedRun,
  type ScriptedStep,
} from "./scripted-claude.ts";
export {
  type CreateSessionStore,
  checkSessionStore,
  type SessionStoreCase,
  type SessionStoreCasesOptions,
  type SessionStoreReport,
  sessionStoreCases,
} from "./store-cases.ts";
export type { OptionalMethod } from "./store-contract.ts";
