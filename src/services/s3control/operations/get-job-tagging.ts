// A job's tags.
import { structure } from '../../../core/shape.ts';
import { s3ControlOperation } from '../deps.ts';
import { allowsOnJob, resolveJob } from '../job-access.ts';
import { jobMembers, jobTags } from '../job-shapes.ts';

export const getJobTagging = s3ControlOperation({
  name: 'GetJobTagging',
  input: structure(jobMembers),
  output: structure({ Tags: jobTags }),
  http: { method: 'GET', uri: '/v20180820/jobs/{id}/tagging' },
  resolve: resolveJob,
  access: allowsOnJob('s3:GetJobTagging'),
  run: ({ target }) => ({ Tags: target.tags }),
});
