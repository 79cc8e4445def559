// The testing entry: an offline model for the real executable, and a scripted executable for faults.
export * from "./clean-env.ts";
export * from "./frames.ts";
export * from "./journal-cases.ts";
export type { ApiTurn } from "./model-conversation.ts";
export * from "./offline-model.ts";
export { respond } from "./responder.ts";
export * from "./scenario.ts";
export * from "./scripted-claude.ts";
export * from "./store-cases.ts";
export type { OptionalMethod } from "./store-contract.ts";
