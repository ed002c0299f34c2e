// ListTagsForResource: what terraform asks after every read of an identity.
import { query, required, string, structure } from '../../../../core/shape.ts';
import { tags } from '../identity-shapes.ts';
import { sesV2Operation } from '../operation.ts';
import { taggedIdentity, tagsOf } from '../tagged.ts';

export const listTagsForResource = sesV2Operation({
  name: 'ListTagsForResource',
  http: { method: 'GET', uri: '/v2/email/tags' },
  input: structure({ ResourceArn: query('ResourceArn', required(string({ min: 1 }))) }),
  output: structure({ Tags: required(tags) }),
  access: ({ input: { ResourceArn }, call }) => ({
    action: 'ses:ListTagsForResource',
    resource: ResourceArn,
    account: call.account,
  }),
  run: ({ input: { ResourceArn }, call, deps: { identities } }) => ({
    Tags: tagsOf(taggedIdentity(identities, call, ResourceArn)),
  }),
});
