// The S3 action by a role, across regions, and while its bucket is gone.
import { CreateRoleCommand, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { CreateKeyCommand } from '@aws-sdk/client-kms';
import { CreateBucketCommand, DeleteBucketCommand, DeleteObjectCommand } from '@aws-sdk/client-s3';
import type { ReceiptAction } from '@aws-sdk/client-ses';
import { describe, expect, it } from 'vitest';
import { openMail, storedMail } from '../../support/sealed-mail.ts';
import { ACCOUNT } from '../../support/server.ts';
import { actionSuite, header, RAW, store } from './action-suite.ts';
import { createMailBucket } from './rules.ts';

const on = actionSuite();
const { deliver, receive, stored } = on;

describe('S3 by a role', () => {
  it('the role alone needs permission: the bucket’s policy need not know SES', async () => {
    await on.s3.send(new CreateBucketCommand({ Bucket: 'private' }));
    const iam = on.aws.iam();
    const document = (statement: object) =>
      JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...statement }] });
    const { Role } = await iam.send(
      new CreateRoleCommand({
        RoleName: 'receiver',
        AssumeRolePolicyDocument: document({
          Principal: { Service: 'ses.amazonaws.com' },
          Action: 'sts:AssumeRole',
          Condition: { StringEquals: { 'aws:SourceAccount': ACCOUNT } },
        }),
      }),
    );
    const byRole: ReceiptAction = { S3Action: { BucketName: 'private', IamRoleArn: Role?.Arn } };
    await expect(receive(byRole)).rejects.toMatchObject({ message: 'Could not write to bucket: private' });
    await iam.send(
      new PutRolePolicyCommand({
        RoleName: 'receiver',
        PolicyName: 'put',
        PolicyDocument: document({ Action: 's3:PutObject', Resource: 'arn:aws:s3:::private/*' }),
      }),
    );
    const { id, actions } = await receive(byRole);
    expect(actions()[0]?.status).toBe('done');
    expect(await stored(id, 'private')).toContain('Subject: Hi');
  });
});

describe('S3 in another region', () => {
  const far = { region: 'eu-west-1' };

  it('a role reaches the key there, SES itself does not', async () => {
    const { KeyMetadata } = await on.aws.kms(far).send(new CreateKeyCommand({}));
    const CreateBucketConfiguration = { LocationConstraint: 'eu-west-1' } as const;
    await on.aws.s3(far).send(new CreateBucketCommand({ Bucket: 'far', CreateBucketConfiguration }));
    const document = (statement: object) =>
      JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...statement }] });
    const { Role } = await on.aws.iam().send(
      new CreateRoleCommand({
        RoleName: 'traveller',
        AssumeRolePolicyDocument: document({
          Principal: { Service: 'ses.amazonaws.com' },
          Action: 'sts:AssumeRole',
        }),
      }),
    );
    await on.aws.iam().send(
      new PutRolePolicyCommand({
        RoleName: 'traveller',
        PolicyName: 'far',
        PolicyDocument: document({ Action: ['s3:PutObject', 'kms:GenerateDataKey*'], Resource: '*' }),
      }),
    );
    const KmsKeyArn = KeyMetadata?.Arn;
    const { id, actions } = await receive({
      S3Action: { BucketName: 'far', KmsKeyArn, IamRoleArn: Role?.Arn },
    });
    expect(actions()[0]).toMatchObject({ status: 'done' });
    const mail = await storedMail(on.aws.s3(far), 'far', id);
    expect((await openMail(on.aws.kms(far), mail)).subarray(-RAW.length)).toEqual(RAW);
    await expect(receive({ S3Action: { BucketName: 'mail', KmsKeyArn } })).rejects.toMatchObject({
      message: `Unable to use AWS KMS key: ${KmsKeyArn}`,
    });
  });
});

describe('a failing S3 action', () => {
  /** A bucket that was there when the rule was made. */
  async function toVanishedBucket(bucket: string) {
    await createMailBucket(on.s3, bucket);
    const received = receive(store('mail', bucket), header('X-Goes-On'));
    const { to } = await received;
    await on.s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: `mail/${(await received).id}` }));
    await on.s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: 'mail/AMAZON_SES_SETUP_NOTIFICATION' }));
    await on.s3.send(new DeleteBucketCommand({ Bucket: bucket }));
    return deliver(to);
  }

  it('holds nobody up, is tried again, and ends when the bucket is back', async () => {
    const { id, actions } = await toVanishedBucket('flaky');
    expect(actions()).toMatchObject([
      { status: 'retrying', error: { code: 'NoSuchBucket' } },
      { type: 'AddHeader', status: 'done' },
    ]);
    await createMailBucket(on.s3, 'flaky');
    on.aws.clock.advance(60_000);
    await on.aws.idle();
    expect(actions()[0]).toMatchObject({ status: 'done' });
    expect(actions()[0]?.attempts.length).toBeGreaterThan(1);
    expect(await stored(`mail/${id}`, 'flaky')).toContain('Subject: Hi');
  });

  it('is given up after four hours', async () => {
    const { actions } = await toVanishedBucket('gone');
    for (let minutes = 0; minutes <= 250; minutes += 5) {
      on.aws.clock.advance(5 * 60_000);
      await on.aws.idle();
    }
    expect(actions()[0]).toMatchObject({ status: 'failed', error: { code: 'NoSuchBucket' } });
    const attempts = actions()[0]?.attempts ?? [];
    const first = Date.parse(attempts[0]?.at ?? '');
    const last = Date.parse(attempts.at(-1)?.at ?? '');
    expect(last - first).toBeGreaterThan(3 * 3_600_000);
    expect(last - first).toBeLessThanOrEqual(4 * 3_600_000 + 5 * 60_000);
  });
});
