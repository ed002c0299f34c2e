// Tells the attributes of an object that the caller names, without its metadata or bytes.
import {
  boolean,
  header,
  integer,
  list,
  long,
  named,
  string,
  structure,
  timestamp,
} from '../../../core/shape.ts';
import { ALGORITHMS } from '../checksum/algorithms.ts';
import type { S3Deps } from '../deps.ts';
import { customerKeyOf, requireCustomerKey } from '../encryption/customer-key.ts';
import { invalidArgument, invalidRequest } from '../errors.ts';
import { natural, pageSize } from '../listing/list-request.ts';
import { checksumAnswer } from '../reading/object-answer.ts';
import { dataKeyOf } from '../reading/open-object.ts';
import { findVersion, readChecks, requireObject } from '../reading/read-object.ts';
import { payable } from '../requester-pays.ts';
import { checksumElements, customerKeyMembers, versionMembers } from '../shapes.ts';
import type { ObjectVersion } from '../versions/object-version.ts';
import { shownVersionId } from '../versions/version-id.ts';

const { ChecksumType: _, ...partChecksums } = checksumElements;

const input = structure({
  ...versionMembers,
  ObjectAttributes: header('x-amz-object-attributes', list(string())),
  MaxParts: header('x-amz-max-parts', integer()),
  PartNumberMarker: header('x-amz-part-number-marker', integer()),
  ...customerKeyMembers,
});
const output = structure(
  {
    DeleteMarker: header('x-amz-delete-marker', boolean()),
    LastModified: header('Last-Modified', timestamp({ format: 'rfc822' })),
    VersionId: header('x-amz-version-id', string()),
    ETag: string(),
    Checksum: structure(checksumElements),
    ObjectParts: structure({
      TotalPartsCount: named('PartsCount', integer()),
      PartNumberMarker: integer(),
      NextPartNumberMarker: integer(),
      MaxParts: integer(),
      IsTruncated: boolean(),
      Parts: named(
        'Part',
        list(structure({ PartNumber: integer(), Size: long(), ...partChecksums }), { flattened: true }),
      ),
    }),
    StorageClass: string(),
    ObjectSize: long(),
  },
  { xmlName: 'GetObjectAttributesResponse' },
);

const NAMES = ['ETag', 'Checksum', 'ObjectParts', 'StorageClass', 'ObjectSize'];

export const getObjectAttributes = payable({
  name: 'GetObjectAttributes',
  input,
  output,
  http: { method: 'GET', uri: '/{Bucket}/{Key+}?attributes' },
  resolve: ({ input, call, deps }) => findVersion(input, call, deps),
  access: ({ input, target, call, deps }) =>
    [
      readChecks({ latest: 's3:GetObject', version: 's3:GetObjectVersion' }, input, target, call, deps),
      readChecks(
        { latest: 's3:GetObjectAttributes', version: 's3:GetObjectVersionAttributes' },
        input,
        target,
        call,
        deps,
      ),
    ].flat(),
  async run({ input, target, call, deps }) {
    const wanted = new Set(input.ObjectAttributes);
    if (wanted.size === 0) {
      throw invalidRequest(
        'The x-amz-object-attributes header specifying the attributes to be retrieved is either missing or empty',
      );
    }
    if ([...wanted].some((name) => !NAMES.includes(name))) {
      throw invalidArgument('Invalid attribute name specified.', 'x-amz-object-attributes');
    }
    const page = {
      maxParts: pageSize(input.MaxParts, 'x-amz-max-parts'),
      marker: natural(input.PartNumberMarker ?? 0, 'x-amz-part-number-marker'),
    };
    const version = requireObject(target, input, 'GET');
    const customer = requireCustomerKey(version.envelope, customerKeyOf(input));
    // The checksum is stored encrypted, as for HeadObject.
    if (wanted.has('Checksum') && version.checksum) {
      (await dataKeyOf(version, target.bucket, call, customer, deps)).fill(0);
    }
    return {
      LastModified: new Date(version.lastModified),
      VersionId: shownVersionId(target.bucket, version.versionId),
      // Without quotes, here alone.
      ETag: wanted.has('ETag') ? version.etag : undefined,
      Checksum: wanted.has('Checksum') && version.checksum ? shownChecksum(version) : undefined,
      ObjectParts: wanted.has('ObjectParts') ? partsOf(version, page, deps) : undefined,
      StorageClass: wanted.has('StorageClass') ? version.storageClass : undefined,
      ObjectSize: wanted.has('ObjectSize') ? version.size : undefined,
    };
  },
});

/** The count of parts that ends a composite checksum is told elsewhere. */
function shownChecksum({ checksum }: ObjectVersion) {
  return checksumAnswer(checksum && { ...checksum, value: checksum.value.replace(/-\d+$/, '') });
}

function partsOf(
  version: ObjectVersion,
  { maxParts, marker }: { readonly maxParts: number; readonly marker: number },
  deps: S3Deps,
) {
  const { body, checksum } = version;
  if (body.kind !== 'parts') return undefined;
  // Only a composite checksum needs its parts' checksums, and only then are parts listed.
  if (checksum?.type !== 'COMPOSITE') return { TotalPartsCount: body.parts };
  const found = deps.uploads.parts(body.upload, marker, maxParts + 1);
  const parts = found.slice(0, maxParts);
  return {
    TotalPartsCount: body.parts,
    PartNumberMarker: marker,
    NextPartNumberMarker: parts.at(-1)?.number ?? 0,
    MaxParts: maxParts,
    IsTruncated: found.length > parts.length,
    Parts: parts.map((part) => ({
      PartNumber: part.number,
      Size: part.size,
      ...(part.checksum !== null && { [ALGORITHMS[checksum.algorithm].member]: part.checksum }),
    })),
  };
}
