// KMS's writes: the shared group commit, with the caches emptied when a write is undone.
//
// A cache filled inside a transaction would otherwise keep what the rollback took back.
import type { Database } from '../../platform/database.ts';

export type Commit = <T>(work: () => T) => Promise<T>;

export function createCommit(database: Database, forget: () => void): Commit {
  return (work) =>
    database
      .commit(() => {
        try {
          return work();
        } catch (error) {
          forget();
          throw error;
        }
      })
      .catch((error) => {
        forget();
        throw error;
      });
}
