// Canonical user ids: what S3 shows in place of an account's number.
import { hash } from 'node:crypto';
import type { AccountId } from '../../core/ids.ts';

const known = new Map<AccountId, string>();

/** 64 hexadecimal digits, the same for an account for ever. */
export function canonicalId(account: AccountId): string {
  let id = known.get(account);
  if (!id) {
    id = hash('sha256', `waxseal canonical user ${account}`, 'hex');
    known.set(account, id);
  }
  return id;
}

/** AWS shows no DisplayName any more (since November 2025). */
export const ownerOf = (account: AccountId) => ({ ID: canonicalId(account) });
