// Multipart uploads: finding one, and who may do something with it.
import type { AccessCheck, ConditionContext } from '../../../core/access-check.ts';
import { type Call, type Principal, principalArn } from '../../../core/call.ts';
import type { AccountId } from '../../../core/ids.ts';
import { findBucket, objectCheck } from '../access.ts';
import type { Bucket } from '../buckets/bucket-store.ts';
import type { S3Deps } from '../deps.ts';
import { noSuchUpload } from '../errors.ts';
import { ownerOf } from '../owner.ts';
import { checkKey } from '../writing/object-draft.ts';
import type { Upload, UploadDraft } from './upload.ts';

export interface NamesUpload {
  readonly Bucket: string;
  readonly Key: string;
  readonly UploadId: string;
  readonly ExpectedBucketOwner?: string | undefined;
}
export interface FoundUpload {
  readonly bucket: Bucket;
  readonly upload: Upload | undefined;
}

export function findUpload(input: NamesUpload, call: Call, deps: S3Deps): FoundUpload {
  checkKey(input.Key);
  const bucket = findBucket(deps, input, call);
  const upload = deps.uploads.find(input.UploadId);
  const isIts = upload?.bucket === bucket.id && upload.key === input.Key;
  return { bucket, upload: isIts ? upload : undefined };
}

/** Told only to those who may act on it. */
export function requireUpload({ upload }: FoundUpload, uploadId: string): Upload {
  if (!upload || upload.seq !== undefined) throw noSuchUpload(uploadId);
  return upload;
}

/** `access` of the operations that add to an upload. */
export const allowsUpload =
  (action: string, context?: ConditionContext) =>
  ({
    input,
    target,
    call,
    deps,
  }: {
    readonly input: { readonly Key: string };
    readonly target: { readonly bucket: Bucket };
    readonly call: Call;
    readonly deps: S3Deps;
  }) =>
    objectCheck(deps, action, target.bucket, input.Key, call, context);

/** The same for what the upload's initiator may do without being told so ("Multipart upload and permissions"). */
export const allowsInitiator =
  (action: string) =>
  (context: {
    readonly input: { readonly Key: string };
    readonly target: FoundUpload;
    readonly call: Call;
    readonly deps: S3Deps;
  }): AccessCheck => {
    const check = allowsUpload(action)(context);
    const { upload } = context.target;
    const shared = { ...check, context: check.context };
    if (!upload || !isInitiator(upload, context.call))
      return { ...shared, otherwise: () => check.otherwise?.() };
    const { otherwiseFor: _, ...asked } = shared;
    return { ...asked, otherwise: () => 'the upload begun by the caller' };
  };

function isInitiator({ initiator, draft }: Upload, { principal }: Call): boolean {
  if (draft.initiator) return draft.initiator.arn === principalArn(principal);
  return principal.type === 'root' && principal.account === initiator;
}

/** Roots are known by their account. */
export const initiatorOf = (principal: Principal): UploadDraft['initiator'] =>
  principal.type === 'user' || principal.type === 'role' || principal.type === 'federated'
    ? { arn: principal.arn, name: principal.arn.replace(/^[^/]*\//, '') }
    : undefined;

/** A user is told by ARN and name, an account by its canonical id (API_ListParts, Initiator). */
export const shownInitiator = (account: AccountId, initiator: UploadDraft['initiator']) =>
  initiator ? { ID: initiator.arn, DisplayName: initiator.name } : ownerOf(account);
