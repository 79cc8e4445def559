// Who may run a tool, with both libraries.
import { compareAll } from "../compare.ts";
import { PERMISSIONS } from "../scenarios/permissions.ts";

compareAll(PERMISSIONS);
