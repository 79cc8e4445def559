// Programs in the wild, with both libraries.
import { compareAll } from "../compare.ts";
import { PROGRAMS } from "../scenarios/programs.ts";

compareAll(PROGRAMS);
