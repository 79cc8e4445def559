// What the server is, as it says to every client.
import { VERSION } from "../version.ts";

export const INFO: { name: string; title: string; version: string } = {
  name: "kodegen-claude-agent",
  title: "Kodegen Claude Agent",
  version: VERSION,
};
