// Endings other than well.

import { ENDINGS } from "../scenarios/endings.ts";
import { compareOnStage } from "../stage.ts";

compareOnStage("messages/endings", ENDINGS);
