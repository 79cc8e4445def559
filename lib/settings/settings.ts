// The settings of Claude Code, as its settings files hold them; each theme has a file of its own.
import type { HookSettings } from "./hook-settings.ts";
import type { ModelSettings } from "./model-settings.ts";
import type { OrganisationSettings } from "./organisation-settings.ts";
import type { SafetySettings } from "./permission-settings.ts";
import type { PluginSettings } from "./plugin-settings.ts";
import type { ScreenSettings } from "./screen-settings.ts";
import type { SessionSettings } from "./session-settings.ts";

/** The settings of Claude Code. The CLI checks them itself; keys that are not listed here pass through. */
export interface Settings
  extends ModelSettings,
    SafetySettings,
    HookSettings,
    PluginSettings,
    SessionSettings,
    OrganisationSettings,
    ScreenSettings {
  $schema?: string;
  [setting: string]: unknown;
}
