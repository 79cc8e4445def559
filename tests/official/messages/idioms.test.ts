// Ways of reading and stopping.
import { IDIOMS } from "../scenarios/idioms.ts";
import { compareOnStage } from "../stage.ts";

compareOnStage("messages/idioms", IDIOMS);
