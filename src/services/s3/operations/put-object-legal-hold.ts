// Puts a version under legal hold, or releases it.
import { empty, payload, string, structure } from '../../../core/shape.ts';
import { malformedXml } from '../errors.ts';
import { lockConfigurationMissing } from '../object-lock.ts';
import { payable } from '../requester-pays.ts';
import { versionMembers } from '../shapes.ts';
import {
  allowsOnVersion,
  changeVersion,
  requireVersionOf,
  resolveVersion,
} from '../versions/existing-version.ts';

export const legalHoldShape = structure({ Status: string() });

const input = structure({ ...versionMembers, LegalHold: payload('LegalHold', legalHoldShape) });

export const putObjectLegalHold = payable({
  name: 'PutObjectLegalHold',
  input,
  output: empty,
  http: { method: 'PUT', uri: '/{Bucket}/{Key+}?legal-hold' },
  resolve: resolveVersion,
  access: allowsOnVersion(
    's3:PutObjectLegalHold',
    's3:PutObjectLegalHold',
    (input: { readonly LegalHold?: { readonly Status?: string | undefined } | undefined }) => ({
      's3:object-lock-legal-hold': input.LegalHold?.Status,
    }),
  ),
  async run({ input, target, deps }) {
    const version = requireVersionOf(target, input, 'PUT');
    const status = input.LegalHold?.Status;
    if (!input.LegalHold) throw malformedXml();
    if (!target.bucket.objectLock) throw lockConfigurationMissing();
    if (status !== 'ON' && status !== 'OFF') throw malformedXml();
    await changeVersion(target, version, deps, (now) =>
      deps.objects.setLock(now, { ...now.lock, legalHold: status }),
    );
    return {};
  },
});
