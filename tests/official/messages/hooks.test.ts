// Hooks.
import { HOOKS } from "../scenarios/hooks.ts";
import { compareOnStage } from "../stage.ts";

compareOnStage("messages/hooks", HOOKS);
