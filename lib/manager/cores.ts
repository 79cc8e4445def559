// How many processors this program may use.
import os from "node:os";

export function cores(): number {
  return os.availableParallelism();
}
