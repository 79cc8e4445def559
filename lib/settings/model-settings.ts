// Settings: models, what they cost, and how they think.

type Effort = "low" | "medium" | "high" | "xhigh";

/** Settings: models. */
export interface ModelSettings {
  model?: string;
  /** Models to use when the chosen one is overloaded, in this order. */
  fallbackModel?: string[];
  availableModels?: string[];
  enforceAvailableModels?: boolean;
  availableModelsMatch?: "prefix" | "exact";
  /** Managed settings only: models that are refused; see `matchDeniedModels()`. */
  deniedModels?: string[];
  modelOverrides?: { [model: string]: string };
  modelPicker?: {
    options: { model: string; label?: string; description?: string; behavesAs?: string }[];
    replaceBuiltInOptions?: boolean;
  };
  /** US dollars for a million tokens. */
  modelPricing?: {
    /** @exclusiveMinimum 0 */
    multiplier?: number;
    overrides?: {
      [model: string]: { input: number; output: number; cacheRead: number; cacheWrite: number };
    };
  };
  modelSettings?: {
    [model: string]: {
      effortLevel?: Effort;
      maxEffortLevel?: Effort | "max";
      autoCompactWindow?: "auto" | number;
      [setting: string]: unknown;
    };
  };
  advisorModel?: string;
  effortLevel?: Effort;
  maxEffortLevel?: Effort | "max";
  alwaysThinkingEnabled?: boolean;
  showThinkingSummaries?: boolean;
  ultracode?: boolean;
  fastMode?: boolean;
  fastModePerSessionOptIn?: boolean;
  switchModelsOnFlag?: boolean;
  promptCacheTtl?: "5m" | "1h";
  subagentPromptCacheTtl?: "5m" | "1h";
  /** Tokens at which the conversation is compacted. @minimum 100000 */
  autoCompactWindow?: number;
  autoCompactEnabled?: boolean;
  precomputeCompactionEnabled?: boolean;
  idleCompaction?: boolean;
  autoContinueAtUsageLimit?: boolean;
}
