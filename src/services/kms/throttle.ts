// Which quota a request counts against: found before the key is resolved for good, so nothing here refuses.
import { parseArn } from '../../core/arn.ts';
import type { Call } from '../../core/call.ts';
import type { AccountId } from '../../core/ids.ts';
import type { AnyOperation } from '../../core/operation.ts';
import type { KmsDeps } from './deps.ts';
import { type KeyArn, keyArnOf } from './key.ts';
import { KEY_ALGORITHMS, type KeyAlgorithm } from './key-spec.ts';
import { quotaGroup, type RequestThrottle } from './request-quotas.ts';

type Input = Readonly<Record<string, unknown>>;

export const createThrottle =
  (quotas: RequestThrottle, deps: KmsDeps) =>
  ({ name }: AnyOperation<KmsDeps>, call: Call, input: unknown): void => {
    if (!quotas.active) return;
    const given = input as Input;
    const named = given.KeyId ?? given.SourceKeyId ?? given.DestinationKeyId;
    const family = typeof named === 'string' ? familyOf(deps, call, named) : undefined;
    const pairSpec = typeof given.KeyPairSpec === 'string' ? given.KeyPairSpec : undefined;
    quotas.take(quotaGroup(name, family, pairSpec), call);
  };

function familyOf({ keys, aliases }: KmsDeps, call: Call, named: string): KeyAlgorithm['family'] | undefined {
  const arn = parseArn(named);
  const account = (arn?.account ?? call.account) as AccountId;
  const resource = arn?.resource ?? named;
  const keyArn = resource.startsWith('alias/')
    ? aliases.find(account, call.region, resource)?.keyArn
    : arn
      ? (named as KeyArn)
      : keyArnOf(account, call.region, resource);
  const key = keyArn && keys.find(keyArn);
  return key && KEY_ALGORITHMS[key.spec].family;
}
