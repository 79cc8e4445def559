// Prompts and turns.

import { TURNS } from "../scenarios/turns.ts";
import { compareOnStage } from "../stage.ts";

compareOnStage("messages/turns", TURNS);
