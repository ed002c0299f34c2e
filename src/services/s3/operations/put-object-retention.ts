// Sets, lengthens or, with the right to bypass governance, takes away a version's retention.
import { boolean, empty, header, payload, string, structure, timestamp } from '../../../core/shape.ts';
import { objectCheck } from '../access.ts';
import { invalidArgument, malformedXml } from '../errors.ts';
import {
  isLockMode,
  javaDate,
  lockConfigurationMissing,
  protectedByLock,
  remainingDays,
} from '../object-lock.ts';
import { payable } from '../requester-pays.ts';
import { versionMembers } from '../shapes.ts';
import {
  allowsOnVersion,
  changeVersion,
  requireVersionOf,
  resolveVersion,
} from '../versions/existing-version.ts';
import type { ObjectLock } from '../versions/object-version.ts';

export const retentionShape = structure({
  Mode: string(),
  RetainUntilDate: timestamp({ format: 'iso8601' }),
});

const input = structure({
  ...versionMembers,
  BypassGovernanceRetention: header('x-amz-bypass-governance-retention', boolean()),
  Retention: payload('Retention', retentionShape),
});

export const putObjectRetention = payable({
  name: 'PutObjectRetention',
  input,
  output: empty,
  http: { method: 'PUT', uri: '/{Bucket}/{Key+}?retention' },
  resolve: resolveVersion,
  access: (context) => {
    const { input, target, call, deps } = context;
    const { Retention, Key } = input;
    const check = allowsOnVersion('s3:PutObjectRetention', 's3:PutObjectRetention', () => ({
      's3:object-lock-mode': Retention?.Mode,
      's3:object-lock-retain-until-date': Retention?.RetainUntilDate?.toISOString(),
      's3:object-lock-remaining-retention-days': remainingDays(Retention?.RetainUntilDate, call.time),
    }))(context);
    if (!input.BypassGovernanceRetention) return check;
    return [check, objectCheck(deps, 's3:BypassGovernanceRetention', target.bucket, Key, call)];
  },
  async run({ input, target, call, deps }) {
    const version = requireVersionOf(target, input, 'PUT');
    if (!target.bucket.objectLock) throw lockConfigurationMissing();
    const wanted = retentionOf(input.Retention, call.time);
    await changeVersion(target, version, deps, (now) => {
      requireChangeable(now.lock, wanted, call.time, input.BypassGovernanceRetention === true);
      deps.objects.setLock(now, { ...now.lock, ...wanted });
    });
    return {};
  },
});

function retentionOf(
  retention: { readonly Mode?: string | undefined; readonly RetainUntilDate?: Date | undefined } | undefined,
  time: number,
): ObjectLock {
  if (!retention) throw malformedXml();
  const { Mode: mode, RetainUntilDate: until } = retention;
  // An empty element takes the retention away.
  if (mode === undefined && until === undefined) return { mode: undefined, until: undefined };
  if (mode === undefined || until === undefined || !isLockMode(mode)) throw malformedXml();
  if (until.getTime() <= time) {
    throw invalidArgument('The retain until date must be in the future!', 'RetainUntilDate', javaDate(until));
  }
  return { mode, until: until.getTime() };
}

/** A period may grow in its mode; the rest, compliance instead of governance too, is for those who may bypass. */
function requireChangeable(held: ObjectLock, wanted: ObjectLock, time: number, bypass: boolean): void {
  if (held.mode === undefined || held.until === undefined || held.until <= time) return;
  const longer = wanted.mode === held.mode && wanted.until !== undefined && wanted.until >= held.until;
  if (longer || (held.mode === 'GOVERNANCE' && bypass)) return;
  throw protectedByLock();
}
