// Lists the uploads of a bucket that nobody has finished.
import { boolean, integer, list, named, query, string, structure, timestamp } from '../../../core/shape.ts';
import { resolveBucket } from '../access.ts';
import { invalidArgument } from '../errors.ts';
import { commonPrefixElement, encoderOf, listCheck, listMembers, pageSize } from '../listing/list-request.ts';
import { commonPrefixOf, listPage } from '../listing/listing.ts';
import { shownInitiator } from '../multipart/find-upload.ts';
import { isUploadId, type OpenUpload, type UploadDraft } from '../multipart/upload.ts';
import { ownerOf } from '../owner.ts';
import { payable } from '../requester-pays.ts';
import { ownerShape } from '../shapes.ts';

const { MaxKeys: _, ...members } = listMembers;
const input = structure({
  ...members,
  MaxUploads: query('max-uploads', integer()),
  KeyMarker: query('key-marker', string()),
  UploadIdMarker: query('upload-id-marker', string()),
});
const output = structure(
  {
    Bucket: string(),
    KeyMarker: string(),
    UploadIdMarker: string(),
    NextKeyMarker: string(),
    NextUploadIdMarker: string(),
    Prefix: string(),
    Delimiter: string(),
    EncodingType: string(),
    MaxUploads: integer(),
    IsTruncated: boolean(),
    Uploads: named(
      'Upload',
      list(
        structure({
          Key: string(),
          UploadId: string(),
          Initiator: ownerShape,
          Owner: ownerShape,
          StorageClass: string(),
          Initiated: timestamp({ format: 'iso8601' }),
          ChecksumAlgorithm: string(),
          ChecksumType: string(),
        }),
        { flattened: true },
      ),
    ),
    CommonPrefixes: list(commonPrefixElement, { flattened: true }),
  },
  { xmlName: 'ListMultipartUploadsResult' },
);

export const listMultipartUploads = payable({
  name: 'ListMultipartUploads',
  input,
  output,
  http: { method: 'GET', uri: '/{Bucket}?uploads' },
  resolve: resolveBucket,
  access: ({ input, target, call, deps }) =>
    listCheck(deps, 's3:ListBucketMultipartUploads', target, call, input),
  run({ input, target: bucket, deps }) {
    const { Prefix: prefix = '', Delimiter: delimiter = '', KeyMarker = '', UploadIdMarker = '' } = input;
    const maxUploads = pageSize(input.MaxUploads, 'max-uploads');
    const encode = encoderOf(input.EncodingType);
    // An upload-id marker means something only beside a key marker.
    const marks = KeyMarker !== '' && UploadIdMarker !== '';
    const within = marks ? deps.uploads.find(UploadIdMarker) : undefined;
    const isWrong = within
      ? within.bucket !== bucket.id || within.key !== KeyMarker
      : marks && !isUploadId(UploadIdMarker);
    if (isWrong) {
      throw invalidArgument('Invalid uploadId marker', 'upload-id-marker', UploadIdMarker);
    }
    const page = listPage(deps.uploads.readOpen(bucket), {
      prefix,
      delimiter,
      maxKeys: maxUploads,
      start: KeyMarker === '' ? undefined : { key: KeyMarker, at: within?.id ?? 'after' },
      past: KeyMarker.startsWith(prefix) ? commonPrefixOf(KeyMarker, prefix, delimiter) : undefined,
    });
    const last = page.rows.at(-1);
    return {
      Bucket: bucket.name,
      KeyMarker: encode(KeyMarker),
      UploadIdMarker: KeyMarker === '' ? '' : UploadIdMarker,
      // The last upload shown, though nothing comes after it or a prefix does (both recorded).
      NextKeyMarker: encode(last?.key ?? ''),
      NextUploadIdMarker: last?.uploadId ?? '',
      Prefix: input.Prefix === undefined ? undefined : encode(prefix),
      Delimiter: delimiter === '' ? undefined : encode(delimiter),
      EncodingType: input.EncodingType,
      MaxUploads: maxUploads,
      IsTruncated: page.next !== undefined,
      Uploads: page.rows.map((row) => entryOf(row, encode)),
      CommonPrefixes: page.commonPrefixes.map((Prefix) => ({ Prefix: encode(Prefix) })),
    };
  },
});

function entryOf(row: OpenUpload, encode: (text: string) => string) {
  const { owner, storageClass, checksum, initiator } = JSON.parse(row.draft) as UploadDraft;
  return {
    Key: encode(row.key),
    UploadId: row.uploadId,
    Initiator: shownInitiator(row.initiator, initiator),
    Owner: ownerOf(owner),
    StorageClass: storageClass,
    Initiated: new Date(row.initiated),
    ...(checksum.asked && {
      ChecksumAlgorithm: checksum.algorithm as string,
      ChecksumType: checksum.type as string,
    }),
  };
}
