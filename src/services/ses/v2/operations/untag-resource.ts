// UntagResource: a tag that is not there is no error.
import { empty, list, query, required, string, structure } from '../../../../core/shape.ts';
import { sesV2Operation } from '../operation.ts';
import { taggedIdentity, tagsOf } from '../tagged.ts';

export const untagResource = sesV2Operation({
  name: 'UntagResource',
  http: { method: 'DELETE', uri: '/v2/email/tags' },
  input: structure({
    ResourceArn: query('ResourceArn', required(string({ min: 1 }))),
    TagKeys: query('TagKeys', required(list(string()))),
  }),
  output: empty,
  access: ({ input: { ResourceArn }, call }) => ({
    action: 'ses:UntagResource',
    resource: ResourceArn,
    account: call.account,
  }),
  async run({ input: { ResourceArn, TagKeys }, call, deps: { identities } }) {
    const identity = taggedIdentity(identities, call, ResourceArn);
    const left = tagsOf(identity).filter(({ Key }) => !TagKeys.includes(Key));
    await identities.setTags(call, identity.identity, left);
    return {};
  },
});
