// Whether the options of a server fit together.
import { InvalidOptionsError } from "../lib/index.ts";
import { addressProblem } from "./front/oauth.ts";
import type { ServerOptions } from "./server-options.ts";

/** As RFC 6749 has it. */
const SCOPE = /^[\x21\x23-\x5b\x5d-\x7e]+$/;

/** @throws {InvalidOptionsError} If options contradict each other, or a limit is none. */
export function requireFitting(options: ServerOptions): void {
  const {
    journal = false,
    manager,
    managerOptions,
    maxConnections,
    maxSessions,
    maxBodyBytes,
    verifyTimeoutMs,
  } = options;
  const { maxAgentsPerPrincipal, maxSpawnsPerMinute } = options;
  const { depth, agents, costUsd } = typeof options.nesting === "object" ? options.nesting : {};
  const nesting = { "nesting.depth": depth, "nesting.agents": agents };
  const counts = { maxConnections, maxSessions, maxBodyBytes, verifyTimeoutMs };
  const problems = Object.entries({ ...counts, maxAgentsPerPrincipal, maxSpawnsPerMinute, ...nesting })
    .filter(([, limit]) => limit !== undefined && (!Number.isSafeInteger(limit) || limit < 1))
    .map(([name, limit]) => `"${name}" must be a whole number of at least 1, not ${limit}`);
  if (costUsd !== undefined && !(costUsd > 0))
    problems.push(`"nesting.costUsd" must be a number above 0, not ${costUsd}`);
  if (journal !== false && manager !== undefined)
    problems.push('"journal" is the server\'s own: open "manager" with the journal');
  if (managerOptions !== undefined && manager !== undefined)
    problems.push('"managerOptions" are for the server\'s own: give them to "manager"');
  const listen = options.listen === false ? false : undefined;
  const excluding: [string, unknown, string, unknown][] = [
    ["socket", options.socket, "http", options.http],
    ["socket", options.socket, "tls", options.tls ?? options.tlsFiles],
    ["tls", options.tls, "tlsFiles", options.tlsFiles],
    ["stdio", options.stdio || undefined, "listen", listen],
    ...(["http", "socket", "tls", "tlsFiles", "maxConnections"] as const).map(
      (name): [string, unknown, string, unknown] => ["listen", listen, name, options[name]],
    ),
  ];
  for (const [one, value, other, otherValue] of excluding)
    if (value !== undefined && otherValue !== undefined)
      problems.push(`"${one}" and "${other}" exclude each other: give one of them`);
  problems.push(...oauthProblems(options));
  if (problems.length > 0) throw new InvalidOptionsError(problems);
}

function oauthProblems(options: ServerOptions): string[] {
  const { verifyToken, authorizationServers, requiredScopes, publicUrl, listen, socket } = options;
  const problems: string[] = [];
  if (verifyToken !== undefined && typeof verifyToken !== "function")
    problems.push('"verifyToken" must be a function');
  for (const [name, list] of Object.entries({ authorizationServers, requiredScopes })) {
    if (list === undefined) continue;
    if (verifyToken === undefined)
      problems.push(`"${name}" needs "verifyToken", since nobody else can check such tokens`);
    if (!Array.isArray(list) || list.length === 0)
      problems.push(`"${name}" must be a list that is not empty`);
  }
  const addresses: [string, string, "issuer" | "public"][] = [
    ...[authorizationServers ?? []]
      .flat()
      .map((each): [string, string, "issuer"] => ["authorizationServers", each, "issuer"]),
    ...[publicUrl ?? []].flat().map((each): [string, string, "public"] => ["publicUrl", each, "public"]),
  ];
  for (const [name, address, kind] of addresses) {
    const problem = addressProblem(address, kind);
    if (problem !== undefined) problems.push(`"${name}" ${problem}, not "${address}"`);
  }
  for (const scope of [requiredScopes ?? []].flat())
    if (!SCOPE.test(scope)) problems.push(`"requiredScopes" must name scopes, and "${scope}" cannot be one`);
  if (
    authorizationServers !== undefined &&
    publicUrl === undefined &&
    (listen === false || socket !== undefined)
  )
    problems.push('"authorizationServers" needs "publicUrl" here: clients ask for tokens for that address');
  return problems;
}
