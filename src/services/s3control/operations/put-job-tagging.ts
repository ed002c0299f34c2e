// Sets a job's tags: those it had are replaced.
import { required, structure } from '../../../core/shape.ts';
import { s3ControlOperation } from '../deps.ts';
import { noSuchJob } from '../errors.ts';
import { jobCheck, resolveJob, tagContext } from '../job-access.ts';
import { jobMembers, jobTags, NAMESPACE } from '../job-shapes.ts';
import { checkedTags } from '../job-tags.ts';

export const putJobTagging = s3ControlOperation({
  name: 'PutJobTagging',
  input: structure(
    { ...jobMembers, Tags: required(jobTags) },
    { xmlName: 'PutJobTaggingRequest', xmlNamespace: NAMESPACE },
  ),
  output: structure({}),
  http: { method: 'PUT', uri: '/v20180820/jobs/{id}/tagging' },
  resolve: resolveJob,
  access: ({ input: { Tags }, target }) =>
    jobCheck('s3:PutJobTagging', target, {
      ...tagContext('aws:RequestTag', Tags),
      'aws:TagKeys': Tags.map(({ Key }) => Key),
    }),
  async run({ input, target, deps }) {
    const tags = checkedTags(input.Tags);
    await deps.database.commit(() => {
      const job = deps.jobs.find(target.id);
      if (!job) throw noSuchJob();
      deps.jobs.change(job, { tags });
    });
    return {};
  },
});
