// Settings of the operating system's sandbox, in which commands can run.

type Handling = "deny" | "mask";

/** How a secret is kept from commands: refused, or replaced by a stand-in that only allowed hosts get exchanged. */
interface MaskedSecret {
  mode: Handling;
  extract?: string | undefined;
  onExtractNoMatch?: "deny" | "error" | "warn" | undefined;
  decode?: "jwt" | undefined;
  maskClaims?: string[] | undefined;
  injectHosts?: string[] | undefined;
}

/** What commands see of secrets. */
export type SandboxCredentialsConfig = {
  files?: (MaskedSecret & { path: string; maskDuplicates?: boolean | undefined })[] | undefined;
  envVars?: (MaskedSecret & { name: string })[] | undefined;
  allowPlaintextInject?: boolean | undefined;
  awsPairs?:
    | { accessKeyIdVar: string; secretAccessKeyVar: string; sessionTokenVar?: string | undefined }[]
    | undefined;
  sigv4?:
    | {
        streaming?: "deny" | "passthrough" | undefined;
        presigned?: "deny" | "passthrough" | undefined;
        sigv4a?: "deny" | "passthrough" | undefined;
      }
    | undefined;
};

/** Which files commands can read and write. */
export type SandboxFilesystemConfig = {
  allowWrite?: string[] | undefined;
  denyWrite?: string[] | undefined;
  denyRead?: string[] | undefined;
  allowRead?: string[] | undefined;
  allowManagedReadPathsOnly?: boolean | undefined;
  disabled?: boolean | undefined;
};

/** Which hosts and sockets commands can reach. */
export type SandboxNetworkConfig = {
  allowedDomains?: string[] | undefined;
  deniedDomains?: string[] | undefined;
  strictAllowlist?: boolean | undefined;
  allowManagedDomainsOnly?: boolean | undefined;
  allowUnixSockets?: string[] | undefined;
  allowAllUnixSockets?: boolean | undefined;
  allowLocalBinding?: boolean | undefined;
  allowMachLookup?: string[] | undefined;
  httpProxyPort?: number | undefined;
  socksProxyPort?: number | undefined;
  tlsTerminate?: { caCertPath?: string | undefined; caKeyPath?: string | undefined } | undefined;
};

/** Violations that are not reported, by command. */
export type SandboxIgnoreViolations = Record<string, string[]>;

/** The sandbox in which commands run. */
export type SandboxSettings = {
  /** Default: false. */
  enabled?: boolean | undefined;
  /** Fail rather than run without a sandbox. Default: true when `enabled` is given here. */
  failIfUnavailable?: boolean | undefined;
  /** Commands in the sandbox need no permission. */
  autoAllowBashIfSandboxed?: boolean | undefined;
  /** The model may ask for a command outside of it. */
  allowUnsandboxedCommands?: boolean | undefined;
  filesystem?: SandboxFilesystemConfig | undefined;
  network?: SandboxNetworkConfig | undefined;
  credentials?: SandboxCredentialsConfig | undefined;
  ignoreViolations?: SandboxIgnoreViolations | undefined;
  excludedCommands?: string[] | undefined;
  enableWeakerNestedSandbox?: boolean | undefined;
  allowNestedUserNamespaces?: boolean | undefined;
  enableWeakerNetworkIsolation?: boolean | undefined;
  allowAppleEvents?: boolean | undefined;
  ripgrep?: { command: string; args?: string[] | undefined } | undefined;
  /** Where the programs are that make the sandbox on Linux. Managed settings only. */
  bwrapPath?: string | undefined;
  socatPath?: string | undefined;
  [setting: string]: unknown;
};
