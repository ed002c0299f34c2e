// Attributes as they are kept after a change: empty ones go, one kind of server-side encryption stands, a redrive
// policy's number is a number.
import type { Attributes } from './queue.ts';
import { normalRedrive } from './redrive.ts';

/** What CreateQueue is given, as it is kept. */
export const keptAttributes = (given: Attributes): Attributes => withChanges({}, given);

export function withChanges(held: Attributes, given: Attributes): Attributes {
  const merged: Record<string, string> = { ...held, ...given };
  if (given.RedrivePolicy) merged.RedrivePolicy = normalRedrive(given.RedrivePolicy);
  // Each takes the other's place (recorded).
  if (given.KmsMasterKeyId) delete merged.SqsManagedSseEnabled;
  if (given.SqsManagedSseEnabled === 'true') delete merged.KmsMasterKeyId;
  return Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== ''));
}
