// Tells everything of an object but its bytes.
import { structure } from '../../../core/shape.ts';
import { checkReadConditions } from '../conditions.ts';
import { customerKeyOf, requireCustomerKey } from '../encryption/customer-key.ts';
import { dataKeyOf } from '../reading/open-object.ts';
import { readAnswer, wantsChecksum } from '../reading/read-answer.ts';
import { findVersion, readChecks, requireObject } from '../reading/read-object.ts';
import { requireNoSseHeader } from '../reading/readable.ts';
import { selectRange } from '../reading/select-range.ts';
import { payable } from '../requester-pays.ts';
import { readAnswerMembers, readInput } from './get-object.ts';

export const headObject = payable({
  name: 'HeadObject',
  input: readInput,
  output: structure(readAnswerMembers),
  http: { method: 'HEAD', uri: '/{Bucket}/{Key+}' },
  resolve: ({ input, call, deps }) => findVersion(input, call, deps),
  access: ({ input, target, call, deps }) =>
    readChecks({ latest: 's3:GetObject', version: 's3:GetObjectVersion' }, input, target, call, deps),
  async run({ input, target, call, deps }) {
    requireNoSseHeader(input);
    const version = requireObject(target, input, 'HEAD');
    const customer = requireCustomerKey(version.envelope, customerKeyOf(input));
    checkReadConditions(input, version, call.time);
    const selected = selectRange(input, version, deps);
    // The checksum is stored encrypted, so KMS is asked for it and for nothing else (facts/s3 §5.4).
    if (wantsChecksum(input) && version.checksum) {
      (await dataKeyOf(version, target.bucket, call, customer, deps)).fill(0);
    }
    return readAnswer({ input, bucket: target.bucket, version, selected, call }, deps);
  },
});
