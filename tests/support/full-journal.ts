// Writes into a journal until the system refuses to take more, and goes on with less.
import process from "node:process";
import { FolderJournal } from "../../lib/journal/folder-journal.ts";

process.on("SIGXFSZ", () => undefined);
const journal = await FolderJournal.open(process.argv[2] ?? "");
const { epoch } = await journal.claim("a");
const written: number[] = [];
const refused: string[] = [];
const append = async (size: number): Promise<void> => {
  const at = written.length;
  try {
    await journal.append({ agent: "a", epoch, at, entries: [{ at, text: "x".repeat(size) }] });
    written.push(at);
  } catch (error) {
    refused.push((error as { code: string }).code);
  }
};
for (let time = 0; time < 12; time += 1) await append(200_000);
for (let time = 0; time < 3; time += 1) await append(10);
await journal.close();
console.log(JSON.stringify({ written, refused }));
