// Puts an object's data key under another KMS key; its bytes stay as they are (UpdateObjectEncryption's page).
import { parseArn } from '../../../core/arn.ts';
import { boolean, empty, named, payload, string, structure } from '../../../core/shape.ts';
import { accessDenied, invalidRequest, malformedXml, noSuchKey } from '../errors.ts';
import { payable } from '../requester-pays.ts';
import { versionMembers } from '../shapes.ts';
import { allowsOnVersion, requireVersionOf, resolveVersion } from '../versions/existing-version.ts';

const input = structure({
  ...versionMembers,
  ObjectEncryption: payload(
    'ObjectEncryption',
    structure({
      SSEKMS: named('SSE-KMS', structure({ KMSKeyArn: string(), BucketKeyEnabled: boolean() })),
    }),
  ),
});
const KEY_ARN = /^arn:aws[-a-z0-9]*:kms:[-a-z0-9]*:[0-9]{12}:key\/.+$/;

export const updateObjectEncryption = payable({
  name: 'UpdateObjectEncryption',
  input,
  output: empty,
  http: { method: 'PUT', uri: '/{Bucket}/{Key+}?encryption' },
  resolve: resolveVersion,
  access: (context) => [
    allowsOnVersion('s3:PutObject')(context),
    allowsOnVersion('s3:UpdateObjectEncryption')(context),
  ],
  async run({ input, target, call, deps }) {
    const version = requireVersionOf(target, input, 'PUT');
    if (!input.ObjectEncryption) throw malformedXml();
    const wanted = input.ObjectEncryption.SSEKMS;
    if (!wanted) {
      throw invalidRequest(
        'Requests that modify an object encryption configuration require a valid new encryption type. Valid values are SSEKMS. Modify the request to specify SSE-KMS for the updated encryption type, and then try again.',
      );
    }
    const keyId = keyArnOf(wanted.KMSKeyArn, target.bucket.account);
    const { envelope, lock } = version;
    if (envelope.mode !== 'AES256' && envelope.mode !== 'aws:kms') {
      throw invalidRequest(
        "The UpdateObjectEncryption operation doesn't support source objects with the encryption type DSSE-KMS or SSE-C. Only source objects encrypted with SSE-S3 or SSE-KMS are supported.",
      );
    }
    if (lock.legalHold === 'ON' || (lock.until !== undefined && lock.until > call.time)) {
      throw accessDenied(
        "The encryption type for the specified object can’t be updated because that object is protected by S3 Object Lock. If the object has a governance-mode retention period or a legal hold, you must first remove the Object Lock status on the object before you issue your UpdateObjectEncryption request. You can't use the UpdateObjectEncryption operation with objects that have an Object Lock compliance mode retention period applied to them.",
      );
    }
    const dataKey = await deps.dataKeys.open(envelope, target.bucket, version.key, call);
    try {
      const rewrapped = await deps.dataKeys.wrapUnder(
        {
          mode: 'aws:kms',
          keyId,
          context: envelope.context,
          bucketKey: wanted.BucketKeyEnabled === true,
        },
        dataKey,
        target.bucket,
        version.key,
        call,
      );
      await deps.database.commit(() => {
        if (!deps.objects.isThere(version.seq)) throw noSuchKey(version.key);
        deps.objects.setEnvelope(version, rewrapped);
      });
    } finally {
      dataKey.fill(0);
    }
    return {};
  },
});

function keyArnOf(arn: string | undefined, account: string): string {
  if (arn === undefined || arn === '') {
    throw invalidRequest(
      "Requests that modify an object's encryption type to SSE-KMS require an Amazon Web Services KMS key Amazon Resource Name (ARN). Modify the request to specify a KMS key ARN, and then try again.",
    );
  }
  if (!KEY_ARN.test(arn)) {
    throw invalidRequest(
      "Requests that modify an object's encryption type to SSE-KMS require a valid Amazon Web Services KMS key Amazon Resource Name (ARN). Confirm that you have a correctly formatted KMS key ARN in your request, and then try again.",
    );
  }
  if (parseArn(arn)?.account !== account) {
    throw accessDenied(
      'The Amazon Web Services KMS key in the request must be owned by the same account as the bucket. Modify the request to specify a KMS key from the same account, and then try again.',
    );
  }
  return arn;
}
