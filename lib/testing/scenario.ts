// What the offline model can be told to answer: steps, and the scenarios that come with it.

/** One answer of the model. Every field is optional; an empty step answers with an empty text. */
export interface Step {
  /** Streamed word by word. `{{prompt}}`, `{{first_prompt}}` and `{{last_reply}}` stand for what was said before. */
  text?: string;
  /** Comes before the text. */
  thinking?: string;
  /** One tool call ... */
  tool?: string;
  input?: Record<string, unknown>;
  /** ... or several in one message. */
  tools?: { name: string; input?: Record<string, unknown>; id?: string }[];
  /** A text of so many bytes. */
  size?: number;
  /** Wait before the response begins, in milliseconds. */
  delay_ms?: number;
  /** Wait between its beginning and its first content, in milliseconds. */
  first_delay_ms?: number;
  /** Wait between pieces, in milliseconds. */
  chunk_delay_ms?: number;
  stop_reason?: string;
  usage?: Record<string, number>;
  headers?: Record<string, string>;
  /** Answer with an HTTP error; with `times`, only so many times for the same conversation. */
  error?: { status: number; type?: string; message?: string; retry_after?: number; times?: number };
  /** Begin, then send an error event. */
  stream_error?: { type?: string; message?: string };
  /** Begin, then cut the connection. */
  drop?: boolean;
  /** Begin, then say nothing more. */
  hang?: boolean;
  model?: string;
}

/** Answers for one prompt, in order: one for the prompt, one for each tool result after it. */
export type Scenario = readonly Step[];

const bash = (command: string, more: Record<string, unknown> = {}): Step => ({
  tool: "Bash",
  input: { command, description: "run a command", ...more },
});
const bashCall = (command: string) => ({ name: "Bash", input: { command, description: command } });
const failure = (status: number, type: string, message: string, more: object = {}): Step => ({
  error: { status, type, message, ...more },
});

/** Built-in scenarios; the prompt `mock:bash`, for instance, plays the one called `bash`. */
export const SCENARIOS: Readonly<Record<string, Scenario>> = {
  text: [{ text: "Paris." }],
  long: [{ text: Array.from({ length: 200 }, (_, index) => `word${index}`).join(" "), chunk_delay_ms: 10 }],
  slow: [{ text: "one two three four five six seven eight nine ten", chunk_delay_ms: 400 }],
  late: [{ delay_ms: 3_000, text: "late reply" }],
  hang: [{ hang: true }],
  drop: [{ drop: true }],
  huge: [{ size: 2_000_000 }],
  thinking: [{ thinking: "Let me think about it step by step.", text: "Thought it through." }],
  bash: [bash("echo hi-from-bash"), { text: "Bash said hi." }],
  bashfail: [bash("echo oops >&2; exit 3"), { text: "It failed." }],
  touch: [bash("touch made-by-agent.txt"), { text: "Touched." }],
  sleep: [bash("while :; do sleep 1; done", { timeout: 600_000 }), { text: "Slept." }],
  bgsleep: [bash("while :; do sleep 1; done", { run_in_background: true }), { text: "Started." }],
  parallel: [{ tools: ["echo one", "echo two"].map(bashCall) }, { text: "Both done." }],
  loop: Array.from({ length: 50 }, (_, index) => bash(`echo loop-${index}`)),
  maxtokens: [{ text: "truncated", stop_reason: "max_tokens" }],
  refusal: [{ text: "", stop_reason: "refusal" }],
  err400: [failure(400, "invalid_request_error", "mock bad request")],
  err401: [failure(401, "authentication_error", "invalid x-api-key")],
  err404: [failure(404, "not_found_error", "model: nope")],
  err429: [failure(429, "rate_limit_error", "mock rate limit", { retry_after: 1 })],
  err500: [failure(500, "api_error", "mock internal error")],
  err529: [failure(529, "overloaded_error", "Overloaded")],
  flaky529: [{ ...failure(529, "overloaded_error", "Overloaded", { times: 2 }), text: "Recovered." }],
  streamerror: [{ stream_error: { type: "overloaded_error", message: "Overloaded" } }],
  prompttoolong: [
    failure(400, "invalid_request_error", "prompt is too long: 250000 tokens > 200000 maximum"),
  ],
  expensive: [
    { ...bash("echo money"), usage: { input_tokens: 1_000_000, output_tokens: 50_000 } },
    { text: "done" },
  ],
};
