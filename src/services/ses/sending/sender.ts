// Who may send: identities that are verified in the caller's account and region.

import type { AccessCheck } from '../../../core/access-check.ts';
import type { Call } from '../../../core/call.ts';
import { partitionOf } from '../../../core/ids.ts';
import * as errors from '../errors.ts';
import { bareAddress, domainOf, identitiesFor } from '../identity.ts';
import type { IdentityStore } from '../identity-store.ts';

/** DOC troubleshoot-error-messages. */
export function requireVerified(identities: IdentityStore, call: Call, sources: readonly string[]): void {
  const failed = sources.filter(
    (source) =>
      !identitiesFor(bareAddress(source)).some((name) => identities.find(call, name)?.status === 'Success'),
  );
  if (failed.length === 0) return;
  throw errors.messageRejected(
    `Email address is not verified. The following identities failed the check in region ${call.region.toUpperCase()}: ${[...new Set(failed)].join(', ')}`,
  );
}

/** Sending is allowed per identity: the address where it was verified itself, else its domain. */
export function sendingCheck(
  action: string,
  identities: IdentityStore,
  source: string,
  recipients: readonly string[],
  call: Call,
): AccessCheck {
  const bare = bareAddress(source);
  const identity = identitiesFor(bare).find((name) => identities.find(call, name)) ?? domainOf(bare);
  return {
    action: `ses:${action}`,
    resource: `arn:${partitionOf(call.region)}:ses:${call.region}:${call.account}:identity/${identity}`,
    account: call.account,
    context: {
      'ses:FromAddress': bare,
      'ses:FromDisplayName': source.includes('<') ? source.slice(0, source.lastIndexOf('<')).trim() : '',
      'ses:Recipients': recipients.map(bareAddress),
    },
  };
}

/** `email.amazonses.com` in us-east-1, else `eu-west-1.amazonses.com`: the right side of Message-ID. */
export const messageIdHost = (region: string): string =>
  region === 'us-east-1' ? 'email.amazonses.com' : `${region}.amazonses.com`;
