// Prompts and turns, with both libraries.

import { compareAll } from "../compare.ts";
import { TURNS } from "../scenarios/turns.ts";

compareAll(TURNS);
