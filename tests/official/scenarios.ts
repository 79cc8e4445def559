// All scenarios, by name.
import { CONTROLS } from "./scenarios/controls.ts";
import { ENDINGS } from "./scenarios/endings.ts";
import { HOOKS } from "./scenarios/hooks.ts";
import { IDIOMS } from "./scenarios/idioms.ts";
import { PERMISSIONS } from "./scenarios/permissions.ts";
import { PROGRAMS } from "./scenarios/programs.ts";
import { SESSIONS } from "./scenarios/sessions.ts";
import { TASKS } from "./scenarios/tasks.ts";
import { TOOLS } from "./scenarios/tools.ts";
import { TURNS } from "./scenarios/turns.ts";
import type { Scenario } from "./stage.ts";

export const SCENARIOS: Readonly<Record<string, Scenario>> = {
  ...TURNS,
  ...PERMISSIONS,
  ...HOOKS,
  ...TOOLS,
  ...TASKS,
  ...ENDINGS,
  ...SESSIONS,
  ...CONTROLS,
  ...PROGRAMS,
  ...IDIOMS,
};
