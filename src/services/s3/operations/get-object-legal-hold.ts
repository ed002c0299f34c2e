// Tells whether a version is under legal hold.
import { payload, structure } from '../../../core/shape.ts';
import { s3Operation } from '../deps.ts';
import { lockConfigurationMissing, noLockConfiguration } from '../object-lock.ts';
import { versionMembers } from '../shapes.ts';
import { allowsOnVersion, requireVersionOf, resolveVersion } from '../versions/existing-version.ts';
import { legalHoldShape } from './put-object-legal-hold.ts';

export const getObjectLegalHold = s3Operation({
  name: 'GetObjectLegalHold',
  input: structure(versionMembers),
  output: structure({ LegalHold: payload('LegalHold', legalHoldShape) }),
  http: { method: 'GET', uri: '/{Bucket}/{Key+}?legal-hold' },
  resolve: resolveVersion,
  access: allowsOnVersion('s3:GetObjectLegalHold'),
  run({ input, target }) {
    const { lock } = requireVersionOf(target, input, 'GET');
    if (!target.bucket.objectLock) throw lockConfigurationMissing();
    if (lock.legalHold === undefined) {
      throw noLockConfiguration('The specified object does not have a ObjectLock configuration');
    }
    return { LegalHold: { Status: lock.legalHold as string } };
  },
});
