// The permission mode that settings choose, unless the source that chooses it is not trusted with it.
import type { ResolvedSettingSource, ResolvedSettings } from "./resolve.ts";
import type { Settings } from "./settings.ts";

/** Modes that let more happen without asking, and the sources that do not get to choose them. */
const DISTRUSTED: Readonly<Record<string, readonly ResolvedSettingSource[]>> = {
  // What comes with a repository may be somebody else's; a local file is the user's, but tools can write it.
  acceptEdits: ["project"],
  auto: ["project", "local"],
  bypassPermissions: ["project", "local"],
};

/**
 * The effective settings, without `permissions.defaultMode` when a file of the project chooses a mode that asks less.
 *
 * Claude Code itself honours such a mode only from sources of the user, the organisation or the command line.
 *
 * @param resolved What {@link resolveSettings} returns.
 */
export function filterEscalatingDefaultMode(resolved: ResolvedSettings): Settings {
  const { effective, sources } = resolved;
  const mode = effective.permissions?.defaultMode;
  const distrusted = mode === undefined ? undefined : DISTRUSTED[mode];
  const chooser = sources.findLast(({ settings }) => settings.permissions?.defaultMode !== undefined);
  if (distrusted === undefined || chooser === undefined || !distrusted.includes(chooser.source))
    return effective;
  const { defaultMode: _dropped, ...permissions } = effective.permissions ?? {};
  return { ...effective, permissions };
}
