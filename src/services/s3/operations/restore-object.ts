// Brings an archived object back for some days, after the time that its tier takes on the injected clock.
import { AwsError } from '../../../core/errors.ts';
import { header, integer, payload, string, structure } from '../../../core/shape.ts';
import { malformedXml } from '../errors.ts';
import { dueAt } from '../lifecycle/actions.ts';
import { begun, isArchive, stateAt, textOf } from '../lifecycle/restoration.ts';
import { payable } from '../requester-pays.ts';
import { versionMembers } from '../shapes.ts';
import {
  allowsOnVersion,
  changeVersion,
  requireVersionOf,
  resolveVersion,
} from '../versions/existing-version.ts';

const input = structure({
  ...versionMembers,
  RestoreRequest: payload(
    'RestoreRequest',
    structure({
      Days: integer(),
      GlacierJobParameters: structure({ Tier: string() }),
      Tier: string(),
      Type: string(),
      Description: string(),
    }),
  ),
});
export const restoreObject = payable({
  name: 'RestoreObject',
  input,
  output: structure({
    RestoreOutputPath: header('x-amz-restore-output-path', string()),
    StatusCode: { shape: integer(), required: false, location: 'status' } as const,
  }),
  http: { method: 'POST', uri: '/{Bucket}/{Key+}?restore' },
  resolve: resolveVersion,
  access: allowsOnVersion('s3:RestoreObject'),
  async run({ input, target, call, deps }) {
    const version = requireVersionOf(target, input, 'POST');
    const days = input.RestoreRequest?.Days;
    if (days === undefined || days < 1) throw malformedXml();
    const { storageClass } = version;
    if (!isArchive(storageClass)) throw notArchived(storageClass);
    const tier = input.RestoreRequest?.GlacierJobParameters?.Tier ?? input.RestoreRequest?.Tier ?? 'Standard';
    const state = stateAt(version, call.time);
    if (state === 'ongoing') throw alreadyInProgress();
    const restoration =
      state === 'restored'
        ? { ready: call.time, expires: dueAt(call.time, days), announced: true }
        : begun(storageClass, tier, days, call.time);
    await changeVersion(target, version, deps, (now) => {
      deps.objects.setRestore(now, textOf(restoration));
      if (state === 'restored') return;
      deps.notifications.happened({ event: 'ObjectRestore:Post', call }, now, target.bucket);
    });
    deps.restorations.schedule();
    // 202 when restoring begins, 200 when it only prolongs what is there.
    return { StatusCode: state === 'restored' ? 200 : 202 };
  },
});

const notArchived = (StorageClass: string) =>
  new AwsError('InvalidObjectState', 403, "Restore is not allowed for the object's current storage class", {
    StorageClass,
  });

const alreadyInProgress = () =>
  new AwsError('RestoreAlreadyInProgress', 409, 'Object restore is already in progress');
