// Copies an object, opened under its own key and sealed anew under the destination's.
import { header, headers, map, payload, string, structure, timestamp } from '../../../core/shape.ts';
import { findBucket, objectCheck } from '../access.ts';
import type { Bucket } from '../buckets/bucket-store.ts';
import { isChecksumAlgorithm } from '../checksum/algorithms.ts';
import { Intake } from '../checksum/intake.ts';
import { checkWriteConditions, refuseUnknownWriteConditions } from '../conditions.ts';
import type { S3Deps } from '../deps.ts';
import { type Chosen, chooseEncryption, hasDefaultEncryption } from '../encryption/choose.ts';
import { accessDenied, invalidArgument, invalidRequest } from '../errors.ts';
import { etagIsMd5, quoted } from '../etag.ts';
import { expirationOf } from '../lifecycle/foretold.ts';
import { requireAclsAllowed } from '../ownership.ts';
import { checksumAnswer, encryptionAnswer } from '../reading/object-answer.ts';
import { dataKeyOf, openBody } from '../reading/open-object.ts';
import { payable } from '../requester-pays.ts';
import {
  aclMembers,
  checksumElements,
  customerKeyMembers,
  lockMembers,
  objectHeaderMembers,
  objectMembers,
  sseAnswer,
  sseMembers,
} from '../shapes.ts';
import type { ChecksumAlgorithm, ObjectVersion } from '../versions/object-version.ts';
import { shownVersionId, writtenVersionId } from '../versions/version-id.ts';
import { commitObject } from '../writing/commit-object.ts';
import {
  copySourceMembers,
  type FoundSource,
  findSource,
  requireSource,
  sourceChecks,
} from '../writing/copy-source.ts';
import {
  checkKey,
  type DescribedObject,
  type Description,
  describe,
  writeChecks,
} from '../writing/object-draft.ts';
import { LARGEST_PUT } from './put-object.ts';

const input = structure({
  ...objectMembers,
  ...copySourceMembers,
  MetadataDirective: header('x-amz-metadata-directive', string()),
  TaggingDirective: header('x-amz-tagging-directive', string()),
  ChecksumAlgorithm: header('x-amz-checksum-algorithm', string()),
  IfMatch: header('If-Match', string()),
  IfNoneMatch: header('If-None-Match', string()),
  /** No member of AWS's: refused by name. */
  Range: header('Range', string()),
  ...objectHeaderMembers,
  Metadata: headers('x-amz-meta-', map(string(), string())),
  ...sseMembers,
  ...customerKeyMembers,
  StorageClass: header('x-amz-storage-class', string()),
  Tagging: header('x-amz-tagging', string()),
  ...lockMembers,
  ...aclMembers,
});
const output = structure({
  CopyObjectResult: payload(
    'CopyObjectResult',
    structure({ ETag: string(), LastModified: timestamp({ format: 'iso8601' }), ...checksumElements }),
  ),
  CopySourceVersionId: header('x-amz-copy-source-version-id', string()),
  VersionId: header('x-amz-version-id', string()),
  Expiration: header('x-amz-expiration', string()),
  ...sseAnswer,
  SSEKMSEncryptionContext: header('x-amz-server-side-encryption-context', string()),
});

export interface CopyTarget {
  readonly bucket: Bucket;
  readonly found: FoundSource;
}

