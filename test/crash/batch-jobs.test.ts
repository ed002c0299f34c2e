// Jobs of S3 Batch Operations under kill -9: rows say all, so every version is replicated once and counted once.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HeadObjectCommand, ListObjectVersionsCommand, S3Client } from '@aws-sdk/client-s3';
import { request } from 'undici';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { setJobsUp } from '../contract/s3control/setting.ts';
import { startProcess } from '../support/process.ts';
import { readReport, reportTo, s3Control } from '../support/s3control.ts';
import { startTestServer } from '../support/server.ts';

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'waxseal-jobs-crash-'));
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

const KEYS = 120;
/** How many tasks have succeeded when the process is killed: that many at least. */
const PROGRESS = [0, 1, 30, 60, 110];

it('killed at any point, a job ends with every version replicated once and every task counted once', async () => {
  const before = await startTestServer({ dataDir });
  const jobs = await setJobsUp(before);
  for (let index = 0; index < KEYS; index += 1) await jobs.put(`key-${index}`);
  await jobs.configure();
  const id = await jobs.create({
    generator: jobs.generator(),
    report: reportTo(jobs.papers),
    confirmation: true,
  });
  await before.idle();
  await before.close();

  const clock = { now: () => Date.now() };
  const address = (url: string) => ({ url, clock }) as Parameters<typeof s3Control>[0];
  let confirmed = false;
  for (const enough of PROGRESS) {
    const killed = await startProcess({ WAXSEAL_DATA_DIR: dataDir });
    const control = s3Control(address(killed.url));
    if (!confirmed) confirmed = (await control.setStatus(id, 'Ready')).status === 200;
    const succeeded = async () => Number((await control.describe(id)).element('NumberOfTasksSucceeded'));
    while ((await succeeded()) < enough);
    await killed.stop('SIGKILL');
  }

  const last = await startProcess({ WAXSEAL_DATA_DIR: dataDir });
  try {
    await request(`${last.url}/_waxseal/replication/wait`, { method: 'POST' });
    const job = await s3Control(address(last.url)).describe(id);
    expect(job.element('Status'), job.text).toBe('Complete');
    expect(job.element('NumberOfTasksSucceeded')).toBe(String(KEYS));
    expect(job.element('NumberOfTasksFailed')).toBe('0');
    const s3 = new S3Client({
      endpoint: last.url,
      region: 'us-east-1',
      forcePathStyle: true,
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    });
    const { Versions = [] } = await s3.send(new ListObjectVersionsCommand({ Bucket: jobs.destination }));
    expect(new Set(Versions.map(({ Key }) => Key)).size).toBe(KEYS);
    expect(Versions).toHaveLength(KEYS);
    const head = await s3.send(new HeadObjectCommand({ Bucket: jobs.source, Key: 'key-0' }));
    expect(head.ReplicationStatus).toBe('COMPLETED');
    expect((await readReport(s3, jobs.papers, id)).succeeded).toHaveLength(KEYS);
    s3.destroy();
  } finally {
    await last.stop('SIGTERM');
  }
}, 120_000);
