// The tags of a bucket; today's Terraform reads them here, not by GetBucketTagging.
import { structure } from '../../../core/shape.ts';
import { s3ControlOperation } from '../deps.ts';
import { resolveResource, resourceMembers, resourceTags } from '../resource.ts';

export const listTagsForResource = s3ControlOperation({
  name: 'ListTagsForResource',
  input: structure(resourceMembers),
  output: structure({ Tags: resourceTags }),
  http: { method: 'GET', uri: '/v20180820/tags/{resourceArn+}' },
  resolve: resolveResource,
  access: ({ target }) => target.check('s3:ListTagsForResource', {}),
  run: ({ target }) => ({ Tags: target.tags }),
});
