// Conversations that are taken up again.
import { SESSIONS } from "../scenarios/sessions.ts";
import { compareOnStage } from "../stage.ts";

compareOnStage("messages/sessions", SESSIONS);
