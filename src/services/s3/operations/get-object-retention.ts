// Tells how long a version is retained.
import { payload, structure } from '../../../core/shape.ts';
import { s3Operation } from '../deps.ts';
import { lockConfigurationMissing, noLockConfiguration } from '../object-lock.ts';
import { versionMembers } from '../shapes.ts';
import { allowsOnVersion, requireVersionOf, resolveVersion } from '../versions/existing-version.ts';
import { retentionShape } from './put-object-retention.ts';

export const getObjectRetention = s3Operation({
  name: 'GetObjectRetention',
  input: structure(versionMembers),
  output: structure({ Retention: payload('Retention', retentionShape) }),
  http: { method: 'GET', uri: '/{Bucket}/{Key+}?retention' },
  resolve: resolveVersion,
  access: allowsOnVersion('s3:GetObjectRetention'),
  run({ input, target }) {
    const { lock } = requireVersionOf(target, input, 'GET');
    if (!target.bucket.objectLock) throw lockConfigurationMissing();
    if (lock.mode === undefined || lock.until === undefined) {
      throw noLockConfiguration('The specified object does not have a ObjectLock configuration');
    }
    return { Retention: { Mode: lock.mode as string, RetainUntilDate: new Date(lock.until) } };
  },
});
