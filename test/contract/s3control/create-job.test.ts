import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { jobDocument, reportTo, s3Control } from '../../support/s3control.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { createUser } from '../../support/users.ts';
import { type JobSetting, setJobsUp } from './setting.ts';

let aws: TestServer;
let jobs: JobSetting;
beforeAll(async () => {
  aws = await startTestServer();
  jobs = await setJobsUp(aws);
  await jobs.configure();
});
afterAll(() => aws.close());

/** A job that waits for confirmation, so that nothing runs. */
const waiting = { confirmation: true };

describe('CreateJob', () => {
  it('answers a job id and keeps what it was given', async () => {
    const id = await jobs.create({
      ...waiting,
      generator: jobs.generator(
        '<ObjectReplicationStatuses><member>NONE</member></ObjectReplicationStatuses>',
      ),
      report: reportTo(jobs.papers, 'FailedTasksOnly'),
      priority: 7,
      more: '<Description>nightly</Description><Tags><member><Key>team</Key><Value>a</Value></member></Tags>',
    });
    expect(id).toMatch(/^[0-9a-f-]{36}$/);
    const job = await jobs.control.describe(id);
    expect(job.element('Priority')).toBe('7');
    expect(job.element('Description')).toBe('nightly');
    expect(job.element('JobArn')).toBe(`arn:aws:s3:us-east-1:000000000000:job/${id}`);
    expect(job.element('ReportScope')).toBe('FailedTasksOnly');
    expect(job.text).toContain(
      '<ObjectReplicationStatuses><member>NONE</member></ObjectReplicationStatuses>',
    );
    expect(job.text).toMatch(/<Operation><S3ReplicateObject ?\/?>(<\/S3ReplicateObject>)?<\/Operation>/);
  });

  it('the same token and parameters answer the same job, other parameters are refused', async () => {
    const parts = { ...waiting, role: jobs.role, generator: jobs.generator(), token: 'once' };
    const first = await jobs.control.create(jobDocument(parts));
    const again = await jobs.control.create(jobDocument(parts));
    expect(again.element('JobId')).toBe(first.element('JobId'));
    const other = await jobs.control.create(jobDocument({ ...parts, priority: 99 }));
    expect(other.status).toBe(400);
    expect(other.element('Code')).toBe('IdempotencyException');
  });

  it('a request without ConfirmationRequired waits for confirmation, as AWS takes it', async () => {
    const body = jobDocument({ role: jobs.role, generator: jobs.generator() }).replace(
      '<ConfirmationRequired>false</ConfirmationRequired>',
      '',
    );
    const answer = await jobs.control.create(body);
    const job = await jobs.control.describe(answer.element('JobId') ?? '');
    expect(job.element('ConfirmationRequired')).toBe('true');
  });

  it.each([
    ['<LambdaInvoke><FunctionArn>f</FunctionArn><UserArguments><entry/></UserArguments></LambdaInvoke>'],
    [
      '<S3PutObjectTagging><TagSet><member><Key>a</Key><Value>b</Value></member></TagSet></S3PutObjectTagging>',
    ],
    ['<S3InitiateRestoreObject><ExpirationInDays>1</ExpirationInDays></S3InitiateRestoreObject>'],
  ])('an operation that is not done here is NotImplemented: %s', async (operation) => {
    const answer = await jobs.control.create(
      jobDocument({ role: jobs.role, operation, generator: jobs.generator() }),
    );
    expect(answer.status).toBe(501);
    expect(answer.element('Code')).toBe('NotImplemented');
  });

  it('a manifest and a generator, or neither, are refused', async () => {
    const manifest = await jobs.manifest(['a,b,c']);
    const both = jobDocument({ role: jobs.role, manifest, generator: jobs.generator() });
    expect((await jobs.control.create(both)).element('Code')).toBe('InvalidRequest');
    expect((await jobs.control.create(jobDocument({ role: jobs.role }))).element('Code')).toBe(
      'InvalidRequest',
    );
  });

  it('a report that is enabled must say where, how and what', async () => {
    const answer = await jobs.control.create(
      jobDocument({ role: jobs.role, generator: jobs.generator(), report: '<Enabled>true</Enabled>' }),
    );
    expect(answer.element('Code')).toBe('InvalidRequest');
  });

  it('a CSV manifest must name Bucket and Key', async () => {
    const manifest = await jobs.manifest(['a,b'], ['Bucket', 'VersionId']);
    const answer = await jobs.control.create(jobDocument({ role: jobs.role, manifest }));
    expect(answer.element('Code')).toBe('InvalidRequest');
  });

  it('what the model does not allow is a BadRequestException, what is no XML MalformedXML', async () => {
    const long = jobDocument({ role: jobs.role, generator: jobs.generator(), token: 'x'.repeat(65) });
    expect((await jobs.control.create(long)).element('Code')).toBe('BadRequestException');
    const negative = jobDocument({ role: jobs.role, generator: jobs.generator(), priority: -1 });
    expect((await jobs.control.create(negative)).element('Code')).toBe('BadRequestException');
    const broken = await jobs.control.create('<CreateJobRequest><Oper');
    expect(broken.element('Code')).toBe('MalformedXML');
    const unknown = await jobs.control.create('<CreateJobRequest><Whatever/></CreateJobRequest>');
    expect(unknown.element('Code')).toBe('MalformedXML');
  });

  it('an ErrorResponse wraps the error, with the ids beside it', async () => {
    const answer = await jobs.control.create('');
    expect(answer.text).toMatch(
      /<ErrorResponse><Error><Code>BadRequestException<\/Code>.*<\/Error><RequestId>[0-9A-F]{16}<\/RequestId><HostId>/s,
    );
  });

  it('its caller needs s3:CreateJob, iam:PassRole to the service, and with tags s3:PutJobTagging', async () => {
    const { keys, allow } = await createUser(aws, 'clerk');
    const clerk = s3Control(aws, { accessKeyId: keys.accessKeyId, secret: keys.secretAccessKey });
    const create = {
      Effect: 'Allow',
      Action: 's3:CreateJob',
      Resource: '*',
      Condition: {
        StringEquals: { 's3:RequestJobOperation': 'S3ReplicateObject' },
        NumericLessThan: { 's3:RequestJobPriority': '50' },
      },
    };
    const pass = {
      Effect: 'Allow',
      Action: 'iam:PassRole',
      Resource: jobs.role,
      Condition: { StringEquals: { 'iam:PassedToService': 'batchoperations.s3.amazonaws.com' } },
    };
    const document = (priority = 1, more = '') =>
      jobDocument({ ...waiting, role: jobs.role, generator: jobs.generator(), priority, more });

    await allow(pass);
    expect((await clerk.create(document())).element('Message')).toMatch(
      /is not authorized to perform: s3:CreateJob/,
    );
    await allow(create);
    expect((await clerk.create(document())).element('Message')).toMatch(
      /is not authorized to perform: iam:PassRole/,
    );
    await allow(create, pass);
    expect((await clerk.create(document())).status).toBe(200);
    expect((await clerk.create(document(60))).status).toBe(403);
    const tags = '<Tags><member><Key>team</Key><Value>a</Value></member></Tags>';
    expect((await clerk.create(document(1, tags))).element('Message')).toMatch(/s3:PutJobTagging/);
  });

  it('no account makes jobs in another', async () => {
    const stranger = s3Control(aws, { account: '111122223333' });
    const answer = await stranger.call('POST', '/v20180820/jobs', {
      headers: { 'x-amz-account-id': '000000000000' },
      body: jobDocument({ role: jobs.role, generator: jobs.generator() }),
    });
    expect(answer.status).toBe(403);
    expect(answer.element('Code')).toBe('AccessDenied');
  });
});
