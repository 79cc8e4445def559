// Programs in the wild and their idioms, with both libraries.

import { compareAll } from "../compare.ts";
import { IDIOMS } from "../scenarios/idioms.ts";
import { PROGRAMS } from "../scenarios/programs.ts";

compareAll({ ...PROGRAMS, ...IDIOMS });
