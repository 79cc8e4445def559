// Sessions that are asked and changed, with both libraries.
import { compareAll } from "../compare.ts";
import { CONTROLS } from "../scenarios/controls.ts";

compareAll(CONTROLS);
