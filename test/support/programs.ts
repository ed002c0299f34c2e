// Programs that nobody here wrote: tests by them are skipped, with the reason in their name, where they are not installed.
import { execFileSync } from 'node:child_process';

/** Whether the program is there and ends well. */
export function runs(program: string, ...words: readonly string[]): boolean {
  try {
    execFileSync(program, words, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** The name of tests that are skipped for a reason, or for none. */
export const named = (name: string, reason = ''): string => (reason ? `${name} (skipped: ${reason})` : name);
