// Programs in the wild.
import { PROGRAMS } from "../scenarios/programs.ts";
import { compareOnStage } from "../stage.ts";

compareOnStage("messages/programs", PROGRAMS);
