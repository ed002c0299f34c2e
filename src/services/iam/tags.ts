// What IAM holds of tags (IAM guide "Tags for Identity and Access Management resources", naming tags).
import { invalidInput } from './errors.ts';
import type { Tag } from './tag-store.ts';

/** What tells a key from another. */
export type KeyIdentity = (key: string) => string;

/** Users and roles: the case is kept, and means nothing. */
export const caseless: KeyIdentity = (key) => key.toLowerCase();
/** Policies, instance profiles and identity providers. */
export const exact: KeyIdentity = (key) => key;

/** @param owner the unique id, or the ARN, of what the tags are on. */
export const identityOn = (owner: string): KeyIdentity => (/^A(?:IDA|ROA)/.test(owner) ? caseless : exact);

const MAX_TAGS = 50;

/** @param present the tags already there. */
export function requireTags(tags: readonly Tag[], identity: KeyIdentity, present: readonly Tag[] = []): void {
  const keys = tags.map(({ Key }) => identity(Key));
  if (new Set(keys).size < keys.length) {
    const note = identity === caseless ? ' Please note that Tag keys are case insensitive.' : '';
    throw invalidInput(`Duplicate tag keys found.${note}`);
  }
  // The guide names no words for it.
  if (tags.some(({ Key, Value }) => isReserved(Key) || isReserved(Value))) {
    throw invalidInput('Tag keys and values that begin with aws: are reserved for AWS internal use.');
  }
  if (new Set([...keys, ...present.map(({ Key }) => identity(Key))]).size > MAX_TAGS) {
    throw invalidInput(
      `The number of tags has reached the maximum limit. The maximum number of tags is ${MAX_TAGS}.`,
    );
  }
}

const isReserved = (text: string): boolean => /^aws:/i.test(text);
