// Brings an archived object back for some days. Here it is back at once: nothing lies on tape.
import { AwsError } from '../../../core/errors.ts';
import { header, integer, payload, string, structure } from '../../../core/shape.ts';
import { s3Operation } from '../deps.ts';
import { malformedXml } from '../errors.ts';
import { allowsOnVersion, changeVersion, requireVersionOf, resolveVersion } from '../existing-version.ts';
import { versionMembers } from '../shapes.ts';

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
const DAY = 86_400_000;
const ARCHIVES = ['GLACIER', 'DEEP_ARCHIVE'];

export const restoreObject = s3Operation({
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
    if (!ARCHIVES.includes(version.storageClass)) {
      throw new AwsError(
        'InvalidObjectState',
        403,
        "Restore is not allowed for the object's current storage class",
        {
          StorageClass: version.storageClass,
        },
      );
    }
    // The copy goes at the midnight after its last day (RestoreObject's page).
    const expiry = new Date(Math.ceil((call.time + days * DAY) / DAY) * DAY);
    await changeVersion(target, version, deps, (now) => {
      deps.objects.setRestore(now, `ongoing-request="false", expiry-date="${expiry.toUTCString()}"`);
      if (version.restore !== undefined) return;
      deps.notifications.happened({ event: 'ObjectRestore:Post', call }, now, target.bucket);
      deps.notifications.happened({ event: 'ObjectRestore:Completed' }, now, target.bucket, {
        glacierEventData: {
          restoreEventData: {
            lifecycleRestorationExpiryTime: expiry.toISOString(),
            lifecycleRestoreStorageClass: now.storageClass,
          },
        },
      });
    });
    // 202 when restoring begins, 200 when it only prolongs what is there.
    return { StatusCode: version.restore === undefined ? 202 : 200 };
  },
});
