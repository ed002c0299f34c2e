// Takes tags off a bucket; keys that are not there are no error (recorded).
import { list, query, required, string, structure } from '../../../core/shape.ts';
import { s3ControlOperation } from '../deps.ts';
import { resolveResource, resourceMembers } from '../resource.ts';

export const untagResource = s3ControlOperation({
  name: 'UntagResource',
  input: structure({
    ...resourceMembers,
    TagKeys: required(query('tagKeys', list(string({ min: 1, max: 128 }), { min: 0, max: 50 }))),
  }),
  output: structure({}),
  http: { method: 'DELETE', uri: '/v20180820/tags/{resourceArn+}', status: 204 },
  resolve: resolveResource,
  access: ({ input: { TagKeys }, target }) => target.check('s3:UntagResource', { 'aws:TagKeys': TagKeys }),
  async run({ input: { TagKeys }, target }) {
    await target.change((tags) => tags.filter(({ Key }) => !TagKeys.includes(Key)));
    return {};
  },
});
