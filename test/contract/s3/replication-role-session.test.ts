// The role that replication acts as: assumed once, used for its hour, and no longer than the role stays as it was.
import { LookupEventsCommand } from '@aws-sdk/client-cloudtrail';
import { DeleteRoleCommand } from '@aws-sdk/client-iam';
import { PutBucketReplicationCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { setReplicationUp, trustOf } from '../../support/replication.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';

const HOUR = 3_600_000;

let aws: TestServer;
beforeAll(async () => {
  aws = await startTestServer();
});
afterAll(() => aws.close());

/** How often S3 has assumed the role, as CloudTrail tells. */
async function assumptions(role: string): Promise<number> {
  const { Events = [] } = await aws.cloudtrail().send(
    new LookupEventsCommand({
      LookupAttributes: [{ AttributeKey: 'EventName', AttributeValue: 'AssumeRole' }],
    }),
  );
  return Events.filter(({ CloudTrailEvent = '' }) => CloudTrailEvent.includes(role)).length;
}

it('is assumed once for many objects, and again when the session has expired', async () => {
  const setting = await setReplicationUp(aws);
  await setting.configure();
  for (const key of ['a', 'b', 'c']) await setting.put(key);
  expect((await setting.settled('c')).ReplicationStatus).toBe('COMPLETED');
  expect(await assumptions(setting.role)).toBe(1);
  aws.clock.advance(HOUR);
  await setting.put('d');
  expect((await setting.settled('d')).ReplicationStatus).toBe('COMPLETED');
  aws.clock.reset();
  expect(await assumptions(setting.role)).toBe(2);
});

it('is another for every bucket it acts for', async () => {
  const one = await setReplicationUp(aws);
  const other = await setReplicationUp(aws);
  await one.configure();
  const mine = { 'aws:SourceArn': `arn:aws:s3:::${one.source}` };
  await one.setTrust(trustOf('s3.amazonaws.com', { StringEquals: mine }));
  await one.put('k');
  expect((await one.settled('k')).ReplicationStatus).toBe('COMPLETED');
  const ReplicationConfiguration = { Role: one.role, Rules: [other.pageRule()] };
  await other.s3.send(new PutBucketReplicationCommand({ Bucket: other.source, ReplicationConfiguration }));
  await other.put('k');
  await other.settled('k');
  expect(other.task('k')).toMatchObject({ status: 'FAILED', failureReason: 'AssumeRoleNotPermitted' });
});

it('acts no more once its trust policy keeps S3 out, or the role is deleted', async () => {
  const setting = await setReplicationUp(aws);
  await setting.configure();
  await setting.put('trusted');
  expect((await setting.settled('trusted')).ReplicationStatus).toBe('COMPLETED');
  await setting.setTrust(trustOf('ses.amazonaws.com'));
  await setting.put('distrusted');
  await setting.settled('distrusted');
  expect(setting.task('distrusted').failureReason).toBe('AssumeRoleNotPermitted');
  await setting.setTrust(trustOf('s3.amazonaws.com'));
  await setting.put('trusted-again');
  expect((await setting.settled('trusted-again')).ReplicationStatus).toBe('COMPLETED');
  await setting.dropPolicy();
  await setting.put('without-policy');
  await setting.settled('without-policy');
  expect(setting.task('without-policy').failureReason).toBe('SrcGetObjectNotPermitted');
  await setting.iam.send(new DeleteRoleCommand({ RoleName: setting.roleName }));
  await setting.put('without-role');
  await setting.settled('without-role');
  expect(setting.task('without-role').failureReason).toBe('AssumeRoleNotPermitted');
});
