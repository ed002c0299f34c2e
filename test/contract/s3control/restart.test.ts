// Jobs and the block of an account outlive their process: each step is a row before the next is begun.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PutBucketPolicyCommand } from '@aws-sdk/client-s3';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { accountBlock } from '../../support/account-block.ts';
import { freshBucket } from '../../support/s3.ts';
import { readReport, reportTo, s3Control } from '../../support/s3control.ts';
import { startTestServer } from '../../support/server.ts';
import { setJobsUp } from './setting.ts';

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'waxseal-jobs-'));
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

it('an active job goes on after a restart, and a suspended one still waits', async () => {
  const before = await startTestServer({ dataDir });
  const jobs = await setJobsUp(before);
  for (const key of ['one', 'two']) await jobs.put(key);
  await jobs.configure();
  before.replication.pause();
  const active = await jobs.create({ generator: jobs.generator(), report: reportTo(jobs.papers) });
  expect((await jobs.outcome(active)).element('Status')).toBe('Active');
  const suspended = await jobs.create({ generator: jobs.generator(), confirmation: true });
  await before.idle();
  await before.close();

  await using after = await startTestServer({ dataDir });
  await after.idle();
  const control = s3Control(after);
  const done = await control.describe(active);
  expect(done.element('Status'), done.text).toBe('Complete');
  expect(done.element('NumberOfTasksSucceeded')).toBe('2');
  expect((await readReport(after.s3(), jobs.papers, active)).succeeded).toHaveLength(2);
  expect((await control.describe(suspended)).element('Status')).toBe('Suspended');
  await control.setStatus(suspended, 'Ready');
  await after.idle();
  expect((await control.describe(suspended)).element('Status')).toBe('Complete');
});

it('the block of an account refuses after a restart as it did before', async () => {
  const before = await startTestServer({ dataDir });
  const Bucket = await freshBucket(before.s3(), { open: true });
  await accountBlock(before).put({ BlockPublicPolicy: true });
  await before.close();

  await using after = await startTestServer({ dataDir });
  const Resource = `arn:aws:s3:::${Bucket}/*`;
  const Statement = [{ Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource }];
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement });
  const put = after.s3().send(new PutBucketPolicyCommand({ Bucket, Policy }));
  await expect(put).rejects.toMatchObject({ name: 'AccessDenied' });
  expect((await accountBlock(after).get()).element('BlockPublicPolicy')).toBe('true');
});
