// A new host that ends what others have left, at its very start.
import { endOrphans } from "../../lib/index.ts";

console.log("swept", JSON.stringify(await endOrphans()));
