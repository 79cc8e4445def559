// Opening the journal of a folder; loaded when it is first called.
import { FolderJournal } from "./folder-journal.ts";

/**
 * Open the journal in a folder, for `AgentManager.open({ journal })`. The folder is made if there is none; only this user
 * can read it.
 *
 * A last line that was cut short is removed. A file that was damaged otherwise, or that a newer version has written, is
 * renamed, and what can be read of it is taken over; `damage` says so.
 *
 * @throws {JournalInUseError} If another program has it open; one that has died has not.
 * @throws {JournalError} If the folder cannot be used.
 */
export async function openJournal(folder: string): Promise<FolderJournal> {
  return FolderJournal.open(folder);
}
