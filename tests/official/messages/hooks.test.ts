// Hooks, with both libraries.
import { compareAll } from "../compare.ts";
import { HOOKS } from "../scenarios/hooks.ts";

compareAll(HOOKS);
