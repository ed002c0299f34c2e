// Tells an object's tags.
import { header, list, string, structure } from '../../../core/shape.ts';
import { s3Operation } from '../deps.ts';
import { noSuchKey } from '../errors.ts';
import { tagShape, versionMembers } from '../shapes.ts';
import { allowsOnVersion, requireVersionOf, resolveVersion } from '../versions/existing-version.ts';
import { shownVersionId } from '../versions/version-id.ts';

export const getObjectTagging = s3Operation({
  name: 'GetObjectTagging',
  input: structure(versionMembers),
  output: structure(
    {
      VersionId: header('x-amz-version-id', string()),
      TagSet: list(tagShape, { memberName: 'Tag' }),
    },
    { xmlName: 'Tagging' },
  ),
  http: { method: 'GET', uri: '/{Bucket}/{Key+}?tagging' },
  resolve: resolveVersion,
  access: allowsOnVersion('s3:GetObjectTagging', 's3:GetObjectVersionTagging'),
  run({ input, target }) {
    // AWS names the bucket too where the key is missing, here alone (recorded).
    if (!target.version && input.VersionId === undefined)
      throw noSuchKey(`${target.bucket.name}/${input.Key}`);
    const version = requireVersionOf(target, input, 'GET');
    return { TagSet: version.tags ?? [], VersionId: shownVersionId(target.bucket, version.versionId) };
  },
});
