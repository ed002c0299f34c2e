// Temporary credentials: made, kept sealed, found again by their access key id.
import type { KeyObject } from 'node:crypto';
import type {
  FederatedPrincipal,
  RolePrincipal,
  RootPrincipal,
  SessionFacts,
  UserPrincipal,
} from '../../core/call.ts';
import type { Credential, FindCredential } from '../../core/credentials.ts';
import type { Database } from '../../platform/database.ts';
import type { Random } from '../../platform/random.ts';
import { openText, sealText } from '../../platform/sealed-text.ts';
import type { Identities } from './ports.ts';

export type SessionPrincipal = RolePrincipal | UserPrincipal | RootPrincipal | FederatedPrincipal;

export interface Session {
  readonly AccessKeyId: string;
  readonly SecretAccessKey: string;
  readonly SessionToken: string;
  readonly Expiration: Date;
}

interface Row {
  readonly sealed: Buffer;
  readonly principal: string;
  readonly transitive: string;
  readonly expires: number;
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
/** After a day an expired session keeps its id alone: an id nobody made would be its account's root. */
const KEPT_AFTER_EXPIRY = 24 * 3600 * 1000;
/** How every session token of AWS begins. */
const TOKEN_PREFIX = 'FwoGZXIvYXdzE';

const SWEPT: Credential = { secretAccessKey: '', principal: { type: 'anonymous' }, active: false };

/**
 * Whom a session speaks for now: a user may have been renamed. Undefined once the role or the user is deleted, whose
 * permissions it has; found by id, so that a namesake revives nothing.
 */
function asOfNow(principal: SessionPrincipal, find: Identities['find']): SessionPrincipal | undefined {
  switch (principal.type) {
    case 'root':
      return principal;
    case 'role':
      return find(principal.roleId) && principal;
    case 'user': {
      const user = find(principal.id);
      return user && { ...principal, ...user };
    }
    case 'federated': {
      if (!principal.user) return principal;
      const user = find(principal.user.id);
      return user && { ...principal, user: { ...principal.user, ...user } };
    }
  }
}

export type SessionStore = ReturnType<typeof createSessionStore>;

export function createSessionStore(
  database: Database,
  masterKey: KeyObject,
  random: Random,
  identities?: Identities,
) {
  const insert = database.prepare<[string, Buffer, string, string, number]>(
    'INSERT INTO sts_session (access_key_id, sealed, principal, transitive, expires) VALUES (?, ?, ?, ?, ?)',
  );
  const select = database.prepare<[string], Row>('SELECT * FROM sts_session WHERE access_key_id = ?');
  const sweep = database.prepare<[number]>(
    "UPDATE sts_session SET sealed = x'', principal = '', transitive = '[]' WHERE expires < ? AND principal <> ''",
  );
  /** Unsealing costs more than the lookup, and every request of a session asks. */
  const known = new Map<string, Credential>();
  let seen = identities?.revision();
  /** Nobody but a service of this process has these, so they end with it. */
  const lent = new Map<string, Credential>();

  function newSession(seconds: number, now: number): Session {
    // STS tells time in whole seconds.
    const expires = (Math.floor(now / 1000) + seconds) * 1000;
    return {
      AccessKeyId: `ASIA${Array.from(random.bytes(16), (byte) => ALPHABET[byte & 31]).join('')}`,
      SecretAccessKey: random.bytes(30).toString('base64'),
      SessionToken: TOKEN_PREFIX + random.bytes(240).toString('base64'),
      Expiration: new Date(expires),
    };
  }

  const find: FindCredential = (accessKeyId) => {
    if (!accessKeyId.startsWith('ASIA')) return undefined;
    const revision = identities?.revision();
    if (seen !== revision) known.clear();
    seen = revision;
    const hit = known.get(accessKeyId) ?? lent.get(accessKeyId);
    if (hit) return hit;
    const row = select.get(accessKeyId);
    if (!row) return undefined;
    if (row.principal === '') return { ...SWEPT, expiresAt: row.expires };
    const [secretAccessKey = '', sessionToken = ''] = openText(row.sealed, accessKeyId, masterKey).split(' ');
    const stored = JSON.parse(row.principal) as SessionPrincipal;
    const principal = identities ? asOfNow(stored, identities.find) : stored;
    const credential: Credential = {
      secretAccessKey,
      sessionToken,
      principal: principal ?? stored,
      expiresAt: row.expires,
      // No page tells by what words AWS refuses the session of a deleted role: as a deleted access key, by choice.
      active: principal !== undefined,
    };
    known.set(accessKeyId, credential);
    return credential;
  };

  return {
    find,
    /** @param transitive keys of session tags that a further role inherits. */
    async create(
      principal: SessionPrincipal,
      seconds: number,
      now: number,
      transitive: readonly string[] = [],
      facts: Omit<SessionFacts, 'issued'> = {},
    ): Promise<Session> {
      const session = newSession(seconds, now);
      const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = session;
      const sealed = sealText(`${SecretAccessKey} ${SessionToken}`, AccessKeyId, masterKey, random);
      const stored = JSON.stringify({
        ...principal,
        accessKeyId: AccessKeyId,
        session: { issued: now, ...facts },
      });
      await database.commit(() => {
        if (sweep.run(now - KEPT_AFTER_EXPIRY).changes > 0) known.clear();
        insert.run(AccessKeyId, sealed, stored, JSON.stringify(transitive), Expiration.getTime());
      });
      return session;
    },
    /** A session that a service takes for itself: in memory alone, until it expires. */
    lend(principal: RolePrincipal, seconds: number, now: number): Session {
      for (const [id, { expiresAt = 0 }] of lent) if (expiresAt <= now) lent.delete(id);
      const session = newSession(seconds, now);
      lent.set(session.AccessKeyId, {
        secretAccessKey: session.SecretAccessKey,
        sessionToken: session.SessionToken,
        principal: { ...principal, accessKeyId: session.AccessKeyId, session: { issued: now } },
        expiresAt: session.Expiration.getTime(),
        active: true,
      });
      return session;
    },
    transitiveTagsOf(principal: RolePrincipal): Readonly<Record<string, string>> {
      const row = principal.accessKeyId === undefined ? undefined : select.get(principal.accessKeyId);
      if (!row) return {};
      const keys = JSON.parse(row.transitive) as readonly string[];
      return Object.fromEntries(
        keys.flatMap((key) => {
          const value = principal.sessionTags?.[key];
          return value === undefined ? [] : [[key, value]];
        }),
      );
    },
    forget() {
      known.clear();
      lent.clear();
    },
  };
}
