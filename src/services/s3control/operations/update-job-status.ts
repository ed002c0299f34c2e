// Confirms a suspended job or calls a job off.
import { oneOf, query, required, string, structure } from '../../../core/shape.ts';
import { s3ControlOperation } from '../deps.ts';
import { jobStatusRefused, noSuchJob } from '../errors.ts';
import { allowsOnJob, resolveJob } from '../job-access.ts';
import { jobMembers } from '../job-shapes.ts';
import { requestedStep } from '../job-status.ts';

export const updateJobStatus = s3ControlOperation({
  name: 'UpdateJobStatus',
  input: structure({
    ...jobMembers,
    RequestedJobStatus: required(query('requestedJobStatus', oneOf('Cancelled', 'Ready'))),
    StatusUpdateReason: query('statusUpdateReason', string({ min: 1, max: 256 })),
  }),
  output: structure({ JobId: string(), Status: string(), StatusUpdateReason: string() }),
  http: { method: 'POST', uri: '/v20180820/jobs/{id}/status' },
  resolve: resolveJob,
  access: allowsOnJob('s3:UpdateJobStatus'),
  async run({ input, target, deps }) {
    const { RequestedJobStatus, StatusUpdateReason } = input;
    const { jobs, database, clock } = deps;
    const changed = await database.commit(() => {
      const job = jobs.find(target.id);
      if (!job) throw noSuchJob();
      const to = requestedStep(job.status, RequestedJobStatus);
      if (to === undefined) {
        throw jobStatusRefused(
          `The job is in status ${job.status}: it cannot be moved to ${RequestedJobStatus}.`,
        );
      }
      return jobs.move(job.id, job.status, to, clock.now(), {
        ...(StatusUpdateReason !== undefined && { statusReason: StatusUpdateReason }),
      });
    });
    deps.wake();
    return { JobId: target.id, Status: changed?.status ?? target.status, StatusUpdateReason };
  },
});
