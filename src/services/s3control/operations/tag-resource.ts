// Adds tags to a bucket: those of the same keys are replaced, the others stay.
import { required, structure } from '../../../core/shape.ts';
import { s3ControlOperation } from '../deps.ts';
import { badRequest, invalidTag } from '../errors.ts';
import { tagContext } from '../job-access.ts';
import { NAMESPACE } from '../job-shapes.ts';
import { resolveResource, resourceMembers, resourceTags } from '../resource.ts';

const MOST = 50;

export const tagResource = s3ControlOperation({
  name: 'TagResource',
  input: structure(
    { ...resourceMembers, Tags: required(resourceTags) },
    { xmlName: 'TagResourceRequest', xmlNamespace: NAMESPACE },
  ),
  output: structure({}),
  http: { method: 'POST', uri: '/v20180820/tags/{resourceArn+}', status: 204 },
  resolve: resolveResource,
  access: ({ input: { Tags }, target }) =>
    target.check('s3:TagResource', {
      ...tagContext('aws:RequestTag', Tags),
      'aws:TagKeys': Tags.map(({ Key }) => Key),
    }),
  async run({ input: { Tags }, target }) {
    const keys = new Set(Tags.map(({ Key }) => Key));
    // Both recorded.
    if (keys.size < Tags.length) {
      throw invalidTag(
        'There are duplicate tag keys in your request. Remove the duplicate tag keys and try again.',
      );
    }
    if (Tags.some(({ Key }) => Key.startsWith('aws:'))) {
      throw invalidTag(
        'User-defined tag keys can\'t start with "aws:". This prefix is reserved for system tags. Remove "aws:" from your tag keys and try again.',
      );
    }
    await target.change((tags) => {
      const given = new Map(Tags.map((tag) => [tag.Key, tag]));
      const kept = tags.map((tag) => given.get(tag.Key) ?? tag);
      const known = new Set(tags.map(({ Key }) => Key));
      const all = [...kept, ...Tags.filter(({ Key }) => !known.has(Key))];
      // PutBucketTagging's words.
      if (all.length > MOST) throw badRequest('Bucket tag count cannot be greater than 50');
      return all;
    });
    return {};
  },
});
