// What the CLI answers when it is asked about cost and limits.
import type { ModelUsage } from "./result.ts";

/** What the session has cost, in US dollars and tokens, and how much of a plan's limits is used. */
export interface SDKControlGetUsageResponse {
  session: {
    total_cost_usd: number;
    total_api_duration_ms: number;
    total_duration_ms: number;
    total_lines_added: number;
    total_lines_removed: number;
    model_usage: Record<string, ModelUsage>;
  };
  subscription_type: string | null;
  rate_limits_available: boolean;
  rate_limits: {
    five_hour?: {
      utilization: number | null;
      resets_at: string | null;
    } | null;
    seven_day?: {
      utilization: number | null;
      resets_at: string | null;
    } | null;
    seven_day_oauth_apps?: {
      utilization: number | null;
      resets_at: string | null;
    } | null;
    seven_day_opus?: {
      utilization: number | null;
      resets_at: string | null;
    } | null;
    seven_day_sonnet?: {
      utilization: number | null;
      resets_at: string | null;
    } | null;
    model_scoped?: {
      display_name: string;
      utilization: number | null;
      resets_at: string | null;
    }[];
    extra_usage?: {
      is_enabled: boolean;
      monthly_limit: number | null;
      used_credits: number | null;
      utilization: number | null;
      currency?: string | null;
    } | null;
  } | null;
  behaviors: {
    day: {
      request_count: number;
      session_count: number;
      behaviors: {
        key:
          | "cache_miss"
          | "long_context"
          | "subagent_heavy"
          | "high_parallel"
          | "cron"
          | "max_effort"
          | "workflow"
          | "always_on_context"
          | "large_tool_results";
        pct: number;
        count: number;
      }[];
      recommendations?: {
        key: string;
        pct: number;
        title: string;
        detail?: string;
      }[];
      fix?: {
        keys: string[];
        messages: string[];
      };
      agents: {
        name: string;
        pct: number;
      }[];
      skills: {
        name: string;
        pct: number;
      }[];
      plugins: {
        name: string;
        pct: number;
      }[];
      mcp_servers: {
        name: string;
        pct: number;
      }[];
    };
    week: {
      request_count: number;
      session_count: number;
      behaviors: {
        key:
          | "cache_miss"
          | "long_context"
          | "subagent_heavy"
          | "high_parallel"
          | "cron"
          | "max_effort"
          | "workflow"
          | "always_on_context"
          | "large_tool_results";
        pct: number;
        count: number;
      }[];
      recommendations?: {
        key: string;
        pct: number;
        title: string;
        detail?: string;
      }[];
      fix?: {
        keys: string[];
        messages: string[];
      };
      agents: {
        name: string;
        pct: number;
      }[];
      skills: {
        name: string;
        pct: number;
      }[];
      plugins: {
        name: string;
        pct: number;
      }[];
      mcp_servers: {
        name: string;
        pct: number;
      }[];
    };
  } | null;
}

/** A summary of cost and limits. */
export interface SDKUsageReport {
  session: {
    total_cost_usd: number;
    total_api_duration_ms: number;
    total_duration_ms: number;
    total_lines_added: number;
    total_lines_removed: number;
    model_usage: Record<string, ModelUsage>;
  };
  rate_limits: {
    limits:
      | {
          kind: string;
          group: string;
          percent: number;
          resets_at: string | null;
          scope?: {
            model?: {
              display_name: string;
            } | null;
            surface?: {
              display_name: string;
            } | null;
          } | null;
          severity: string;
          is_active: boolean;
        }[]
      | null;
    extra_usage?: {
      is_enabled: boolean;
      monthly_limit: number | null;
      used_credits: number | null;
      utilization: number | null;
      currency?: string | null;
    } | null;
  } | null;
}
