// Who may send: verified identities of the caller's own, or another account's whose policy lets the caller.
import type { AccessCheck } from '../../../core/access-check.ts';
import { parseArn } from '../../../core/arn.ts';
import type { Call } from '../../../core/call.ts';
import { type AccountId, partitionOf, type Region } from '../../../core/ids.ts';
import * as errors from '../errors.ts';
import { bareAddress, domainOf, identitiesFor } from '../identity.ts';
import { identityName } from '../identity-attributes.ts';
import type { IdentityPolicyStore } from '../identity-policy-store.ts';
import type { IdentityStore } from '../identity-store.ts';
import type { Scope } from '../rule.ts';

export interface Senders {
  readonly identities: IdentityStore;
  readonly policies: IdentityPolicyStore;
}
/** @param sourceArn sending authorization: the identity, of whatever account, that the caller sends as. */
export interface Sender {
  readonly source: string;
  readonly sourceArn?: string | undefined;
}

/** DOC troubleshoot-error-messages. */
export function requireVerified(
  identities: IdentityStore,
  call: Call,
  sources: readonly string[],
  sourceArn?: string,
): void {
  const owner = ownerOf(call, sourceArn);
  const failed = sources.filter(
    (source) =>
      !namesFor(source, sourceArn).some((name) => identities.find(owner, name)?.status === 'Success'),
  );
  if (failed.length === 0) return;
  throw errors.messageRejected(
    `Email address is not verified. The following identities failed the check in region ${call.region.toUpperCase()}: ${[...new Set(failed)].join(', ')}`,
  );
}

/** Sending is allowed per identity: the address where it was verified itself, else its domain. */
export function sendingCheck(
  action: string,
  { identities, policies }: Senders,
  { source, sourceArn }: Sender,
  recipients: readonly string[],
  call: Call,
): AccessCheck {
  const owner = ownerOf(call, sourceArn);
  const bare = bareAddress(source);
  const identity = sourceArn
    ? identityName(sourceArn)
    : (identitiesFor(bare).find((name) => identities.find(owner, name)) ?? domainOf(bare));
  return {
    action: `ses:${action}`,
    resource: `arn:${partitionOf(owner.region)}:ses:${owner.region}:${owner.account}:identity/${identity}`,
    account: owner.account,
    policy: policies.joined(owner, identity),
    context: {
      'ses:FromAddress': bare,
      'ses:FromDisplayName': source.includes('<') ? source.slice(0, source.lastIndexOf('<')).trim() : '',
      'ses:Recipients': recipients.map(bareAddress),
    },
  };
}

function ownerOf({ account, region }: Call, sourceArn: string | undefined): Scope {
  if (!sourceArn) return { account, region };
  const arn = parseArn(sourceArn);
  if (arn?.service !== 'ses' || !arn.resource.startsWith('identity/')) {
    throw errors.invalidParameter(`Invalid identity ARN: ${sourceArn}`);
  }
  return { account: arn.account as AccountId, region: arn.region as Region };
}

/** With an ARN that identity alone counts. */
function namesFor(source: string, sourceArn: string | undefined): string[] {
  const names = identitiesFor(bareAddress(source));
  if (!sourceArn) return names;
  const only = identityName(sourceArn).toLowerCase();
  return names.filter((name) => name === only);
}

/** `email.amazonses.com` in us-east-1, else `eu-west-1.amazonses.com`: the right side of Message-ID. */
export const messageIdHost = (region: string): string =>
  region === 'us-east-1' ? 'email.amazonses.com' : `${region}.amazonses.com`;
