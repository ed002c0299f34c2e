// Replaces an object's tags.
import { header, payload, required, string, structure } from '../../../core/shape.ts';
import { requestTags } from '../access.ts';
import { s3Operation } from '../deps.ts';
import { taggingShape, versionMembers } from '../shapes.ts';
import {
  allowsOnVersion,
  changeVersion,
  requireVersionOf,
  resolveVersion,
} from '../versions/existing-version.ts';
import type { Tag } from '../versions/object-version.ts';
import { shownVersionId } from '../versions/version-id.ts';
import { checkedTags } from '../writing/tags.ts';

const input = structure({
  ...versionMembers,
  Tagging: required(payload('Tagging', taggingShape)),
});

export const putObjectTagging = s3Operation({
  name: 'PutObjectTagging',
  input,
  output: structure({ VersionId: header('x-amz-version-id', string()) }),
  http: { method: 'PUT', uri: '/{Bucket}/{Key+}?tagging' },
  resolve: resolveVersion,
  access: allowsOnVersion(
    's3:PutObjectTagging',
    's3:PutObjectVersionTagging',
    (input: { readonly Tagging: { readonly TagSet?: readonly Tag[] | undefined } }) =>
      requestTags(input.Tagging.TagSet ?? []),
  ),
  async run({ input, target, call, deps }) {
    const version = requireVersionOf(target, input, 'PUT');
    const tags = checkedTags(input.Tagging.TagSet ?? []);
    await changeVersion(target, version, deps, (now) => {
      deps.objects.setTags(now, tags);
      deps.notifications.happened({ event: 'ObjectTagging:Put', call }, now, target.bucket);
    });
    return { VersionId: shownVersionId(target.bucket, version.versionId) };
  },
});
