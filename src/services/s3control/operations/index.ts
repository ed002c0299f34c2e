// S3 Control's operations, one import and one line each.
import type { AnyOperation } from '../../../core/operation.ts';
import type { S3ControlDeps } from '../deps.ts';
import { createJob } from './create-job.ts';
import { deleteJobTagging } from './delete-job-tagging.ts';
import { deletePublicAccessBlock } from './delete-public-access-block.ts';
import { describeJob } from './describe-job.ts';
import { getJobTagging } from './get-job-tagging.ts';
import { getPublicAccessBlock } from './get-public-access-block.ts';
import { listJobs } from './list-jobs.ts';
import { listTagsForResource } from './list-tags-for-resource.ts';
import { putJobTagging } from './put-job-tagging.ts';
import { putPublicAccessBlock } from './put-public-access-block.ts';
import { tagResource } from './tag-resource.ts';
import { untagResource } from './untag-resource.ts';
import { updateJobPriority } from './update-job-priority.ts';
import { updateJobStatus } from './update-job-status.ts';

export const operations = {
  CreateJob: createJob,
  DeleteJobTagging: deleteJobTagging,
  DeletePublicAccessBlock: deletePublicAccessBlock,
  DescribeJob: describeJob,
  GetJobTagging: getJobTagging,
  GetPublicAccessBlock: getPublicAccessBlock,
  ListJobs: listJobs,
  ListTagsForResource: listTagsForResource,
  PutJobTagging: putJobTagging,
  PutPublicAccessBlock: putPublicAccessBlock,
  TagResource: tagResource,
  UntagResource: untagResource,
  UpdateJobPriority: updateJobPriority,
  UpdateJobStatus: updateJobStatus,
} satisfies Record<string, AnyOperation<S3ControlDeps>>;
