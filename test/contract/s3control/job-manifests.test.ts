// The manifest of a job: read as CSV or inventory, or made by a generator.
import { gzipSync } from 'node:zlib';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readReport, reportTo } from '../../support/s3control.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { setJobsUp } from './setting.ts';

let aws: TestServer;
beforeAll(async () => {
  aws = await startTestServer();
});
afterAll(() => aws.close());

describe('a manifest', () => {
  it('of CSV names versions by URL-encoded keys; only those are replicated', async () => {
    const jobs = await setJobsUp(aws);
    const old = await jobs.put('a b/ü,"x"');
    const newer = await jobs.put('a b/ü,"x"');
    await jobs.configure();
    const manifest = await jobs.manifest([`${jobs.source},a%20b/%C3%BC%2C%22x%22,${old}`]);
    const { job } = await jobs.run({ manifest });
    expect(job.element('Status'), job.text).toBe('Complete');
    expect(job.element('NumberOfTasksSucceeded')).toBe('1');
    expect((await jobs.replica('a b/ü,"x"', { VersionId: old })).ReplicationStatus).toBe('REPLICA');
    await expect(jobs.replica('a b/ü,"x"', { VersionId: newer })).rejects.toThrow();
  });

  it('may have columns to ignore, quotes and empty lines', async () => {
    const jobs = await setJobsUp(aws);
    const version = await jobs.put('one');
    await jobs.configure();
    const manifest = await jobs.manifest(
      [`"note, with comma","${jobs.source}","one","${version}"\r`, ''],
      ['Ignore', 'Bucket', 'Key', 'VersionId'],
    );
    expect((await jobs.run({ manifest })).job.element('NumberOfTasksSucceeded')).toBe('1');
  });

  it('without version ids fails its tasks, as the source is versioned', async () => {
    const jobs = await setJobsUp(aws);
    const version = await jobs.put('one');
    await jobs.configure();
    const bare = await jobs.manifest([`${jobs.source},one`], ['Bucket', 'Key']);
    const { id, job } = await jobs.run({ manifest: bare, report: reportTo(jobs.papers) });
    expect(job.element('Status')).toBe('Complete');
    const { failed } = await readReport(jobs.s3, jobs.papers, id);
    expect(failed).toEqual([
      `${jobs.source},one,,failed,400,InvalidRequest,Task failed due to missing VersionId`,
    ]);
    const half = await jobs.manifest([`${jobs.source},one,`, `${jobs.source},one,${version}`]);
    const second = await jobs.run({ manifest: half });
    expect(second.job.element('NumberOfTasksFailed')).toBe('1');
    expect(second.job.element('NumberOfTasksSucceeded')).toBe('1');
  });

  it('of an inventory names its files, which are read like it', async () => {
    const jobs = await setJobsUp(aws);
    const version = await jobs.put('from/inventory');
    await jobs.configure();
    const Key = 'inventory/data/1.csv.gz';
    const Body = gzipSync(`"${jobs.source}","from/inventory","${version}","true"\n`);
    await jobs.s3.send(new PutObjectCommand({ Bucket: jobs.papers, Key, Body }));
    const index = JSON.stringify({
      sourceBucket: jobs.source,
      destinationBucket: `arn:aws:s3:::${jobs.papers}`,
      version: '2016-11-30',
      fileFormat: 'CSV',
      fileSchema: 'Bucket, Key, VersionId, IsLatest',
      files: [{ key: Key, size: Body.length, MD5checksum: '' }],
    });
    const { ETag = '' } = await jobs.s3.send(
      new PutObjectCommand({ Bucket: jobs.papers, Key: 'manifest.json', Body: index }),
    );
    const manifest = `<Spec><Format>S3InventoryReport_CSV_20161130</Format></Spec><Location><ObjectArn>arn:aws:s3:::${jobs.papers}/manifest.json</ObjectArn><ETag>${ETag.replaceAll('"', '')}</ETag></Location>`;
    const { job } = await jobs.run({ manifest });
    expect(job.element('NumberOfTasksSucceeded'), job.text).toBe('1');
  });

  it.each([
    ['a column too few', (bucket: string) => [`${bucket},one`], 'Invalid Manifest Content'],
    ['two buckets', (bucket: string) => [`${bucket},one,v`, 'other,one,v'], 'Invalid Manifest Content'],
    ['a bad escape', (bucket: string) => [`${bucket},%zz,v`], 'Invalid Manifest Content'],
    ['nothing', () => [''], 'Invalid Manifest Content'],
  ])('with %s fails the job', async (_, lines, reason) => {
    const jobs = await setJobsUp(aws);
    await jobs.configure();
    const { job } = await jobs.run({ manifest: await jobs.manifest(lines(jobs.source)) });
    expect(job.element('Status')).toBe('Failed');
    expect(job.element('FailureCode')).toBe('InvalidManifestContent');
    expect(job.element('FailureReason')).toBe(reason);
  });

  it('of another ETag, that is not there, or that KMS has sealed fails the job', async () => {
    const jobs = await setJobsUp(aws);
    await jobs.configure();
    const manifest = await jobs.manifest([`${jobs.source},one,v`]);
    const changed = manifest.replace(/<ETag>.*<\/ETag>/, '<ETag>00000000000000000000000000000000</ETag>');
    expect((await jobs.run({ manifest: changed })).job.element('FailureCode')).toBe('PreconditionFailed');
    const absent = manifest.replace('manifest.csv', 'absent.csv');
    expect((await jobs.run({ manifest: absent })).job.element('FailureReason')).toMatch(
      /NoSuchKey|AccessDenied/,
    );
    const { ETag = '' } = await jobs.s3.send(
      new PutObjectCommand({
        Bucket: jobs.papers,
        Key: 'manifest.csv',
        Body: 'x',
        ServerSideEncryption: 'aws:kms',
      }),
    );
    const sealed = manifest.replace(/<ETag>.*<\/ETag>/, `<ETag>${ETag.replaceAll('"', '')}</ETag>`);
    expect((await jobs.run({ manifest: sealed })).job.element('Status')).toBe('Failed');
  });

  it('that S3 makes lists what passes the filters', async () => {
    const jobs = await setJobsUp(aws);
    await jobs.put('logs/a.txt', { Body: 'x'.repeat(100) });
    await jobs.put('logs/b.bin', { Body: 'x'.repeat(10) });
    await jobs.putSealed('mail/c.txt');
    await jobs.put('mail/d.txt', { StorageClass: 'STANDARD_IA' });
    await jobs.configure();
    const total = async (filter: string) => {
      const id = await jobs.create({ confirmation: true, generator: jobs.generator(filter) });
      const job = await jobs.outcome(id);
      return job.element('FailureReason') ?? Number(job.element('TotalNumberOfTasks'));
    };
    const list = (name: string, ...items: string[]) =>
      `<${name}>${items.map((item) => `<member>${item}</member>`).join('')}</${name}>`;
    expect(await total('')).toBe(4);
    expect(await total(`<KeyNameConstraint>${list('MatchAnyPrefix', 'logs/')}</KeyNameConstraint>`)).toBe(2);
    expect(
      await total(
        `<KeyNameConstraint>${list('MatchAnyPrefix', 'logs/', 'mail/')}${list('MatchAnySuffix', '.txt')}</KeyNameConstraint>`,
      ),
    ).toBe(3);
    expect(await total(`<KeyNameConstraint>${list('MatchAnySubstring', 'il/')}</KeyNameConstraint>`)).toBe(2);
    expect(await total('<ObjectSizeGreaterThanBytes>50</ObjectSizeGreaterThanBytes>')).toBe(1);
    expect(await total('<ObjectSizeLessThanBytes>11</ObjectSizeLessThanBytes>')).toBe(1);
    expect(await total(list('MatchAnyStorageClass', 'STANDARD_IA'))).toBe(1);
    const sealed = (kind: string) =>
      `<MatchAnyObjectEncryption><ObjectEncryption>${kind}</ObjectEncryption></MatchAnyObjectEncryption>`;
    expect(await total(sealed('<SSE-S3/>'))).toBe(3);
    expect(await total(sealed(`<SSE-KMS><KmsKeyArn>${jobs.sourceKey}</KmsKeyArn></SSE-KMS>`))).toBe(1);
    expect(await total(list('ObjectReplicationStatuses', 'NONE'))).toBe(4);
    const before = new Date(aws.clock.now() - 3_600_000).toISOString();
    expect(await total(`<CreatedAfter>${before}</CreatedAfter>`)).toBe(4);
    const none = 'Manifest generation found no keys matching the filter criteria.';
    expect(await total(`<CreatedBefore>${before}</CreatedBefore>`)).toBe(none);
    expect(await total(list('ObjectReplicationStatuses', 'FAILED', 'COMPLETED', 'REPLICA'))).toBe(none);
    expect(await total(sealed('<SSE-C/>'))).toBe(none);
  });
});
