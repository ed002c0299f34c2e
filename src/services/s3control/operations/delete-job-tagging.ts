// Removes all tags of a job.
import { structure } from '../../../core/shape.ts';
import { s3ControlOperation } from '../deps.ts';
import { noSuchJob } from '../errors.ts';
import { allowsOnJob, resolveJob } from '../job-access.ts';
import { jobMembers } from '../job-shapes.ts';

export const deleteJobTagging = s3ControlOperation({
  name: 'DeleteJobTagging',
  input: structure(jobMembers),
  output: structure({}),
  http: { method: 'DELETE', uri: '/v20180820/jobs/{id}/tagging' },
  resolve: resolveJob,
  access: allowsOnJob('s3:DeleteJobTagging'),
  async run({ target, deps }) {
    await deps.database.commit(() => {
      const job = deps.jobs.find(target.id);
      if (!job) throw noSuchJob();
      deps.jobs.change(job, { tags: [] });
    });
    return {};
  },
});
