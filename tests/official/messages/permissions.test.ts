// Who may run a tool.
import { PERMISSIONS } from "../scenarios/permissions.ts";
import { compareOnStage } from "../stage.ts";

compareOnStage("messages/permissions", PERMISSIONS);
