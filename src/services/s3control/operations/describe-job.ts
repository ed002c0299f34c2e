// Everything about one job.
import { structure } from '../../../core/shape.ts';
import { s3ControlOperation } from '../deps.ts';
import { allowsOnJob, resolveJob } from '../job-access.ts';
import { describe } from '../job-description.ts';
import { jobDescriptor, jobMembers } from '../job-shapes.ts';

export const describeJob = s3ControlOperation({
  name: 'DescribeJob',
  input: structure(jobMembers),
  output: structure({ Job: jobDescriptor }),
  http: { method: 'GET', uri: '/v20180820/jobs/{id}' },
  resolve: resolveJob,
  access: allowsOnJob('s3:DescribeJob'),
  run: ({ target: job, deps }) => ({ Job: describe(job, deps.clock.now()) }),
});
