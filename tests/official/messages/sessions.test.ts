// Conversations taken up again, and steered, with both libraries.

import { compareAll } from "../compare.ts";
import { CONTROLS } from "../scenarios/controls.ts";
import { SESSIONS } from "../scenarios/sessions.ts";

compareAll({ ...SESSIONS, ...CONTROLS });
