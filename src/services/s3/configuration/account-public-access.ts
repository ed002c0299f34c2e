// An account's block as S3 Control sees it: S3 keeps it, for it is S3 that refuses by it.
import type { AccountId } from '../../../core/ids.ts';
import type { S3Deps } from '../deps.ts';
import type { PublicAccessBlock } from './public-access.ts';

export function accountBlocksWith({ buckets, database }: S3Deps) {
  const { accountBlocks } = buckets;
  return {
    of: (account: AccountId) => accountBlocks.of(account),
    put: (account: AccountId, block: PublicAccessBlock): Promise<void> =>
      database.commit(() => accountBlocks.put(account, block)),
    remove: (account: AccountId): Promise<void> => database.commit(() => accountBlocks.remove(account)),
  };
}
