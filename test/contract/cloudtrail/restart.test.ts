// A trail over the end of its process: what happened is delivered on the way out, and logging goes on afterwards.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetTrailStatusCommand } from '@aws-sdk/client-cloudtrail';
import { CreateKeyCommand } from '@aws-sdk/client-kms';
import { afterAll, describe, expect, it } from 'vitest';
import { startTestServer } from '../../support/server.ts';
import { allRecords, createLogBucket, createTrail, deliver, lookUp, startLogging } from './trails.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'waxseal-trail-'));
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

describe('a restart', () => {
  it('loses no event of a trail, though the history of LookupEvents begins anew', async () => {
    const first = await startTestServer({ dataDir });
    await createLogBucket(first.s3());
    await createTrail(first.cloudtrail(), 'lasting');
    await startLogging(first.cloudtrail(), 'lasting');
    await first.kms().send(new CreateKeyCommand({ Description: 'before' }));
    await first.close();

    const second = await startTestServer({ dataDir });
    expect(await lookUp(second.cloudtrail())).toEqual([]);
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
