// Ways of reading and stopping, with both libraries.
import { compareAll } from "../compare.ts";
import { IDIOMS } from "../scenarios/idioms.ts";

compareAll(IDIOMS);
