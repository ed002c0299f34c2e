// Why a job as a whole failed: DescribeJob's FailureReasons. Reasons in quotes of AWS's pages where it has any; the
// codes, which no page lists but InvalidManifestContent, are choices.
import { AwsError } from '../../core/errors.ts';

export class JobFailure extends Error {
  constructor(
    readonly code: string,
    readonly reason: string,
  ) {
    super(reason);
  }
}

/** The model's bound on a FailureReason. */
const LONGEST_REASON = 256;
export const failureOf = ({ code, reason }: JobFailure) => ({
  FailureCode: code,
  FailureReason: reason.slice(0, LONGEST_REASON),
});

export const invalidManifest = (reason = 'Invalid Manifest Content') =>
  new JobFailure('InvalidManifestContent', reason);

/** "Manifest generation found no keys matching the filter criteria." (Troubleshoot Batch Operations) */
export const noKeys = () =>
  new JobFailure(
    'ManifestGenerationFailed',
    'Manifest generation found no keys matching the filter criteria.',
  );

export const REPORT_FAILURE = 'ReportDeliveryFailed';

/** "Job report isn't delivered when an S3 Object Lock retention mode is enabled" has this sentence. */
export const reportNotWritten = () =>
  new JobFailure(
    REPORT_FAILURE,
    'The job report could not be written to your report bucket. Please check your permissions.',
  );

/** "Access Denied to read the manifest": `Reading the manifest is forbidden: AccessDenied`. */
export function manifestUnreadable(error: unknown): unknown {
  if (!isRefusal(error)) return error;
  const { code, status } = error;
  if (status === 403) return new JobFailure(code, `Reading the manifest is forbidden: ${code}`);
  return new JobFailure(code, `Reading the manifest failed: ${code}`);
}

export function generationRefused(error: unknown): unknown {
  if (!isRefusal(error)) return error;
  if (error.code === 'ReplicationConfigurationNotFoundError') {
    return new JobFailure(
      'SrcBucketReplicationConfigMissing',
      "Amazon S3 couldn't find a replication configuration for the source bucket.",
    );
  }
  return new JobFailure(error.code, `Manifest generation failed: ${error.code}`);
}

export function roleRefused(error: unknown): unknown {
  if (!isRefusal(error)) return error;
  return new JobFailure(
    'AssumeRoleNotPermitted',
    "Amazon S3 can't assume the AWS Identity and Access Management (IAM) role that's specified in the Batch Operations job.",
  );
}

/** What a retry does not mend; throttling and broken disks are no reason to fail a job. */
const isRefusal = (error: unknown): error is AwsError => error instanceof AwsError && error.status < 500;
