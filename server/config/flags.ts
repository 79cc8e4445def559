// The settings of `serve`, in one table: flags, help, keys of the configuration file, its schema and the guide come from it.

/** What the configuration file may say as well, under the same names. */
export const FLAGS = {
  http: {
    kind: "text",
    value: "HOST:PORT",
    means: "where to listen; other than loopback needs TLS",
    preset: "127.0.0.1:30460",
  },
  stdio: { kind: "flag", means: "serve stdin and stdout in place of HTTP" },
  socket: {
    kind: "path",
    value: "PATH",
    means: "a Unix socket to listen on in place of HOST:PORT",
    otherwise: "none",
  },
  "tls-cert": {
    kind: "path",
    value: "FILE",
    means: "certificate, PEM; makes it HTTPS; read again when it changes",
  },
  "tls-key": { kind: "path", value: "FILE", means: "its key, PEM" },
  root: {
    kind: "paths",
    value: "DIR",
    means: "where agents may work; may be repeated",
    otherwise: "the start directory",
  },
  claude: { kind: "program", value: "PATH", means: "the claude executable", otherwise: "the first found" },
  "token-file": {
    kind: "path",
    value: "FILE",
    means: "where the token is kept, made if missing",
    otherwise: "in ~/.config/kodegen-claude-agent",
  },
  tokens: {
    kind: "path",
    value: "FILE",
    means: "more tokens, each with a name and agents of its own",
    otherwise: "none",
  },
  "verify-token": {
    kind: "path",
    value: "FILE",
    means: "a module whose default export says whose any other token is",
    otherwise: "none",
  },
  "verify-timeout-secs": {
    kind: "count",
    value: "N",
    means: "how long that may take, in seconds",
    preset: 10,
  },
  "require-scope": {
    kind: "texts",
    value: "SCOPE",
    means: "what such a token must be for; may be repeated",
    otherwise: "none",
  },
  "authorization-server": {
    kind: "texts",
    value: "URL",
    means: "an OAuth issuer of such tokens, for clients to find",
    otherwise: "none",
  },
  "public-url": {
    kind: "text",
    value: "URL",
    means: "the endpoint as clients know it, such as that of a proxy in front",
    otherwise: "where it listens",
  },
  journal: {
    kind: "path",
    value: "FOLDER",
    means: "where agents outlive the server",
    otherwise: "one for each HOST:PORT; none over stdio",
  },
  "no-journal": { kind: "flag", means: "agents end with the server" },
  "allow-host": {
    kind: "texts",
    value: "HOST",
    means: "another Host header to answer, with port, for a proxy in front",
    otherwise: "none",
  },
  "allow-origin": { kind: "texts", value: "URL", means: "a web origin to answer", otherwise: "none" },
  "allow-permission-mode": {
    kind: "modes",
    value: "MODE",
    means: "acceptEdits, bypassPermissions or auto for agents",
    otherwise: "none of them",
  },
  "allow-tool": {
    kind: "texts",
    value: "TOOL",
    means: "a tool that clients may allow although it reaches past the roots; Bash is not confined then",
    otherwise: "none of them",
  },
  profile: {
    kind: "profile",
    value: "WHAT",
    means: "full: a tool for each thing to do; unified: one for all of them, claude_agent",
    preset: "full",
  },
  templates: { kind: "path", value: "DIR", means: "a folder of prompt templates", otherwise: "none" },
  "template-env": {
    kind: "texts",
    value: "NAME",
    means: "a variable that templates see as env.NAME; may be repeated",
    otherwise: "none of them",
  },
  "question-timeout": {
    kind: "seconds",
    value: "N",
    means: "how long an agent's question waits before it is no, in seconds",
    preset: 600,
  },
  "shutdown-timeout-secs": {
    kind: "seconds",
    value: "N",
    means: "time for running calls at the end, in seconds",
    preset: 30,
  },
  "keep-alive": {
    kind: "seconds",
    value: "N",
    means: "how long an unused MCP session is kept, in seconds; 0 for ever",
    preset: 1800,
  },
  "max-connections": {
    kind: "count",
    value: "N",
    means: "connections at a time; half of them may be without a token yet",
    preset: 512,
  },
  "max-sessions": {
    kind: "count",
    value: "N",
    means: "MCP sessions of a token; of more, the one longest unused goes",
    preset: 64,
  },
  "max-agents-per-token": {
    kind: "count",
    value: "N",
    means: "agents of a token that work or wait for a place",
    otherwise: "no limit; with named tokens, half of all places",
  },
  "max-spawns-per-minute": {
    kind: "count",
    value: "N",
    means: "agents that a token may spawn in a minute",
    preset: 120,
  },
  nesting: { kind: "flag", means: "agents may spawn agents, within the three limits below" },
  "nesting-depth": {
    kind: "count",
    value: "N",
    means: "how deep; at 1 those that an agent has spawned spawn none",
    preset: 1,
  },
  "nesting-agents": {
    kind: "count",
    value: "N",
    means: "how many for each agent of a client, all levels together",
    preset: 8,
  },
  "nesting-cost-usd": {
    kind: "usd",
    value: "N",
    means: "what such an agent may cost together with them, in US dollars",
    otherwise: "no limit",
  },
  "max-body-size": { kind: "size", value: "SIZE", means: "the largest request, such as 4M", preset: "4M" },
  "max-agents": { kind: "count", value: "N", means: "agents with a process at the same time", preset: 16 },
  "max-memory": {
    kind: "size",
    value: "SIZE",
    means: "memory for their processes, each counted as 250M, such as 4G",
    otherwise: "no limit",
  },
  "max-queued": { kind: "number", value: "N", means: "agents that may wait for a place", preset: 32 },
  "queue-timeout-secs": {
    kind: "seconds",
    value: "N",
    means: "how long an agent waits for a place, in seconds",
    otherwise: "as long as it takes",
  },
  "idle-secs": {
    kind: "seconds",
    value: "N",
    means: "after how long an idle agent gives its process up, in seconds",
    preset: 600,
  },
  spares: { kind: "number", value: "N", means: "processes that wait, ready, for new agents", preset: 0 },
  "spares-idle-secs": {
    kind: "seconds",
    value: "N",
    means: "how long such a process waits, in seconds",
    preset: 600,
  },
  "ring-messages": {
    kind: "count",
    value: "N",
    means: "messages that are kept of each agent",
    preset: 1000,
  },
  "ring-size": { kind: "size", value: "SIZE", means: "and how much of them", preset: "8M" },
  "ended-retention-secs": {
    kind: "seconds",
    value: "N",
    means: "how long an ended agent can be read after somebody last did, in seconds",
    preset: 600,
  },
  "max-records": { kind: "count", value: "N", means: "agents that are remembered", preset: 10_000 },
  "log-events": { kind: "count", value: "N", means: "events of agents that are kept", preset: 10_000 },
  "max-cost-usd": {
    kind: "usd",
    value: "N",
    means: "what all agents together may cost from the start of the server, in US dollars",
    otherwise: "no limit",
  },
  "on-rate-limit": {
    kind: "waitOrFail",
    value: "WHAT",
    means: "wait or fail, when an account's rate limit ends a turn",
    preset: "fail",
  },
} as const;

/** About the configuration file, so that it cannot say them itself. */
export const CONFIG_FLAGS = {
  config: {
    kind: "path",
    value: "FILE",
    means: "a configuration file; flags win over it",
    otherwise: "in ~/.config/kodegen-claude-agent",
  },
  "no-config": { kind: "flag", means: "read no configuration file" },
  "print-config": { kind: "flag", means: "print what would hold, without secrets, and start nothing" },
} as const;

export type FlagName = keyof typeof FLAGS;

/** Of these only one can hold; one on the command line wins over another one in the file. */
export const EXCLUSIVE: readonly (readonly [FlagName, FlagName])[] = [
  ["stdio", "http"],
  ["stdio", "socket"],
  ["http", "socket"],
  ["journal", "no-journal"],
];
