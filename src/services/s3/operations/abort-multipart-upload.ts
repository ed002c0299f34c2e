// Gives an upload up: its parts go.
import { empty, header, query, required, string, structure } from '../../../core/shape.ts';
import type { BlobId } from '../../../platform/blob-store.ts';
import { noSuchUpload } from '../errors.ts';
import { allowsInitiator, findUpload, requireUpload } from '../multipart/find-upload.ts';
import { payable } from '../requester-pays.ts';
import { objectMembers } from '../shapes.ts';

const input = structure({
  ...objectMembers,
  UploadId: required(query('uploadId', string())),
  IfMatchInitiatedTime: header('x-amz-if-match-initiated-time', string()),
});

export const abortMultipartUpload = payable({
  name: 'AbortMultipartUpload',
  input,
  output: empty,
  http: { method: 'DELETE', uri: '/{Bucket}/{Key+}', query: ['uploadId'], status: 204 },
  resolve: ({ input, call, deps }) => findUpload(input, call, deps),
  access: allowsInitiator('s3:AbortMultipartUpload'),
  async run({ input, target, deps }) {
    const upload = requireUpload(target, input.UploadId);
    const remove = () => {
      const now = deps.uploads.find(upload.uploadId);
      if (!now || now.seq !== undefined) throw noSuchUpload(upload.uploadId);
      const retired: BlobId[] = [];
      deps.uploads.remove(upload.id, retired);
      return retired;
    };
    deps.bodies.retire(await deps.makingRoom(() => deps.database.commit(remove)));
    return {};
  },
});
