// Sessions that are asked and changed.
import { CONTROLS } from "../scenarios/controls.ts";
import { compareOnStage } from "../stage.ts";

compareOnStage("messages/controls", CONTROLS);
