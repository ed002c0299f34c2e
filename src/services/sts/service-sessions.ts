// The sessions in which services of this process act as a role (S3 replicating, SES putting a mail): assumed
// through AssumeRole's own door, then used until they expire, as AWS's services do.
import type { Call, RolePrincipal } from '../../core/call.ts';
import type { FindCredential } from '../../core/credentials.ts';
import type { Port } from '../../core/operation.ts';

export interface ServiceSessionPorts {
  readonly assumeRole: Port<
    { readonly RoleArn: string; readonly RoleSessionName: string },
    { readonly Credentials?: { readonly AccessKeyId?: string } | undefined }
  >;
  readonly findCredential: FindCredential;
  /** IAM's: a role that was changed or deleted is asked for again. */
  readonly revision: () => number;
}

interface Held {
  readonly principal: RolePrincipal;
  readonly expires: number;
}

/** Beyond it the memory starts afresh. */
const MOST = 1024;

/** Answers the session of a role for the service that calls; rejects where the role does not admit it. */
export function createServiceSessions({ assumeRole, findCredential, revision }: ServiceSessionPorts) {
  const held = new Map<string, Held>();
  let seen = revision();

  return async function principalOf(
    RoleArn: string,
    RoleSessionName: string,
    call: Call,
  ): Promise<RolePrincipal> {
    if (seen !== revision() || held.size >= MOST) held.clear();
    seen = revision();
    // All that a trust policy may ask of a service: who it is and for whom it acts.
    const { principal, source, referer, region } = call;
    const name = JSON.stringify([RoleArn, RoleSessionName, principal, source, referer, region]);
    const known = held.get(name);
    if (known && known.expires > call.time) return known.principal;

    const { Credentials } = await assumeRole({ RoleArn, RoleSessionName }, call);
    const credential = findCredential(Credentials?.AccessKeyId ?? '');
    if (credential?.principal.type !== 'role') throw new Error(`AssumeRole of ${RoleArn} left no session`);
    held.set(name, { principal: credential.principal, expires: credential.expiresAt ?? 0 });
    return credential.principal;
  };
}
