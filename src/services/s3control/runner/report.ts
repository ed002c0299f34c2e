// The completion report (S3 guide, "Examples: S3 Batch Operations completion reports"):
//   <Prefix>/job-<id>/manifest.json, manifest.json.md5, results/<sha1>.csv
// Rows tell the HTTP status before the error code, as AWS's samples do, though its ReportSchema names them the
// other way round.
import { createHash } from 'node:crypto';
import { bodyOf } from '../../../core/body.ts';
import type { Call } from '../../../core/call.ts';
import { AwsError } from '../../../core/errors.ts';
import type { Job } from '../job.ts';
import { reportNotWritten } from '../job-failure.ts';
import { csvLine } from '../manifest/csv.ts';
import { encodeKey } from '../manifest/keys.ts';
import { bucketOfArn } from '../manifest/place.ts';
import type { S3ControlPorts } from '../ports.ts';
import type { JobTask, TaskStore } from '../task-store.ts';

export interface ReportDeps {
  readonly tasks: TaskStore;
  readonly ports: Pick<S3ControlPorts, 'putObject'>;
}

/** Tasks told in one CSV file. */
const FILE_LINES = 100_000;
const PAGE = 1_000;
const SCHEMA = 'Bucket, Key, VersionId, TaskStatus, ErrorCode, HTTPStatusCode, ResultMessage';

interface ResultFile {
  readonly TaskExecutionStatus: 'succeeded' | 'failed';
  readonly Bucket: string;
  readonly MD5Checksum: string;
  readonly Key: string;
}

/** @throws JobFailure where the bucket does not take it. "As long as at least one task has been invoked." */
export async function writeReport(deps: ReportDeps, job: Job, call: () => Promise<Call>): Promise<void> {
  const { Enabled, Bucket: arn = '', Prefix, ReportScope, ExpectedBucketOwner } = job.request.Report;
  if (!Enabled || job.succeeded + job.failed === 0) return;
  const Bucket = bucketOfArn(arn) ?? '';
  const folder = `${Prefix ? `${Prefix.replace(/\/$/, '')}/` : ''}job-${job.id}`;
  try {
    const role = await call();
    const put = async (name: string, bytes: Buffer, ContentType: string) => {
      const Key = `${folder}/${name}`;
      // "Completion reports are always encrypted with Amazon S3 managed keys (SSE-S3)."
      const input = { Bucket, Key, Body: bodyOf(bytes), ContentType, ServerSideEncryption: 'AES256' };
      await deps.ports.putObject({ ...input, ...(ExpectedBucketOwner && { ExpectedBucketOwner }) }, role);
      return Key;
    };
    const Results: ResultFile[] = [];
    for (const state of ReportScope === 'FailedTasksOnly' ? FAILED : ALL) {
      for (const bytes of filesOf(deps.tasks, job.id, state)) {
        const Key = await put(`results/${digest('sha1', bytes)}.csv`, bytes, 'text/csv');
        Results.push({ TaskExecutionStatus: state, Bucket, MD5Checksum: digest('md5', bytes), Key });
      }
    }
    const ReportCreationDate = new Date(role.time).toISOString();
    const manifest = Buffer.from(
      JSON.stringify({ Format: 'Report_CSV_20180820', ReportCreationDate, Results, ReportSchema: SCHEMA }),
    );
    await put('manifest.json', manifest, 'application/json');
    await put('manifest.json.md5', Buffer.from(digest('md5', manifest)), 'text/plain');
  } catch (error) {
    throw error instanceof AwsError && error.status < 500 ? reportNotWritten() : error;
  }
}

const ALL = ['succeeded', 'failed'] as const;
const FAILED = ['failed'] as const;

function* filesOf(tasks: TaskStore, job: string, state: 'succeeded' | 'failed'): Generator<Buffer> {
  let lines: string[] = [];
  let after = 0;
  for (;;) {
    const page = tasks.read(job, state, after, PAGE);
    for (const task of page) lines.push(lineOf(task));
    const last = page.at(-1);
    if (lines.length >= FILE_LINES || (!last && lines.length > 0)) {
      yield Buffer.from(lines.join(''));
      lines = [];
    }
    if (!last) return;
    after = last.seq;
  }
}

function lineOf({ bucket, key, versionId = '', state, result }: JobTask): string {
  const { httpStatus = 200, errorCode = '', message = '' } = result ?? {};
  return csvLine([bucket, encodeKey(key), versionId, state, String(httpStatus), errorCode, message]);
}

const digest = (algorithm: 'md5' | 'sha1', bytes: Buffer): string =>
  createHash(algorithm).update(bytes).digest('hex');
