// Endings other than well, with both libraries.

import { compareAll } from "../compare.ts";
import { ENDINGS } from "../scenarios/endings.ts";

compareAll(ENDINGS);
