// A job as it is stored.
import type { AccountId, Region } from '../../core/ids.ts';
import { partitionOf } from '../../core/ids.ts';
import type {
  GeneratedManifest,
  JobFailures,
  JobManifest,
  JobOperation,
  JobReport,
  JobTags,
} from './job-shapes.ts';
import type { JobStatus } from './job-status.ts';
import type { ManifestGenerator } from './manifest-generator-shapes.ts';

/** What its creator asked for; it never changes. */
export interface JobRequest {
  readonly Operation: JobOperation;
  readonly Report: JobReport;
  readonly Manifest?: JobManifest | undefined;
  readonly ManifestGenerator?: ManifestGenerator | undefined;
  readonly Description?: string | undefined;
  readonly RoleArn: string;
  readonly ConfirmationRequired: boolean;
}

export interface Job {
  readonly id: string;
  readonly account: AccountId;
  readonly region: Region;
  readonly request: JobRequest;
  /** Milliseconds since the epoch, as all times here. */
  readonly created: number;
  readonly status: JobStatus;
  readonly priority: number;
  readonly tags: JobTags;
  /** Known once the manifest has been read. */
  readonly total?: number | undefined;
  readonly succeeded: number;
  readonly failed: number;
  /** Time spent in Active, and since when it is there. */
  readonly activeMs: number;
  readonly activeSince?: number | undefined;
  readonly suspended?: number | undefined;
  readonly ended?: number | undefined;
  readonly statusReason?: string | undefined;
  readonly failures: JobFailures;
  readonly generated?: GeneratedManifest | undefined;
}

/** What of a job changes while it lives. */
export type JobChange = Partial<
  Pick<
    Job,
    | 'priority'
    | 'tags'
    | 'total'
    | 'succeeded'
    | 'failed'
    | 'activeMs'
    | 'activeSince'
    | 'suspended'
    | 'ended'
    | 'statusReason'
    | 'failures'
    | 'generated'
  >
>;

export const jobArn = ({ id, account, region }: Pick<Job, 'id' | 'account' | 'region'>): string =>
  `arn:${partitionOf(region)}:s3:${region}:${account}:job/${id}`;

export const operationName = ({ request }: Job): string => Object.keys(request.Operation)[0] ?? '';
