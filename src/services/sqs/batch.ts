// What the three batch operations have in common: ten entries, distinct ids, each with its own outcome.
import { AwsError } from '../../core/errors.ts';
import * as errors from './errors.ts';
import type { Failed } from './shapes.ts';

const MOST = 10;

export function requireBatch<E extends { readonly Id: string }>(
  entries: readonly E[] | undefined,
  entryName: string,
): readonly E[] {
  if (!entries || entries.length === 0) throw errors.emptyBatch(entryName);
  if (entries.length > MOST) throw errors.tooManyEntries(entries.length);
  const seen = new Set<string>();
  for (const { Id } of entries) {
    if (!/^[\w-]{1,80}$/.test(Id)) throw errors.invalidEntryId();
    if (seen.has(Id)) throw errors.idsNotDistinct(Id);
    seen.add(Id);
  }
  return entries;
}

/** One entry's refusal; what is no refusal is a bug and fails the whole. */
export function failedEntry(Id: string, error: unknown): Failed {
  if (!(error instanceof AwsError)) throw error;
  return { Id, SenderFault: true, Code: error.query?.code ?? error.code, Message: error.message };
}

export interface Outcome<S> {
  readonly Successful: readonly S[];
  readonly Failed: readonly Failed[];
}

/** Runs `act` for every entry; an AwsError is that entry's own. */
export function eachEntry<E extends { readonly Id: string }, S>(
  entries: readonly E[],
  act: (entry: E) => S,
): Outcome<S> {
  const Successful: S[] = [];
  const Failed: Failed[] = [];
  for (const entry of entries) {
    try {
      Successful.push(act(entry));
    } catch (error) {
      Failed.push(failedEntry(entry.Id, error));
    }
  }
  return { Successful, Failed };
}
