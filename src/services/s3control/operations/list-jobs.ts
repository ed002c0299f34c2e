// An account's jobs, the newest first: those that are not over and those that ended within 90 days.
import { integer, list, oneOf, query, string, structure, timestamp } from '../../../core/shape.ts';
import { s3ControlOperation } from '../deps.ts';
import { invalidNextToken } from '../errors.ts';
import { accountCheck } from '../job-access.ts';
import { summarize } from '../job-description.ts';
import { accountMembers, progressSummary } from '../job-shapes.ts';
import { JOB_STATUSES } from '../job-status.ts';

const MOST = 1000;

const listed = structure({
  JobId: string(),
  Description: string(),
  Operation: string(),
  Priority: integer(),
  Status: string(),
  CreationTime: timestamp(),
  TerminationDate: timestamp(),
  ProgressSummary: progressSummary,
});

export const listJobs = s3ControlOperation({
  name: 'ListJobs',
  input: structure({
    ...accountMembers,
    JobStatuses: query('jobStatuses', list(oneOf(...JOB_STATUSES))),
    NextToken: query('nextToken', string({ min: 1, max: 1024 })),
    MaxResults: query('maxResults', integer({ min: 0, max: MOST })),
  }),
  output: structure({ NextToken: string(), Jobs: list(listed) }),
  http: { method: 'GET', uri: '/v20180820/jobs' },
  access: ({ input, call }) => accountCheck('s3:ListJobs', input.AccountId, call, '*'),
  run({ input, call, deps }) {
    const { AccountId, JobStatuses: wanted = [], MaxResults } = input;
    const size = MaxResults === undefined || MaxResults === 0 ? MOST : MaxResults;
    const now = deps.clock.now();
    const Jobs = [];
    let last = 0;
    for (const { seq, job } of deps.jobs.newest(AccountId, call.region, startOf(input.NextToken), now)) {
      if (wanted.length > 0 && !wanted.includes(job.status)) continue;
      if (Jobs.length === size) return { Jobs, NextToken: Buffer.from(String(last)).toString('base64') };
      Jobs.push(summarize(job, now));
      last = seq;
    }
    return { Jobs };
  },
});

function startOf(token: string | undefined): number {
  if (token === undefined) return Number.MAX_SAFE_INTEGER;
  const text = Buffer.from(token, 'base64').toString();
  if (!/^\d{1,15}$/.test(text)) throw invalidNextToken();
  return Number(text);
}
