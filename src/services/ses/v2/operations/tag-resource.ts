// TagResource: of identities.
import { empty, required, string, structure } from '../../../../core/shape.ts';
import { tags } from '../identity-shapes.ts';
import { sesV2Operation } from '../operation.ts';
import { taggedIdentity, tagsOf, withTags } from '../tagged.ts';

export const tagResource = sesV2Operation({
  name: 'TagResource',
  http: { method: 'POST', uri: '/v2/email/tags' },
  input: structure({ ResourceArn: required(string({ min: 1 })), Tags: required(tags) }),
  output: empty,
  access: ({ input: { ResourceArn }, call }) => ({
    action: 'ses:TagResource',
    resource: ResourceArn,
    account: call.account,
  }),
  async run({ input: { ResourceArn, Tags }, call, deps: { identities } }) {
    const identity = taggedIdentity(identities, call, ResourceArn);
    await identities.setTags(call, identity.identity, withTags(tagsOf(identity), Tags));
    return {};
  },
});