export const copyObject = payable({
  name: 'CopyObject',
  input,
  output,
  http: { method: 'PUT', uri: '/{Bucket}/{Key+}', headers: ['x-amz-copy-source'] },
  resolve({ input, call, deps }): CopyTarget {
    checkKey(input.Key);
    return { bucket: findBucket(deps, input, call), found: findSource(input, call, deps) };
  },
  access({ input, target: { bucket, found }, call, deps }) {
    if (call.principal.type === 'anonymous') {
      throw accessDenied('Anonymous users cannot copy objects.  Please authenticate.');
    }
    const withTags = input.TaggingDirective !== 'REPLACE';
    const tagged = withTags && (found.version?.tags?.length ?? 0) > 0;
    return [
      ...sourceChecks(found, call, deps, withTags),
      // Whoever copies tags along puts them, too.
      ...(tagged ? [objectCheck(deps, 's3:PutObjectTagging', bucket, input.Key, call)] : []),
      ...[
        writeChecks(heeded(input), bucket, input.Key, call, deps, {
          's3:x-amz-copy-source': `${found.source.bucket}/${found.source.key}`,
          's3:x-amz-metadata-directive': input.MetadataDirective,
        }),
      ].flat(),
    ];
  },
  async run({ input, target: { bucket, found }, call, deps }) {
    const { Key: key } = input;
    // OpenStack Swift's test/s3api, which runs against AWS too.
    if (input.Range !== undefined) {
      throw invalidArgument('RANGE is not supported in Copy!', 'Range', input.Range);
    }
    refuseUnknownWriteConditions(input);
    requireAclsAllowed(input, bucket, deps);
    requireDirective(input.MetadataDirective, 'metadata');
    requireDirective(input.TaggingDirective, 'tagging');
    const { version: source, customer } = requireSource(found, input, call.time);
    if (source.size > LARGEST_PUT) {
      throw invalidRequest(
        `The specified copy source is larger than the maximum allowable size for a copy source: ${LARGEST_PUT}`,
      );
    }
    if (input.IfMatch ?? input.IfNoneMatch)
      checkWriteConditions(key, input, deps.objects.latest(bucket, key));
    refuseIdleCopy(input, bucket, found, source, deps);
    const description = describedCopy(input, source, describe(heeded(input), bucket, call, deps));
    const chosen: Chosen = chooseEncryption(input, bucket, key, call, deps);
    const algorithm = algorithmOf(input.ChecksumAlgorithm) ?? source.checksum?.algorithm ?? 'CRC64NVME';
    const intake = new Intake({}, { md5: etagIsMd5(chosen.mode), algorithm });

    const dataKey = await dataKeyOf(source, found.bucket, call, customer, deps);
    const body = openBody(source, dataKey, 0, source.size, deps);
    const { version, envelope, checksum, etag } = await commitObject(
      {
        body,
        chosen,
        bucket,
        key,
        call,
        intake,
        description,
        conditions: input,
        event: 'ObjectCreated:Copy',
      },
      deps,
    );
    return {
      CopyObjectResult: {
        ETag: quoted(etag),
        LastModified: new Date(version.lastModified),
        ...checksumAnswer(checksum),
      },
      CopySourceVersionId: writtenVersionId(source.versionId),
      // Unlike a put's, a null version's is told (recorded).
      VersionId: shownVersionId(bucket, version.versionId),
      Expiration: expirationOf(bucket, version, deps),
      ...encryptionAnswer(envelope),
      SSEKMSEncryptionContext: envelope.context ? input.SSEKMSEncryptionContext : undefined,
    };
  },
});

function requireDirective(directive: string | undefined, what: 'metadata' | 'tagging'): void {
  if (directive === undefined || directive === 'COPY' || directive === 'REPLACE') return;
  throw invalidArgument(`Unknown ${what} directive.`, `x-amz-${what}-directive`, directive);
}

export function algorithmOf(name: string | undefined): ChecksumAlgorithm | undefined {
  if (name === undefined) return undefined;
  const upper = name.toUpperCase();
  if (isChecksumAlgorithm(upper)) return upper;
  throw invalidRequest(
    'Checksum algorithm provided is unsupported. Please try again with any of the valid types: [CRC32, CRC32C, CRC64NVME, SHA1, SHA256]',
  );
}

interface Directives {
  readonly MetadataDirective?: string | undefined;
  readonly TaggingDirective?: string | undefined;
}

/** Metadata and tags that are not to replace the source's are not even read: they may be too many, or ill-formed. */
const heeded = <Input extends DescribedObject & Directives>(input: Input): Input => ({
  ...input,
  Metadata: input.MetadataDirective === 'REPLACE' ? input.Metadata : undefined,
  Tagging: input.TaggingDirective === 'REPLACE' ? input.Tagging : undefined,
});

/** Metadata and tags are the source's unless replaced; redirect, storage class and lock never are. */
function describedCopy(
  input: DescribedObject & Directives,
  source: ObjectVersion,
  given: Description,
): Description {
  return {
    ...given,
    headers:
      input.MetadataDirective === 'REPLACE'
        ? given.headers
        : { ...source.headers, WebsiteRedirectLocation: given.headers.WebsiteRedirectLocation },
    tags: input.TaggingDirective === 'REPLACE' ? given.tags : source.tags,
  };
}

/** An object copied onto itself must change in something (recorded: facts/s3 §5.2). */
function refuseIdleCopy(
  input: DescribedObject & { readonly Key: string; readonly MetadataDirective?: string | undefined },
  bucket: Bucket,
  { source, bucket: from }: FoundSource,
  version: ObjectVersion,
  deps: S3Deps,
): void {
  if (from.id !== bucket.id || source.key !== input.Key || !version.latest || source.versionId !== undefined)
    return;
  const changes =
    input.MetadataDirective === 'REPLACE' ||
    // Naming the class that it has is enough (recorded).
    input.StorageClass !== undefined ||
    input.WebsiteRedirectLocation !== undefined ||
    input.ServerSideEncryption !== undefined ||
    input.SSECustomerAlgorithm !== undefined ||
    version.envelope.mode !== 'AES256' ||
    hasDefaultEncryption(bucket, deps);
  if (changes) return;
  throw invalidRequest(
    "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.",
  );
}
