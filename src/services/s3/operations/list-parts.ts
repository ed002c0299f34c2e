// Lists the parts that an upload has so far.
import {
  boolean,
  integer,
  list,
  long,
  named,
  query,
  required,
  string,
  structure,
  timestamp,
} from '../../../core/shape.ts';
import { ALGORITHMS } from '../checksum/algorithms.ts';
import { quoted } from '../etag.ts';
import { abortionOf } from '../lifecycle/foretold.ts';
import { natural, pageSize } from '../listing/list-request.ts';
import { allowsInitiator, findUpload, requireUpload, shownInitiator } from '../multipart/find-upload.ts';
import { ownerOf } from '../owner.ts';
import { payable } from '../requester-pays.ts';
import { abortAnswer, checksumElements, customerKeyMembers, objectMembers, ownerShape } from '../shapes.ts';

const { ChecksumType: _, ...partChecksums } = checksumElements;

const input = structure({
  ...objectMembers,
  UploadId: required(query('uploadId', string())),
  MaxParts: query('max-parts', integer()),
  PartNumberMarker: query('part-number-marker', integer()),
  ...customerKeyMembers,
});
const output = structure(
  {
    Bucket: string(),
    Key: string(),
    UploadId: string(),
    Initiator: ownerShape,
    Owner: ownerShape,
    StorageClass: string(),
    PartNumberMarker: integer(),
    NextPartNumberMarker: integer(),
    MaxParts: integer(),
    IsTruncated: boolean(),
    ChecksumAlgorithm: string(),
    ChecksumType: string(),
    ...abortAnswer,
    Parts: named(
      'Part',
      list(
        structure({
          PartNumber: integer(),
          LastModified: timestamp({ format: 'iso8601' }),
          ETag: string(),
          Size: long(),
          ...partChecksums,
        }),
        { flattened: true },
      ),
    ),
  },
  { xmlName: 'ListPartsResult' },
);

export const listParts = payable({
  name: 'ListParts',
  input,
  output,
  http: { method: 'GET', uri: '/{Bucket}/{Key+}', query: ['uploadId'] },
  resolve: ({ input, call, deps }) => findUpload(input, call, deps),
  access: allowsInitiator('s3:ListMultipartUploadParts'),
  run({ input, target, deps }) {
    const upload = requireUpload(target, input.UploadId);
    const { checksum, owner, storageClass } = upload.draft;
    const maxParts = pageSize(input.MaxParts, 'max-parts');
    const marker = natural(input.PartNumberMarker ?? 0, 'part-number-marker');
    const found = deps.uploads.parts(upload.id, marker, maxParts + 1);
    const parts = found.slice(0, maxParts);
    return {
      Bucket: target.bucket.name,
      Key: upload.key,
      UploadId: upload.uploadId,
      Initiator: shownInitiator(upload.initiator, upload.draft.initiator),
      Owner: ownerOf(owner),
      StorageClass: storageClass,
      PartNumberMarker: marker,
      NextPartNumberMarker: parts.at(-1)?.number ?? 0,
      MaxParts: maxParts,
      IsTruncated: found.length > parts.length,
      ...(checksum.asked && {
        ChecksumAlgorithm: checksum.algorithm as string,
        ChecksumType: checksum.type as string,
      }),
      ...abortionOf(target.bucket, upload.key, upload.initiated, deps),
      Parts: parts.map((part) => ({
        PartNumber: part.number,
        LastModified: new Date(part.lastModified),
        ETag: quoted(part.etag),
        Size: part.size,
        ...(checksum.asked &&
          part.checksum !== null && { [ALGORITHMS[checksum.algorithm].member]: part.checksum }),
      })),
    };
  },
});
