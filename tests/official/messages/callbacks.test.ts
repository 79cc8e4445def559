// Permissions and hooks, with both libraries.

import { compareAll } from "../compare.ts";
import { HOOKS } from "../scenarios/hooks.ts";
import { PERMISSIONS } from "../scenarios/permissions.ts";

compareAll({ ...PERMISSIONS, ...HOOKS });
