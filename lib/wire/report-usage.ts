// What the CLI answers when it is asked about cost and limits.
import type { ModelUsage } from "./result.ts";

interface SessionCost {
  total_cost_usd: number;
  total_api_duration_ms: number;
  total_duration_ms: number;
  total_lines_added: number;
  total_lines_removed: number;
  model_usage: Record<string, ModelUsage>;
}

type UsageWindow = {
  /** How much is used, in percent. */ utilization: number | null;
  resets_at: string | null;
};

interface ExtraUsage {
  is_enabled: boolean;
  monthly_limit: number | null;
  used_credits: number | null;
  utilization: number | null;
  currency?: string | null;
}

type UsageBehavior = ContextHabit | AgentHabit;
type ContextHabit = "cache_miss" | "long_context" | "always_on_context" | "large_tool_results";
type AgentHabit = "subagent_heavy" | "high_parallel" | "cron" | "max_effort" | "workflow";

type Shares = { name: string; pct: number }[];

interface UsageBehaviors {
  request_count: number;
  session_count: number;
  behaviors: { key: UsageBehavior; pct: number; count: number }[];
  recommendations?: { key: string; pct: number; title: string; detail?: string }[];
  fix?: { keys: string[]; messages: string[] };
  agents: Shares;
  skills: Shares;
  plugins: Shares;
  mcp_servers: Shares;
}

/**
 * The session's cost (US dollars, tokens, milliseconds) and, with a claude.ai subscription, how much of each
 * limit is used.
 */
export interface SDKControlGetUsageResponse {
  session: SessionCost;
  /** The plan; null with an API key. */ subscription_type: string | null;
  rate_limits_available: boolean;
  rate_limits: {
    five_hour?: UsageWindow | null;
    seven_day?: UsageWindow | null;
    seven_day_oauth_apps?: UsageWindow | null;
    seven_day_opus?: UsageWindow | null;
    seven_day_sonnet?: UsageWindow | null;
    model_scoped?: (UsageWindow & Named)[];
    extra_usage?: ExtraUsage | null;
  } | null;
  /** What used the limits, estimated from this machine's transcripts; the percentages overlap. */
  behaviors: { day: UsageBehaviors; week: UsageBehaviors } | null;
}

type Named = { display_name: string };

interface UsageLimit {
  kind: string;
  group: string;
  percent: number;
  resets_at: string | null;
  scope?: { model?: Named | null; surface?: Named | null } | null;
  severity: string;
  is_active: boolean;
}

/** The session's cost, and how much of a subscription's limits is used, in percent; null with an API key. */
export interface SDKUsageReport {
  session: SessionCost;
  rate_limits: { limits: UsageLimit[] | null; extra_usage?: ExtraUsage | null } | null;
}
