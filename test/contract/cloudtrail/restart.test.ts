// Events and a trail over the end of their process.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetTrailStatusCommand, LookupEventsCommand } from '@aws-sdk/client-cloudtrail';
import { AttachRolePolicyCommand, CreateRoleCommand } from '@aws-sdk/client-iam';
import { CreateKeyCommand, EncryptCommand, ScheduleKeyDeletionCommand } from '@aws-sdk/client-kms';
import { AssumeRoleCommand } from '@aws-sdk/client-sts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ACCOUNT, startTestServer, type TestServer } from '../../support/server.ts';
import {
  allRecords,
  by,
  createLogBucket,
  createTrail,
  deliver,
  type Event,
  lookUp,
  startLogging,
} from './trails.ts';

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'waxseal-trail-'));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

/** Calls of several services and callers: with dates, answers, errors, a role's session. */
async function work(aws: TestServer, RoleName = 'reader'): Promise<void> {
  const kms = aws.kms();
  const { KeyMetadata } = await kms.send(new CreateKeyCommand({ Description: 'before' }));
  const KeyId = KeyMetadata?.KeyId;
  await kms.send(
    new EncryptCommand({ KeyId, Plaintext: Buffer.from('x'), EncryptionContext: { 'mail ✉': '"a"' } }),
  );
  await kms.send(new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays: 7 }));
  await kms.send(new EncryptCommand({ KeyId, Plaintext: Buffer.from('x') })).catch(() => {});
  const trust = { Effect: 'Allow', Principal: { AWS: ACCOUNT }, Action: 'sts:AssumeRole' };
  const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [trust] });
  const role = await aws.iam().send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
  const PolicyArn = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
  await aws.iam().send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
  const { Credentials } = await aws
    .sts()
    .send(new AssumeRoleCommand({ RoleArn: role.Role?.Arn, RoleSessionName: 'session' }));
  const session = {
    accessKeyId: Credentials?.AccessKeyId ?? '',
    secretAccessKey: Credentials?.SecretAccessKey ?? '',
    sessionToken: Credentials?.SessionToken ?? '',
  };
  await aws
    .kms(session)
    .send(new CreateKeyCommand({}))
    .catch(() => {});
}

const isWork = ({ eventSource }: Event) => eventSource !== 'cloudtrail.amazonaws.com';

describe('a restart with a data directory', () => {
  it('changes no event of LookupEvents, to the letter', async () => {
    const first = await startTestServer({ dataDir });
    await work(first);
    const before = (await lookUp(first.cloudtrail())).filter(isWork);
    expect(before.map(({ eventName }) => eventName)).toEqual([
      'CreateKey',
      'AssumeRole',
      'AttachRolePolicy',
      'CreateRole',
      'Encrypt',
      'ScheduleKeyDeletion',
      'Encrypt',
      'CreateKey',
    ]);
    await first.close();

    const second = await startTestServer({ dataDir });
    expect((await lookUp(second.cloudtrail())).filter(isWork)).toEqual(before);
    const [encrypt] = await lookUp(second.cloudtrail(), by('EventId', before[6].eventID));
    expect(encrypt).toEqual(before[6]);
    expect(encrypt.requestParameters.encryptionContext).toEqual({ 'mail ✉': '"a"' });
    await second.close();
  });

  it('pages through events of both processes, each once', async () => {
    const first = await startTestServer({ dataDir });
    await work(first);
    await first.close();
    const second = await startTestServer({ dataDir });
    await work(second, 'another');
    const ids: (string | undefined)[] = [];
    let NextToken: string | undefined;
    do {
      const page = await second.cloudtrail().send(new LookupEventsCommand({ MaxResults: 3, NextToken }));
      for (const { EventName, EventId } of page.Events ?? [])
        if (EventName !== 'LookupEvents') ids.push(EventId);
      NextToken = page.NextToken;
    } while (NextToken !== undefined);
    expect(ids).toHaveLength(16);
    expect(new Set(ids).size).toBe(16);
    await second.close();
  });

  it('shows nothing that is older than 90 days of the clock', async () => {
    const first = await startTestServer({ dataDir });
    await work(first);
    await first.close();
    const second = await startTestServer({ dataDir });
    second.clock.advance(89 * 86_400_000);
    expect((await lookUp(second.cloudtrail())).filter(isWork)).toHaveLength(8);
    second.clock.advance(2 * 86_400_000);
    expect((await lookUp(second.cloudtrail())).filter(isWork)).toEqual([]);
    await second.close();
  });

  it('ends with a reset', async () => {
    const first = await startTestServer({ dataDir });
    await work(first);
    await first.reset();
    await first.close();
    const second = await startTestServer({ dataDir });
    expect(await lookUp(second.cloudtrail())).toEqual([]);
    await second.close();
  });

  it('loses no event of a trail and tells none twice', async () => {
    const first = await startTestServer({ dataDir });
    await createLogBucket(first.s3());
    await createTrail(first.cloudtrail(), 'lasting');
    await startLogging(first.cloudtrail(), 'lasting');
    await first.kms().send(new CreateKeyCommand({ Description: 'before' }));
    await first.close();

    const second = await startTestServer({ dataDir });
    const status = await second.cloudtrail().send(new GetTrailStatusCommand({ Name: 'lasting' }));
    expect(status.IsLogging).toBe(true);
    await second.kms().send(new CreateKeyCommand({ Description: 'after' }));
    await deliver(second);
    const keys = (await allRecords(second.s3())).filter(({ eventName }) => eventName === 'CreateKey');
    expect(keys.map(({ requestParameters }) => requestParameters.description).sort()).toEqual([
      'after',
      'before',
    ]);
    await second.close();
  });
});
