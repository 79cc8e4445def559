// A snapshot of a manager's figures as text that Prometheus reads: the exposition format 0.0.4.
import type { MetricsSnapshot } from "./metrics.ts";

interface Family {
  readonly name: string;
  readonly type: "counter" | "gauge";
  readonly help: string;
  /** The label that tells its samples apart. */
  readonly label?: string;
  /** One number, or one for each value of the label. */
  readonly samples: number | Readonly<Record<string, number>>;
}

/**
 * The figures of `manager.metrics()` in Prometheus' text format, version 0.0.4; times are in seconds.
 *
 * Serve it as `text/plain; version=0.0.4; charset=utf-8`. No sample names a session, a label, an owner or a model.
 *
 * @example
 * ```ts
 * import { AgentManager, prometheusText } from "kodegen-claude-agent";
 *
 * await using manager = new AgentManager();
 * const text = prometheusText(manager.metrics());
 * console.log(text.split("\n").find((line) => line.startsWith("kodegen_agents{")));
 * ```
 */
export function prometheusText(snapshot: MetricsSnapshot): string {
  return familiesOf(snapshot).map(textOf).join("");
}

function familiesOf(snapshot: MetricsSnapshot): Family[] {
  const { agents, processes, waiting, spawned, refused, ended, turns, turnErrors, turnMs, costUsd, tokens } =
    snapshot;
  const kinds = {
    input: tokens.input,
    output: tokens.output,
    cache_read: tokens.cacheRead,
    cache_creation: tokens.cacheCreation,
  };
  const { warnings } = snapshot;
  return [
    gauge("agents", "Agents that are remembered, by state.", agents, "state"),
    gauge("processes", "Agents that have a process.", processes),
    gauge("agents_waiting", "Agents that wait for a rate limit to be over.", waiting),
    counter("agents_spawned_total", "Agents that were asked for and taken on.", spawned),
    counter("agents_refused_total", "Agents that were refused because there was no room.", refused),
    counter("agents_ended_total", "Agents that ended, by reason.", ended, "reason"),
    counter("turns_total", "Turns that ended, well or not.", turns),
    counter("turn_errors_total", "Turns that ended with an error, by subtype.", turnErrors, "subtype"),
    counter("turn_seconds_total", "Time of turns, from prompt to result.", turnMs / 1_000),
    counter("cost_usd_total", "Cost of turns in US dollars, as the CLI estimates it.", costUsd),
    counter("tokens_total", "Tokens of the main threads of turns, by kind.", kinds, "kind"),
    counter("warnings_total", "Warnings of agents, by code.", warnings, "code"),
    ...sparesOf(snapshot),
  ];
}

function sparesOf({ spares }: MetricsSnapshot): Family[] {
  if (spares === undefined) return [];
  const { ready, starting, hits, misses, refused, expired, failed } = spares;
  return [
    gauge("spares", "Processes that wait for an agent, or are about to.", { ready, starting }, "state"),
    counter(
      "spare_agents_total",
      "New agents, by what became of their spare.",
      { hits, misses, refused },
      "what",
    ),
    counter("spares_lost_total", "Spares that no agent took, by reason.", { expired, failed }, "reason"),
  ];
}

function gauge(name: string, help: string, samples: Family["samples"], label?: string): Family {
  return { name: `kodegen_${name}`, type: "gauge", help, samples, ...(label !== undefined && { label }) };
}

function counter(name: string, help: string, samples: Family["samples"], label?: string): Family {
  return { ...gauge(name, help, samples, label), type: "counter" };
}

function textOf({ name, type, help, label, samples }: Family): string {
  const all: [labels: string, value: number][] =
    typeof samples === "number"
      ? [["", samples]]
      : Object.entries(samples).map(([value, sample]) => [`{${label}="${escaped(value)}"}`, sample]);
  const lines = all.map(([labels, value]) => `${name}${labels} ${value}\n`);
  return `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${lines.join("")}`;
}

/** The format's own escapes, and no others. */
function escaped(value: string): string {
  return value.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n");
}
