// S3 Control without an SDK: signed HTTP, in path form or with the account in front of the host as SDKs send it.
import { CreateRoleCommand, type IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { request } from 'undici';
import { type Statement, trustOf } from './replication.ts';
import { ACCOUNT, type TestServer } from './server.ts';
import { signHeaders } from './signer.ts';

export const BATCH_SERVICE = 'batchoperations.s3.amazonaws.com';

export interface Answer {
  readonly status: number;
  readonly text: string;
  /** The text of the first element of that name. */
  readonly element: (name: string) => string | undefined;
  /** The contents of every element of that name. */
  readonly elements: (name: string) => readonly string[];
}

export interface ControlOptions {
  readonly account?: string;
  readonly region?: string;
  /** `account`: 111122223333.localhost; `plain`: the server's own address. */
  readonly host?: 'account' | 'plain';
  readonly accessKeyId?: string;
  readonly secret?: string;
}

export function s3Control(
  aws: Pick<TestServer, 'url' | 'clock'>,
  { account = ACCOUNT, region = 'us-east-1', host = 'plain', accessKeyId, secret }: ControlOptions = {},
) {
  const address = new URL(aws.url);
  const named = host === 'account' ? `${account}.localhost:${address.port}` : address.host;

  async function call(
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    path: string,
    {
      query,
      body,
      headers = {},
    }: {
      readonly query?: Readonly<Record<string, string>>;
      readonly body?: string;
      readonly headers?: Readonly<Record<string, string>>;
    } = {},
  ): Promise<Answer> {
    const signed = signHeaders(
      {
        accessKeyId: accessKeyId ?? account,
        secret: secret ?? 'test',
        service: 's3',
        region,
        time: aws.clock.now(),
      },
      {
        method,
        host: named,
        path,
        headers: { 'x-amz-account-id': account, ...headers },
        ...(query && { query }),
        ...(body !== undefined && { body }),
      },
    );
    const answer = await request(`${aws.url}${signed.target}`, {
      method,
      headers: signed.headers,
      ...(body !== undefined && { body }),
    });
    const text = await answer.body.text();
    const elements = (name: string) =>
      [...text.matchAll(new RegExp(`<${name}>(.*?)</${name}>`, 'gs'))].map(([, content]) =>
        unescaped(content ?? ''),
      );
    return { status: answer.statusCode, text, elements, element: (name) => elements(name)[0] };
  }

  return {
    call,
    create: (body: string) => call('POST', '/v20180820/jobs', { body }),
    describe: (id: string) => call('GET', `/v20180820/jobs/${id}`),
    setStatus: (id: string, status: string, reason?: string) =>
      call('POST', `/v20180820/jobs/${id}/status`, {
        query: { requestedJobStatus: status, ...(reason !== undefined && { statusUpdateReason: reason }) },
      }),
    setPriority: (id: string, priority: number) =>
      call('POST', `/v20180820/jobs/${id}/priority`, { query: { priority: String(priority) } }),
  };
}

const unescaped = (text: string): string =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&');

export interface JobParts {
  readonly role: string;
  readonly manifest?: string;
  readonly generator?: string;
  readonly operation?: string;
  readonly report?: string;
  readonly token?: string;
  readonly priority?: number;
  readonly confirmation?: boolean;
  readonly more?: string;
}

let tokens = 0;

/** CreateJob's document; without confirmation and report unless told. */
export const jobDocument = ({
  role,
  manifest,
  generator,
  operation = '<S3ReplicateObject/>',
  report = '<Enabled>false</Enabled>',
  token,
  priority = 10,
  confirmation = false,
  more = '',
}: JobParts): string => {
  tokens += 1;
  return [
    '<CreateJobRequest xmlns="http://awss3control.amazonaws.com/doc/2018-08-20/">',
    `<ConfirmationRequired>${confirmation}</ConfirmationRequired>`,
    `<Operation>${operation}</Operation><Report>${report}</Report>`,
    `<ClientRequestToken>${token ?? `token-${tokens}`}</ClientRequestToken>`,
    manifest === undefined ? '' : `<Manifest>${manifest}</Manifest>`,
    generator === undefined
      ? ''
      : `<ManifestGenerator><S3JobManifestGenerator>${generator}</S3JobManifestGenerator></ManifestGenerator>`,
    `<Priority>${priority}</Priority><RoleArn>${role}</RoleArn>${more}`,
    '</CreateJobRequest>',
  ].join('');
};

export const csvManifest = (
  bucket: string,
  key: string,
  etag: string,
  fields = ['Bucket', 'Key', 'VersionId'],
) =>
  `<Spec><Format>S3BatchOperations_CSV_20180820</Format><Fields>${fields
    .map((field) => `<member>${field}</member>`)
    .join(
      '',
    )}</Fields></Spec><Location><ObjectArn>arn:aws:s3:::${bucket}/${key}</ObjectArn><ETag>${etag}</ETag></Location>`;

export const generatorOf = (
  source: string,
  filter = '',
  output = '<EnableManifestOutput>false</EnableManifestOutput>',
) => `<SourceBucket>arn:aws:s3:::${source}</SourceBucket><Filter>${filter}</Filter>${output}`;

export const reportTo = (bucket: string, scope = 'AllTasks', prefix = 'reports'): string =>
  `<Bucket>arn:aws:s3:::${bucket}</Bucket><Format>Report_CSV_20180820</Format><Enabled>true</Enabled><Prefix>${prefix}</Prefix><ReportScope>${scope}</ReportScope>`;

/** The policy of the guide's page "Configuring an IAM role for S3 Batch Replication", by statement. */
export const batchPolicy = (source: string, other: string): Record<string, Statement> => ({
  initiate: { Effect: 'Allow', Action: ['s3:InitiateReplication'], Resource: [`arn:aws:s3:::${source}/*`] },
  configuration: {
    Effect: 'Allow',
    Action: ['s3:GetReplicationConfiguration', 's3:PutInventoryConfiguration'],
    Resource: [`arn:aws:s3:::${source}`],
  },
  manifest: {
    Effect: 'Allow',
    Action: ['s3:GetObject', 's3:GetObjectVersion'],
    Resource: [`arn:aws:s3:::${other}/*`],
  },
  report: { Effect: 'Allow', Action: ['s3:PutObject'], Resource: [`arn:aws:s3:::${other}/*`] },
});

let roles = 0;

/** A job role; `change` leaves a statement out or adds one. */
export async function createBatchRole(
  iam: IAMClient,
  statements: Record<string, Statement | undefined>,
  { account = ACCOUNT, service = BATCH_SERVICE } = {},
): Promise<string> {
  roles += 1;
  const RoleName = `batch-${roles}`;
  await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: trustOf(service) }));
  const Statement = Object.values(statements).filter((it) => it !== undefined);
  const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
  await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'batch', PolicyDocument }));
  return `arn:aws:iam::${account}:role/${RoleName}`;
}

export async function readText(s3: S3Client, Bucket: string, Key: string): Promise<string> {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
  return (await Body?.transformToString()) ?? '';
}

export interface ReportManifest {
  readonly Format: string;
  readonly ReportCreationDate: string;
  readonly ReportSchema: string;
  readonly Results: readonly {
    readonly TaskExecutionStatus: string;
    readonly Bucket: string;
    readonly MD5Checksum: string;
    readonly Key: string;
  }[];
}

/** The rows of a completion report, by what became of them. */
export async function readReport(s3: S3Client, bucket: string, jobId: string, prefix = 'reports') {
  const manifest = JSON.parse(
    await readText(s3, bucket, `${prefix}/job-${jobId}/manifest.json`),
  ) as ReportManifest;
  const rows: Record<string, string[]> = { succeeded: [], failed: [] };
  for (const { TaskExecutionStatus, Key } of manifest.Results) {
    const lines = (await readText(s3, bucket, Key)).split('\n').filter((line) => line !== '');
    rows[TaskExecutionStatus]?.push(...lines);
  }
  return { manifest, succeeded: rows.succeeded ?? [], failed: rows.failed ?? [] };
}
