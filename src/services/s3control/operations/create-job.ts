// Creates a job. It is accepted as it stands: whether its manifest can be read and its role be assumed shows when
// it is prepared.
import { createHash } from 'node:crypto';
import { parseArn } from '../../../core/arn.ts';
import type { AccountId } from '../../../core/ids.ts';
import { boolean, integer, required, string, structure } from '../../../core/shape.ts';
import { s3ControlOperation } from '../deps.ts';
import { badRequest, idempotency } from '../errors.ts';
import type { JobRequest } from '../job.ts';
import { accountCheck, tagContext } from '../job-access.ts';
import { checkJobRequest } from '../job-request.ts';
import { accountMembers, jobManifest, jobOperation, jobReport, jobTags, NAMESPACE } from '../job-shapes.ts';
import { checkedTags } from '../job-tags.ts';
import { manifestGenerator } from '../manifest-generator-shapes.ts';
import { SERVICE } from '../runner/role-call.ts';

const input = structure(
  {
    ...accountMembers,
    ConfirmationRequired: boolean(),
    Operation: required(jobOperation),
    Report: required(jobReport),
    ClientRequestToken: required(string({ min: 1, max: 64 })),
    Manifest: jobManifest,
    Description: string({ min: 1, max: 256 }),
    Priority: required(integer({ min: 0, max: 2_147_483_647 })),
    RoleArn: required(string({ min: 1, max: 2048, pattern: 'arn:[^:]+:iam::\\d{12}:role/.*' })),
    Tags: jobTags,
    ManifestGenerator: manifestGenerator,
  },
  { xmlName: 'CreateJobRequest', xmlNamespace: NAMESPACE },
);

export const createJob = s3ControlOperation({
  name: 'CreateJob',
  input,
  output: structure({ JobId: string() }),
  http: { method: 'POST', uri: '/v20180820/jobs' },
  access({ input, call }) {
    const { AccountId: account, Operation, Priority, RoleArn, Tags } = input;
    const tags = tagContext('aws:RequestTag', Tags);
    const keys = Tags?.map(({ Key }) => Key) ?? [];
    const create = accountCheck('s3:CreateJob', account, call, 'job', {
      's3:RequestJobPriority': Priority,
      's3:RequestJobOperation': Object.keys(Operation)[0],
      ...tags,
      ...(keys.length > 0 && { 'aws:TagKeys': keys }),
    });
    const pass = {
      action: 'iam:PassRole',
      resource: RoleArn,
      account: (parseArn(RoleArn)?.account ?? account) as AccountId,
      context: { 'iam:PassedToService': SERVICE },
    };
    // "Create job failure with job tagging enabled": tags ask s3:PutJobTagging besides.
    return keys.length > 0
      ? [create, accountCheck('s3:PutJobTagging', account, call, 'job', tags), pass]
      : [create, pass];
  },
  async run({ input, call, deps }) {
    const { AccountId: account, ClientRequestToken: token, Priority: priority, Tags = [], ...rest } = input;
    const request: JobRequest = {
      ...rest,
      // The model lets it be absent; AWS then waits for confirmation (aws-sdk-go-v2 issue 1814).
      ConfirmationRequired: rest.ConfirmationRequired ?? true,
    };
    if (parseArn(request.RoleArn)?.account !== account) {
      throw badRequest('The job role must belong to the account of the job.');
    }
    checkJobRequest(request);
    const tags = checkedTags(Tags);
    const fingerprint = createHash('sha256')
      .update(JSON.stringify({ request, priority, tags }))
      .digest('hex');
    const { region } = call;
    const id = await deps.database.commit(() => {
      const before = deps.jobs.byToken(account, region, token);
      if (before && before.fingerprint !== fingerprint) throw idempotency();
      if (before) return before.job.id;
      const fresh = deps.random.uuid();
      deps.jobs.insert({
        id: fresh,
        account: account as AccountId,
        region,
        token,
        fingerprint,
        request,
        created: deps.clock.now(),
        priority,
        tags,
      });
      return fresh;
    });
    deps.wake();
    return { JobId: id };
  },
});
