// The guide's page "Replicating existing objects with Batch Replication", told: objects are there before any rule is,
// a rule is added, and a job brings the past over.
import { createHash, randomBytes } from 'node:crypto';
import {
  CreateBucketCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectVersionsCommand,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { setJobsUp } from '../contract/s3control/setting.ts';
import { setReplicationUp } from '../support/replication.ts';
import {
  batchPolicy,
  createBatchRole,
  generatorOf,
  jobDocument,
  readReport,
  readText,
  reportTo,
  s3Control,
} from '../support/s3control.ts';
import { startTestServer, type TestServer } from '../support/server.ts';

let aws: TestServer;
beforeAll(async () => {
  aws = await startTestServer();
});
afterAll(() => aws.close());

it('objects older than the rules are replicated by a job, re-encrypted, and the report says so', async () => {
  const setting = await setReplicationUp(aws);
  const { source, destination, s3, remote } = setting;
  const reports = `${source}-reports`;
  await s3.send(new CreateBucketCommand({ Bucket: reports }));

  // Three versions of two keys, before there is any rule: nobody replicates them.
  const first = await setting.putSealed('letters/one', { Metadata: { from: 'ada' } });
  const second = await setting.putSealed('letters/one', { Body: 'a second version' });
  const plain = await setting.put('a key, with "odd" signs ü+');
  await setting.configure();
  expect((await setting.settled('letters/one')).ReplicationStatus).toBeUndefined();

  // The role of the guide's page on permissions for a generated manifest.
  const role = await createBatchRole(setting.iam, batchPolicy(source, reports));
  const control = s3Control(aws);
  const created = await control.create(
    jobDocument({
      role,
      confirmation: true,
      generator: generatorOf(
        source,
        '<EligibleForReplication>true</EligibleForReplication><ObjectReplicationStatuses><member>NONE</member></ObjectReplicationStatuses>',
        `<EnableManifestOutput>true</EnableManifestOutput><ManifestOutputLocation><Bucket>arn:aws:s3:::${reports}</Bucket><ManifestPrefix>manifests</ManifestPrefix><ManifestFormat>S3InventoryReport_CSV_20211130</ManifestFormat></ManifestOutputLocation>`,
      ),
      report: reportTo(reports),
      more: '<Description>bring the past over</Description>',
    }),
  );
  expect(created.status, created.text).toBe(200);
  const job = created.element('JobId') ?? '';

  // It has read its manifest and waits for somebody to confirm it.
  await aws.idle();
  const suspended = await control.describe(job);
  expect(suspended.element('Status'), suspended.text).toBe('Suspended');
  expect(suspended.element('TotalNumberOfTasks')).toBe('3');
  expect(suspended.element('SuspendedCause')).toBe('AWAITING_CONFIRMATION');
  expect(aws.replication.list({ bucket: source })).toEqual([]);

  const confirmed = await control.setStatus(job, 'Ready');
  expect(confirmed.element('Status')).toBe('Ready');
  await aws.idle();

  const done = await control.describe(job);
  expect(done.element('Status'), done.text).toBe('Complete');
  expect(done.element('NumberOfTasksSucceeded')).toBe('3');
  expect(done.element('NumberOfTasksFailed')).toBe('0');

  // The replicas: same version ids, under the replica's key, the versions in their order.
  for (const VersionId of [first, second]) {
    const replica = await setting.replica('letters/one', { VersionId });
    expect(replica.ReplicationStatus).toBe('REPLICA');
    expect(replica.SSEKMSKeyId).toBe(setting.replicaKey);
    const original = await s3.send(new HeadObjectCommand({ Bucket: source, Key: 'letters/one', VersionId }));
    expect(original.ReplicationStatus).toBe('COMPLETED');
  }
  expect((await setting.replica('letters/one')).VersionId).toBe(second);
  expect(await readText(remote, destination, 'letters/one')).toBe('a second version');
  const { Versions } = await remote.send(new ListObjectVersionsCommand({ Bucket: destination }));
  expect(Versions?.map(({ VersionId }) => VersionId)).toEqual([plain, second, first]);

  // The report, in AWS's layout.
  const report = await readReport(s3, reports, job);
  expect(report.manifest.Format).toBe('Report_CSV_20180820');
  expect(report.manifest.ReportSchema).toBe(
    'Bucket, Key, VersionId, TaskStatus, ErrorCode, HTTPStatusCode, ResultMessage',
  );
  expect(report.failed).toEqual([]);
  expect(report.succeeded).toEqual([
    `${source},letters/one,${first},succeeded,200,,Successful`,
    `${source},letters/one,${second},succeeded,200,,Successful`,
    `${source},a%20key%2C%20with%20%22odd%22%20signs%20%C3%BC%2B,${plain},succeeded,200,,Successful`,
  ]);
  const [result] = report.manifest.Results;
  const text = await readText(s3, reports, result?.Key ?? '');
  expect(result?.MD5Checksum).toBe(createHash('md5').update(text).digest('hex'));
  expect(result?.Key).toMatch(new RegExp(`^reports/job-${job}/results/[0-9a-f]{40}\\.csv$`));
  const manifest = await readText(s3, reports, `reports/job-${job}/manifest.json`);
  expect(await readText(s3, reports, `reports/job-${job}/manifest.json.md5`)).toBe(
    createHash('md5').update(manifest).digest('hex'),
  );
  expect(done.element('ObjectArn')).toBe(`arn:aws:s3:::${reports}/manifests/job-${job}/manifest.json`);
});

it('objects under SSE-C are brought over as they are: the customer’s key opens the replica', async () => {
  const jobs = await setJobsUp(aws);
  const key = randomBytes(32);
  const customer = {
    SSECustomerAlgorithm: 'AES256',
    SSECustomerKey: key.toString('base64'),
    SSECustomerKeyMD5: createHash('md5').update(key).digest('base64'),
  };
  await jobs.put('mine', customer);
  await jobs.configure();
  const { job } = await jobs.run({ generator: jobs.generator() });
  expect(job.element('NumberOfTasksSucceeded'), job.text).toBe('1');
  const get = (input: object) =>
    jobs.remote.send(new GetObjectCommand({ Bucket: jobs.destination, Key: 'mine', ...input }));
  expect(await (await get(customer)).Body?.transformToString()).toBe('body of mine');
  await expect(get({})).rejects.toMatchObject({ name: 'InvalidRequest' });
});
