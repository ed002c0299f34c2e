// Requester Pays buckets: who must say that they pay, and who is told that they did (user guide, "Using Requester Pays
// buckets").
import { type Call, principalAccount } from '../../core/call.ts';
import type { Context, Operation } from '../../core/operation.ts';
import { whenReady } from '../../core/prompt.ts';
import { header, type Shape, type StructureNode, string } from '../../core/shape.ts';
import type { Bucket, BucketStore } from './buckets/bucket-store.ts';
import type { S3Deps } from './deps.ts';
import { accessDenied } from './errors.ts';

interface Stores {
  readonly buckets: BucketStore;
}

/** Such a bucket is closed to who does not say so, and to who cannot be billed. */
export function requirePayer({ buckets }: Stores, bucket: Bucket, call: Call): void {
  const { principal, signature, requestPayer } = call;
  if (principalAccount(principal) === bucket.account) return;
  // What services do of their own accord, unsigned, its owner pays.
  if (signature === undefined && principal.type !== 'anonymous') return;
  if (!paysRequester(bucket, buckets)) return;
  if (requestPayer === 'requester' && principal.type !== 'anonymous') return;
  throw accessDenied(undefined, { 'x-amz-bucket-region': bucket.region });
}

const paysRequester = (bucket: Bucket, buckets: BucketStore): boolean =>
  buckets.configuration<{ readonly Payer?: string }>(bucket, 'requestPayment')?.Payer === 'Requester';

/** `x-amz-request-charged`: "If the request succeeds and the requester is charged", never to the bucket's owner. */
export const chargedTo = (bucket: Bucket, call: Call, { buckets }: Stores): 'requester' | undefined =>
  call.requestPayer === 'requester' &&
  principalAccount(call.principal) !== bucket.account &&
  paysRequester(bucket, buckets)
    ? 'requester'
    : undefined;

export const chargedMember = { RequestCharged: header('x-amz-request-charged', string()) };

/** What these operations act on; a copy reads `found`, too. */
type Payable = Bucket | { readonly bucket: Bucket; readonly found?: { readonly bucket: Bucket } };
export interface Charged {
  readonly RequestCharged?: string | undefined;
}

/** The same operation, whose answers tell a requester that it was charged: those that have RequestCharged in AWS's model. */
export function payable<In, Out extends object, Target extends Payable>(
  operation: Operation<S3Deps, In, Out, Target>,
): Operation<S3Deps, In, Out & Charged, Target> {
  const shape = operation.output as StructureNode;
  const output: Shape<Out & Charged> = { ...shape, members: { ...shape.members, ...chargedMember } };
  return {
    ...operation,
    output,
    run(context) {
      const RequestCharged = chargeOf(context);
      const answer = operation.run(context);
      return RequestCharged === undefined
        ? answer
        : whenReady(answer, (made) => ({ ...made, RequestCharged }));
    },
  };
}

function chargeOf({ target, call, deps }: Context<S3Deps, unknown, Payable>): 'requester' | undefined {
  // Nearly every request ends here.
  if (call.requestPayer === undefined) return undefined;
  if (!('bucket' in target)) return chargedTo(target, call, deps);
  return chargedTo(target.bucket, call, deps) ?? (target.found && chargedTo(target.found.bucket, call, deps));
}
