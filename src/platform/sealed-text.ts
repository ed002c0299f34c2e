// Short secrets at rest (secret access keys, session tokens): records that hold text.
import type { KeyObject } from 'node:crypto';
import type { Random } from './random.ts';
import { openRecord, sealRecord } from './sealed-record.ts';

/** @param boundTo the name of the row it stands in. */
export const sealText = (text: string, boundTo: string, masterKey: KeyObject, random: Random): Buffer =>
  sealRecord(masterKey, random, boundTo, Buffer.from(text));

/** Throws when the bytes were changed, moved to another row or sealed under another master key. */
export const openText = (sealed: Buffer, boundTo: string, masterKey: KeyObject): string =>
  openRecord(masterKey, boundTo, sealed).toString('utf8');
