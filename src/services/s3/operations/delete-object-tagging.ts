// Takes all tags off an object.
import { header, string, structure } from '../../../core/shape.ts';
import { s3Operation } from '../deps.ts';
import { versionMembers } from '../shapes.ts';
import {
  allowsOnVersion,
  changeVersion,
  requireVersionOf,
  resolveVersion,
} from '../versions/existing-version.ts';
import { shownVersionId } from '../versions/version-id.ts';

export const deleteObjectTagging = s3Operation({
  name: 'DeleteObjectTagging',
  input: structure(versionMembers),
  output: structure({ VersionId: header('x-amz-version-id', string()) }),
  http: { method: 'DELETE', uri: '/{Bucket}/{Key+}?tagging', status: 204 },
  resolve: resolveVersion,
  access: allowsOnVersion('s3:DeleteObjectTagging', 's3:DeleteObjectVersionTagging'),
  async run({ input, target, call, deps }) {
    const version = requireVersionOf(target, input, 'DELETE');
    await changeVersion(target, version, deps, (now) => {
      deps.objects.setTags(now, undefined);
      deps.notifications.happened({ event: 'ObjectTagging:Delete', call }, now, target.bucket);
    });
    return { VersionId: shownVersionId(target.bucket, version.versionId) };
  },
});
