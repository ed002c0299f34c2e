// The block of public access that an account puts on all its buckets.
import type { AccessCheck } from '../../core/access-check.ts';
import type { Call } from '../../core/call.ts';
import { boolean, structure } from '../../core/shape.ts';
import { accountCheck } from './job-access.ts';
import { accountMembers, NAMESPACE } from './job-shapes.ts';

export const publicAccessBlock = structure(
  {
    BlockPublicAcls: boolean(),
    IgnorePublicAcls: boolean(),
    BlockPublicPolicy: boolean(),
    RestrictPublicBuckets: boolean(),
  },
  { xmlName: 'PublicAccessBlockConfiguration', xmlNamespace: NAMESPACE },
);

export const accountInput = structure(accountMembers);
export const BLOCK_URI = '/v20180820/configuration/publicAccessBlock';

/** IAM knows no resource type for it; DeletePublicAccessBlock asks for Put's permission (both API pages). */
export const allowsOnAccount =
  (action: 's3:GetAccountPublicAccessBlock' | 's3:PutAccountPublicAccessBlock') =>
  ({ input, call }: { readonly input: { readonly AccountId: string }; readonly call: Call }): AccessCheck =>
    accountCheck(action, input.AccountId, call, '*');
