// Gives a job another priority: jobs that are not over are run in its order.
import { integer, query, required, string, structure } from '../../../core/shape.ts';
import { s3ControlOperation } from '../deps.ts';
import { jobStatusRefused, noSuchJob } from '../errors.ts';
import { jobCheck, resolveJob } from '../job-access.ts';
import { jobMembers } from '../job-shapes.ts';
import { isTerminal } from '../job-status.ts';

export const updateJobPriority = s3ControlOperation({
  name: 'UpdateJobPriority',
  input: structure({
    ...jobMembers,
    Priority: required(query('priority', integer({ min: 0, max: 2_147_483_647 }))),
  }),
  output: structure({ JobId: required(string()), Priority: required(integer()) }),
  http: { method: 'POST', uri: '/v20180820/jobs/{id}/priority' },
  resolve: resolveJob,
  access: ({ input, target }) =>
    jobCheck('s3:UpdateJobPriority', target, { 's3:RequestJobPriority': input.Priority }),
  async run({ input: { Priority }, target, deps }) {
    const { jobs, database } = deps;
    await database.commit(() => {
      const job = jobs.find(target.id);
      if (!job) throw noSuchJob();
      if (isTerminal(job.status)) {
        throw jobStatusRefused(`The job is in status ${job.status}: its priority cannot be changed.`);
      }
      jobs.change(job, { priority: Priority });
    });
    deps.wake();
    return { JobId: target.id, Priority };
  },
});
