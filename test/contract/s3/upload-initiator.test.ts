// Who begins an upload may list its parts and give it up without being told so ("Multipart upload and permissions").
import {
  AbortMultipartUploadCommand,
  CreateMultipartUploadCommand,
  ListMultipartUploadsCommand,
  ListPartsCommand,
} from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { ACCOUNT } from '../../support/server.ts';
import { createUser, may } from '../../support/users.ts';
import { Bucket, status, suite } from './support.ts';

const on = suite();
const where = { Bucket, Key: 'theirs' };

/** A user who may put objects, and nothing else unless told. */
async function user(UserName: string, statements: readonly object[] = []) {
  const { keys } = await createUser(on.aws, UserName, [may('s3:PutObject'), ...statements]);
  return on.aws.s3(keys);
}

describe('the initiator of an upload', () => {
  it('may list its parts and abort it, which another user may not, and is shown by name', async () => {
    const [initiator, other] = [await user('initiator'), await user('other')];
    const { UploadId } = await initiator.send(new CreateMultipartUploadCommand(where));
    const shown = { ID: `arn:aws:iam::${ACCOUNT}:user/initiator`, DisplayName: 'initiator' };

    const parts = await initiator.send(new ListPartsCommand({ ...where, UploadId }));
    expect(parts.Initiator).toEqual(shown);
    const { Uploads } = await on.s3.send(new ListMultipartUploadsCommand({ Bucket }));
    expect(Uploads?.map(({ Initiator }) => Initiator)).toEqual([shown]);

    const refused = { name: 'AccessDenied', ...status(403) };
    await expect(other.send(new ListPartsCommand({ ...where, UploadId }))).rejects.toMatchObject(refused);
    const abort = new AbortMultipartUploadCommand({ ...where, UploadId });
    await expect(other.send(abort)).rejects.toMatchObject(refused);
    expect(await initiator.send(abort)).toMatchObject(status(204));
  });

  it('may not where a policy denies it', async () => {
    const denied = await user('denied', [
      { Effect: 'Deny', Action: 's3:AbortMultipartUpload', Resource: '*' },
    ]);
    const { UploadId } = await denied.send(new CreateMultipartUploadCommand(where));
    await expect(denied.send(new AbortMultipartUploadCommand({ ...where, UploadId }))).rejects.toMatchObject({
      name: 'AccessDenied',
    });
  });
});
