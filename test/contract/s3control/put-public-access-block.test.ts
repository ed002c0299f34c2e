import { CreateAccessKeyCommand, CreateUserCommand, PutUserPolicyCommand } from '@aws-sdk/client-iam';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { accountBlock } from '../../support/account-block.ts';
import { s3Control } from '../../support/s3control.ts';
import { ACCOUNT, startTestServer, type TestServer } from '../../support/server.ts';
import { lookUp } from '../cloudtrail/trails.ts';

const OTHER = '111122223333';

let aws: TestServer;
beforeAll(async () => {
  aws = await startTestServer();
});
beforeEach(() => aws.reset());
afterAll(() => aws.close());

/** Credentials of a user who may do no more than that. */
async function userWhoMay(...Action: string[]) {
  const iam = aws.iam();
  await iam.send(new CreateUserCommand({ UserName: 'ada' }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: 'ada' }));
  const Statement = { Effect: 'Allow', Action, Resource: '*' };
  const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
  await iam.send(new PutUserPolicyCommand({ UserName: 'ada', PolicyName: 'block', PolicyDocument }));
  const { AccessKeyId: accessKeyId = '', SecretAccessKey: secret = '' } = AccessKey ?? {};
  return { accessKeyId, secret };
}

describe('PutPublicAccessBlock', () => {
  it('sets the whole block: what is left out is off (recorded)', async () => {
    const block = accountBlock(aws);
    expect((await block.put({ BlockPublicAcls: true, RestrictPublicBuckets: true })).status).toBe(200);
    expect((await block.put({ BlockPublicPolicy: true, IgnorePublicAcls: false })).status).toBe(200);
    const { text, element } = await block.get();
    expect(element('BlockPublicPolicy')).toBe('true');
    for (const off of ['BlockPublicAcls', 'IgnorePublicAcls', 'RestrictPublicBuckets']) {
      expect(element(off), text).toBe('false');
    }
  });

  it('must say something (recorded), and in XML', async () => {
    const empty = await accountBlock(aws).put({});
    expect([empty.status, empty.element('Code')]).toEqual([400, 'InvalidRequest']);
    expect(empty.element('Message')).toBe('Must specify at least one configuration.');
    const put = (body?: string) =>
      s3Control(aws).call('PUT', '/v20180820/configuration/publicAccessBlock', { ...(body && { body }) });
    expect((await put('<PublicAccessBlockConfiguration>')).element('Code')).toBe('MalformedXML');
    expect((await put()).element('Code')).toBe('MalformedXML');
    expect((await accountBlock(aws).get()).status).toBe(404);
  });

  it('is one account’s own: nobody sets another’s, and the block of one says nothing of the other', async () => {
    const stranger = accountBlock(aws, { account: OTHER });
    const refused = await stranger.put({ BlockPublicAcls: true }, ACCOUNT);
    expect([refused.status, refused.element('Code')]).toEqual([403, 'AccessDenied']);
    expect((await stranger.put({ BlockPublicAcls: true })).status).toBe(200);
    expect((await accountBlock(aws).get()).status).toBe(404);
  });

  it('is one for all regions, and reached at the account in front of the host', async () => {
    await accountBlock(aws, { region: 'eu-west-1', host: 'account' }).put({ BlockPublicAcls: true });
    const found = await accountBlock(aws, { region: 'ap-south-1' }).get();
    expect(found.element('BlockPublicAcls')).toBe('true');
  });

  it('asks for s3:PutAccountPublicAccessBlock, not for the permission on a bucket', async () => {
    const ada = await userWhoMay('s3:PutBucketPublicAccessBlock', 's3:GetAccountPublicAccessBlock');
    const refused = await accountBlock(aws, ada).put({ BlockPublicAcls: true });
    expect([refused.status, refused.element('Code')]).toEqual([403, 'AccessDenied']);
    expect(refused.element('Message')).toContain('s3:PutAccountPublicAccessBlock');
    await aws.reset();
    const may = await userWhoMay('s3:PutAccountPublicAccessBlock');
    expect((await accountBlock(aws, may).put({ BlockPublicAcls: true })).status).toBe(200);
    expect((await accountBlock(aws, may).get()).element('Code')).toBe('AccessDenied');
  });

  it('CloudTrail tells of the three by the names of their permissions', async () => {
    const block = accountBlock(aws);
    await block.put({ BlockPublicAcls: true });
    await block.get();
    await block.remove();
    const events = await lookUp(aws.cloudtrail());
    expect(events.map(({ eventName, eventSource }) => [eventName, eventSource])).toEqual([
      ['DeleteAccountPublicAccessBlock', 's3.amazonaws.com'],
      ['GetAccountPublicAccessBlock', 's3.amazonaws.com'],
      ['PutAccountPublicAccessBlock', 's3.amazonaws.com'],
    ]);
  });
});
