// An identity as SESv2 tells of it (recorded: getmoto/moto #9771).

import type { AccessCheck } from '../../../core/access-check.ts';
import type { Call } from '../../../core/call.ts';
import { partitionOf } from '../../../core/ids.ts';
import {
  boolean,
  list,
  oneOf,
  required,
  string,
  structure,
  type TypeOf,
  timestamp,
} from '../../../core/shape.ts';
import { readDkim } from '../dkim.ts';
import { readAttributes } from '../identity-attributes.ts';
import type { Identity, VerificationStatus } from '../identity-store.ts';

export const identityType = oneOf('EMAIL_ADDRESS', 'DOMAIN', 'MANAGED_DOMAIN');
export const verificationStatus = oneOf('PENDING', 'SUCCESS', 'FAILED', 'TEMPORARY_FAILURE', 'NOT_STARTED');
export const tags = list(structure({ Key: required(string()), Value: required(string()) }));

export const dkimAttributes = structure({
  SigningEnabled: boolean(),
  Status: verificationStatus,
  Tokens: list(string()),
  SigningAttributesOrigin: string(),
  NextSigningKeyLength: string(),
  CurrentSigningKeyLength: string(),
  LastKeyGenerationTimestamp: timestamp(),
});

const STATUS = {
  Pending: 'PENDING',
  Success: 'SUCCESS',
  Failed: 'FAILED',
  TemporaryFailure: 'TEMPORARY_FAILURE',
  NotStarted: 'NOT_STARTED',
} as const satisfies Record<VerificationStatus, TypeOf<typeof verificationStatus>>;

export const statusOf = ({ status }: Identity) => STATUS[status];
export const typeOf = ({ kind }: Identity): TypeOf<typeof identityType> =>
  kind === 'Domain' ? 'DOMAIN' : 'EMAIL_ADDRESS';
export const isVerified = ({ status }: Identity): boolean => status === 'Success';

export function dkimOf(identity: Identity): TypeOf<typeof dkimAttributes> {
  const dkim = readDkim(identity.dkim);
  if (!dkim) {
    return {
      SigningEnabled: false,
      Status: 'NOT_STARTED',
      SigningAttributesOrigin: 'AWS_SES',
      NextSigningKeyLength: 'RSA_1024_BIT',
    };
  }
  const { tokens, origin, enabled = true, keyLength, generated } = dkim;
  return {
    SigningEnabled: enabled,
    Status: statusOf(identity),
    Tokens: tokens,
    SigningAttributesOrigin: origin,
    ...(keyLength && { NextSigningKeyLength: keyLength, CurrentSigningKeyLength: keyLength }),
    ...(generated !== undefined && { LastKeyGenerationTimestamp: new Date(generated) }),
  };
}

export function mailFromOf(identity: Identity) {
  const { mailFrom } = readAttributes(identity.attributes);
  if (!mailFrom) return { BehaviorOnMxFailure: 'USE_DEFAULT_VALUE' };
  return {
    MailFromDomain: mailFrom.domain,
    MailFromDomainStatus: isVerified(identity) ? 'SUCCESS' : 'PENDING',
    BehaviorOnMxFailure: mailFrom.onMxFailure === 'RejectMessage' ? 'REJECT_MESSAGE' : 'USE_DEFAULT_VALUE',
  };
}

/** Policies name identities by ARN (service authorization reference, "Amazon SES v2"). */
export const onIdentity = (action: string, identity: string, call: Call): AccessCheck => ({
  action: `ses:${action}`,
  resource: `arn:${partitionOf(call.region)}:ses:${call.region}:${call.account}:identity/${identity}`,
  account: call.account,
});
