// The settings of Claude Code, as its settings files hold them.
export type {
  PermissionSettings,
  SandboxCredentialsConfig,
  SandboxFilesystemConfig,
  SandboxIgnoreViolations,
  SandboxNetworkConfig,
  SandboxSettings,
  Settings,
  SettingsHooks,
} from "../generated/settings.ts";
