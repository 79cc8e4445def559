// Settings: logins, keys, and what an organisation decides.

/** Settings: credentials and the rules of an organisation. */
export interface OrganisationSettings {
  /** A command that prints the API key. */
  apiKeyHelper?: string;
  proxyAuthHelper?: string;
  awsCredentialExport?: string;
  awsAuthRefresh?: string;
  gcpAuthRefresh?: string;
  otelHeadersHelper?: string;
  /** A command that runs the CLI's own processes. */
  processWrapper?: string;
  /** A program that prints managed settings. */
  policyHelper?: { path: string; timeoutMs?: number; refreshIntervalMs?: number };
  allowedProviders?: (
    | "anthropic"
    | "customEndpoint"
    | "bedrock"
    | "vertex"
    | "foundry"
    | "anthropicAws"
    | "mantle"
    | "gateway"
  )[];
  forceLoginMethod?: "claudeai" | "console" | "gateway";
  forceLoginOrgUUID?: string | string[];
  forceLoginGatewayUrl?: string;
  gatewayInternalNetworks?: string[];
  allowNestedModelAccessUnderForceLogin?: boolean;
  forceRemoteSettingsRefresh?: boolean;
  /** Whether the managed settings of a host program count beside those of this machine. */
  parentSettingsBehavior?: "first-wins" | "merge";
  /** Whether one source of managed settings wins, or all count. */
  managedSourcesBehavior?: "first-wins" | "merge";
  wslInheritsWindowsSettings?: boolean;
  minimumVersion?: string;
  requiredMinimumVersion?: string;
  requiredMaximumVersion?: string;
  downloadsMirrorUrl?: string;
  autoUpdatesChannel?: "latest" | "stable" | "rc";
  companyAnnouncements?: string[];
  attribution?: boolean | { commit?: string; pr?: string; sessionUrl?: boolean; [field: string]: unknown };
  attributionProject?: string;
  attributionProjectPolicy?: { default?: string };
  includeCoAuthoredBy?: boolean;
  disableRemoteControl?: boolean;
  disableDeepLinkRegistration?: "disable";
}
