// STS: temporary credentials of roles and users, and who a caller is.
//
// Gaps: AssumeRoleWithSAML, DecodeAuthorizationMessage; MFA codes are taken and not checked.
// By design: root may assume roles and ask about keys that nobody created, for such a caller is the default.
// The signature of a web identity token is not checked (web-identity.ts).
// Client quirks: SDKs call the regional endpoint or the global one; both arrive here.
import type { FindCredential } from '../../core/credentials.ts';
import type { Service } from '../../core/operation.ts';
import type { Platform } from '../../platform/platform.ts';
import type { StsDeps } from './deps.ts';
import { stsErrors } from './errors.ts';
import { operations } from './operations/index.ts';
import type { StsPorts } from './ports.ts';
import { createSessionStore } from './session-store.ts';

export { stsMigrations } from './migrations.ts';
export { createServiceSessions } from './service-sessions.ts';
export type { StsPorts };

export interface Sts {
  readonly service: Service<StsDeps>;
  readonly operations: typeof operations;
  /** Temporary credentials, for the authentication stage; AssumeRole's caller finds its principal here. */
  readonly findCredential: FindCredential;
  /** After a reset of all tables. */
  forget(): void;
}

export function createSts({ database, masterKey, random }: Platform, ports: StsPorts): Sts {
  const sessions = createSessionStore(database, masterKey, random, ports.identities);
  return {
    service: {
      name: 'sts',
      eventSource: 'sts.amazonaws.com',
      protocol: {
        kind: 'query',
        version: '2011-06-15',
        xmlNamespace: 'https://sts.amazonaws.com/doc/2011-06-15/',
      },
      deps: { ports, sessions },
      operations,
      errors: stsErrors,
    },
    operations,
    findCredential: sessions.find,
    forget: sessions.forget,
  };
}
