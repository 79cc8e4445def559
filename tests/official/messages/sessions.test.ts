// Conversations that are taken up again, with both libraries.
import { compareAll } from "../compare.ts";
import { SESSIONS } from "../scenarios/sessions.ts";

compareAll(SESSIONS);
