// What the server counts of itself, as Prometheus reads it: no name that anybody has given, and nothing that was said.

export const METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8";

/** How a tool call ended, as its caller sees it. */
export type CallOutcome = "ok" | "error" | "cancelled";

/** As it is now. */
export interface Gauges {
  /** Undefined where the runtime does not tell. */
  readonly connections: number | undefined;
  readonly sessions: number;
}

type Labels = Readonly<Record<string, string>>;

export class ServerMetrics {
  readonly #requests = new Map<string, number>();
  readonly #calls = new Map<string, number>();
  #sessions = 0;

  /** @param status As it was answered. */
  request(status: number): void {
    count(this.#requests, { status: String(status) });
  }

  /** @param tool One that there is: the names that clients make up are without number. */
  call(tool: string, outcome: CallOutcome): void {
    count(this.#calls, { tool, outcome });
  }

  sessionOpened(): void {
    this.#sessions += 1;
  }

  /** In the exposition format 0.0.4. */
  text({ connections, sessions }: Gauges): string {
    const none = new Map<string, number>();
    const one = (value: number): Map<string, number> => new Map([["", value]]);
    return [
      family(
        "gauge",
        "connections",
        "Open connections.",
        connections === undefined ? none : one(connections),
      ),
      family("gauge", "sessions", "MCP sessions.", one(sessions)),
      family("counter", "sessions_opened_total", "MCP sessions that were opened.", one(this.#sessions)),
      family("counter", "requests_total", "Requests that were answered, by status.", this.#requests),
      family("counter", "calls_total", "Tool calls that ended, by tool and outcome.", this.#calls),
    ].join("");
  }
}

/** Statuses, tools and outcomes are words of ours, in which nothing has to be escaped. */
function count(counts: Map<string, number>, labels: Labels): void {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${value}"`);
  const key = `{${pairs.join(",")}}`;
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function family(type: string, name: string, help: string, samples: ReadonlyMap<string, number>): string {
  const whole = `kodegen_server_${name}`;
  const lines = [...samples].map(([labels, value]) => `${whole}${labels} ${value}\n`);
  return `# HELP ${whole} ${help}\n# TYPE ${whole} ${type}\n${lines.join("")}`;
}
