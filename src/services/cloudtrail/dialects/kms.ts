// KMS in events, after the log entries of its developer guide ("Understanding AWS KMS log file entries").
import { parseArn } from '../../../core/arn.ts';
import type { Invocation } from '../../../core/invoke.ts';
import type { AnyOperation } from '../../../core/operation.ts';
import { type Dialect, NOTHING, type Observed, readsByName } from '../dialect.ts';
import type { Entry, Members } from '../entry.ts';
import { spell } from '../spelling.ts';

/** Cryptographic operations change nothing: CloudTrail tells them as reads. */
const CRYPTOGRAPHIC =
  /^(Decrypt|DeriveSharedSecret|Encrypt|GenerateDataKey.*|GenerateMac|GenerateRandom|ReEncrypt|Sign|Verify|VerifyMac)$/;

const isCryptographic = ({ name }: AnyOperation): boolean => CRYPTOGRAPHIC.test(name);

export const kmsDialect: Dialect = {
  observe,
  isReadOnly: (operation) => isCryptographic(operation) || readsByName(operation),
  isHighVolume: isCryptographic,

  requestParameters(entry) {
    const spelled = spell(entry.kind.operation.input, entry.input);
    // Always told, even where the request left it out (ct-decrypt).
    const name = ALGORITHM[entry.kind.operation.name];
    return name === undefined ? spelled : { [name]: 'SYMMETRIC_DEFAULT', ...spelled };
  },

  responseElements(entry) {
    const spelled = spell(entry.kind.operation.output, entry.output);
    const [arn] = entry.observed.arns ?? [];
    if (entry.output === undefined || arn === undefined || spelled?.keyMetadata !== undefined) return spelled;
    // Since December 2022 every change tells the key's ARN, though the answer has none.
    return { ...spelled, keyId: arn };
  },

  resources: ({ observed }) =>
    observed.arns?.map((ARN) => ({
      accountId: parseArn(ARN)?.account ?? '',
      type: 'AWS::KMS::Key',
      ARN,
    })),

  /** By ARN and by id: AWS's console finds a key under either. */
  lookupResources: ({ observed }: Entry) =>
    (observed.arns ?? [])
      .flatMap((arn) => [arn, arn.slice(arn.lastIndexOf('/') + 1)])
      .map((ResourceName) => ({ ResourceType: 'AWS::KMS::Key', ResourceName })),
};

const ALGORITHM: Readonly<Record<string, string>> = {
  Decrypt: 'encryptionAlgorithm',
  Encrypt: 'encryptionAlgorithm',
};

interface KeyLike {
  readonly arn: string;
  readonly account: string;
}
interface TargetLike {
  readonly key?: KeyLike;
  readonly source?: KeyLike;
  readonly destination?: KeyLike;
}

function observe({ target, output }: Invocation): Observed {
  const additional = materials(output as Members | undefined);
  const keys = keysOf(target);
  const [first] = keys;
  if (first) return { account: first.account, arns: keys.map(({ arn }) => arn), additional };
  // CreateKey finds nothing and makes one.
  const made = (output as { KeyMetadata?: { Arn?: string } } | undefined)?.KeyMetadata?.Arn;
  if (made !== undefined) return { account: parseArn(made)?.account, arns: [made] };
  return additional ? { additional } : NOTHING;
}

/** A key, or a record of keys (ReEncrypt has two, RetireGrant a grant beside). */
function keysOf(target: unknown): readonly KeyLike[] {
  if (typeof target !== 'object' || target === null) return [];
  if (isKey(target)) return [target];
  const { key, source, destination } = target as TargetLike;
  return [key, source, destination].filter(isKey);
}

const isKey = (value: unknown): value is KeyLike =>
  typeof (value as KeyLike | undefined)?.arn === 'string' &&
  (value as KeyLike).arn.includes(':key/') &&
  typeof (value as KeyLike).account === 'string';

/** KeyMaterialId and its like, as additionalEventData tells them since on-demand rotation of imported material. */
function materials(output: Members | undefined): Members | undefined {
  if (output === undefined) return undefined;
  const { KeyMaterialId, SourceKeyMaterialId, DestinationKeyMaterialId } = output;
  if (typeof KeyMaterialId === 'string') return { keyMaterialId: KeyMaterialId };
  if (typeof SourceKeyMaterialId !== 'string') return undefined;
  return { sourceKeyMaterialId: SourceKeyMaterialId, destinationKeyMaterialId: DestinationKeyMaterialId };
}
