// How the CLI hears of MCP servers: those of this program by name, the others over stdin or by a flag.
import { present } from "../json-object.ts";
import type { McpServerConfig } from "../mcp/configs.ts";
import type { InitializeRequest } from "../wire/initialize.ts";
import { mayBeSeen } from "./command-line.ts";
import type { Options } from "./options.ts";
import type { Delivery } from "./row.ts";

interface InProcessConfig {
  readonly instance: unknown;
  readonly timeout?: number;
  readonly alwaysLoad?: boolean;
}

type OutsideConfig = Exclude<McpServerConfig, { instance: unknown }>;

type Servers = Readonly<Record<string, McpServerConfig>>;

/** The servers that live in this program. */
export function inProcessServers(servers: Servers = {}): Record<string, InProcessConfig> {
  const own = Object.entries(servers).filter(([, { type }]) => type === "sdk");
  return Object.fromEntries(own) as unknown as Record<string, InProcessConfig>;
}

/** The servers that the CLI starts or connects to. */
export function outsideServers(servers: Servers = {}): Record<string, OutsideConfig> {
  const others = Object.entries(servers).filter(([, { type }]) => type !== "sdk");
  return Object.fromEntries(others) as Record<string, OutsideConfig>;
}

export function mcpDelivery(servers: NonNullable<Options["mcpServers"]>, options: Options): Delivery {
  const outside = outsideServers(servers);
  const own = sdkFields(inProcessServers(servers));
  if (Object.keys(outside).length === 0) return { initialize: own };
  // A session that is remote-controlled by a URL cannot read servers from its first request.
  const byFlag = options.mcpServersDelivery === "argv" || options.extraArgs?.["sdk-url"] !== undefined;
  if (!byFlag) return { initialize: { ...own, mcpServers: outside }, waits: true };
  const text = JSON.stringify({ mcpServers: outside });
  // A file of this machine is of no use to a process on another one.
  if (mayBeSeen(text) || options.spawnClaudeCodeProcess !== undefined)
    return { args: ["--mcp-config", text], initialize: own };
  return { files: [{ flag: "--mcp-config", text }], initialize: own };
}

function sdkFields(own: Readonly<Record<string, InProcessConfig>>): Partial<InitializeRequest> {
  if (Object.keys(own).length === 0) return {};
  const configs = Object.entries(own)
    .map(([name, server]) => [name, sdkConfig(server)] as const)
    .filter(([, config]) => Object.keys(config).length > 0);
  return {
    sdkMcpServers: Object.keys(own),
    ...(configs.length === 0 ? {} : { sdkMcpServerConfigs: Object.fromEntries(configs) }),
  };
}

/** What the CLI has to know of a server of this program besides its name. */
export function sdkConfig({ timeout, alwaysLoad }: InProcessConfig): Omit<InProcessConfig, "instance"> {
  return present({ timeout, alwaysLoad });
}
