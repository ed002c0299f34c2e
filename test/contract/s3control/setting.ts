// What every contract test of S3 Control begins with: two buckets, rules, a job role that may do all, and clients.
import { CreateBucketCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { setReplicationUp } from '../../support/replication.ts';
import {
  batchPolicy,
  createBatchRole,
  csvManifest,
  generatorOf,
  type JobParts,
  jobDocument,
  s3Control,
} from '../../support/s3control.ts';
import type { TestServer } from '../../support/server.ts';

export async function setJobsUp(aws: TestServer) {
  const setting = await setReplicationUp(aws);
  const { source, s3, iam } = setting;
  /** Manifests and reports. */
  const papers = `${source}-papers`;
  await s3.send(new CreateBucketCommand({ Bucket: papers }));
  const policy = () => batchPolicy(source, papers);
  const role = await createBatchRole(iam, policy());
  const control = s3Control(aws);

  /** A CSV manifest, put and named; `fields` are its columns. */
  const manifest = async (lines: readonly string[], fields?: string[]): Promise<string> => {
    const { ETag = '' } = await s3.send(
      new PutObjectCommand({ Bucket: papers, Key: 'manifest.csv', Body: lines.join('\n') }),
    );
    return csvManifest(papers, 'manifest.csv', ETag.replaceAll('"', ''), fields);
  };
  const generator = (filter?: string) => generatorOf(source, filter);

  /** Creates a job; answers its id. */
  const create = async (parts: Partial<JobParts>): Promise<string> => {
    const answer = await control.create(jobDocument({ role, ...parts }));
    const id = answer.element('JobId');
    if (id === undefined) throw new Error(answer.text);
    return id;
  };
  /** What DescribeJob says when the job has come as far as it can by itself. */
  const outcome = async (id: string) => {
    await aws.idle();
    return control.describe(id);
  };
  const run = async (parts: Partial<JobParts>) => {
    const id = await create(parts);
    return { id, job: await outcome(id) };
  };
  return {
    ...setting,
    /** Of the rules; `role` is the jobs'. */
    replicationRole: setting.role,
    papers,
    policy,
    role,
    control,
    manifest,
    generator,
    create,
    outcome,
    run,
  };
}

export type JobSetting = Awaited<ReturnType<typeof setJobsUp>>;
