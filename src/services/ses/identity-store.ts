// Verified domains and addresses, per account and region.
import type { AccountId, Region } from '../../core/ids.ts';
import type { Database } from '../../platform/database.ts';
import type { Dkim } from './dkim.ts';
import { type IdentityAttributes, readAttributes } from './identity-attributes.ts';
import type { Scope } from './rule.ts';

export type IdentityKind = 'Domain' | 'EmailAddress';
export type VerificationStatus = 'Pending' | 'Success' | 'Failed' | 'TemporaryFailure' | 'NotStarted';

export interface Identity {
  readonly identity: string;
  readonly kind: IdentityKind;
  readonly status: VerificationStatus;
  readonly token: string;
  /** See dkim.ts; null before VerifyDomainDkim was called. */
  readonly dkim: string | null;
  /** SESv2's tags, as JSON; null where it has none. */
  readonly tags: string | null;
  /** See identity-attributes.ts; null before any was set. */
  readonly attributes: string | null;
}
/** An identity and whose it is. */
export interface OwnedIdentity extends Identity {
  readonly account: AccountId;
  readonly region: Region;
}

const COLUMNS = 'identity, kind, status, token, dkim, tags, attributes';

type Key = [account: string, region: string, identity: string];
const keyOf = ({ account, region }: Scope, identity: string): Key => [account, region, identity];

function byName(identities: readonly OwnedIdentity[]): Map<string, OwnedIdentity[]> {
  const found = new Map<string, OwnedIdentity[]>();
  for (const each of identities) found.set(each.identity, [...(found.get(each.identity) ?? []), each]);
  return found;
}

export class IdentityStore {
  /** All verified identities: every RCPT TO asks for them. */
  private verified: ReadonlyMap<string, readonly OwnedIdentity[]> | undefined;
  private readonly insertRow;
  private readonly createRow;
  private readonly findRow;
  private readonly listRows;
  private readonly verifiedRows;
  private readonly deleteRow;
  private readonly dkimRow;
  private readonly tagsRow;
  private readonly attributesRow;
  private readonly statusRow;

  constructor(private readonly database: Database) {
    this.insertRow = database.prepare<[...Key, string, string, string]>(
      `INSERT INTO ses_identity (account, region, identity, kind, status, token, sequence)
       VALUES (?, ?, ?, ?, ?, ?, (SELECT coalesce(max(sequence), 0) + 1 FROM ses_identity))
       ON CONFLICT DO NOTHING`,
    );
    this.createRow = database.prepare<[string | null, string | null, ...Key]>(
      'UPDATE ses_identity SET dkim = ?, tags = ? WHERE account = ? AND region = ? AND identity = ?',
    );
    this.findRow = database.prepare<Key, Identity>(
      `SELECT ${COLUMNS} FROM ses_identity WHERE account = ? AND region = ? AND identity = ?`,
    );
    this.listRows = database.prepare<[string, string, string | null, string, number], Identity>(
      `SELECT ${COLUMNS} FROM ses_identity
       WHERE account = ? AND region = ? AND kind = coalesce(?, kind) AND identity > ? ORDER BY identity LIMIT ?`,
    );
    this.verifiedRows = database.prepare<[], OwnedIdentity>(
      `SELECT account, region, ${COLUMNS} FROM ses_identity
       WHERE status = 'Success' ORDER BY sequence`,
    );
    this.deleteRow = database.prepare<Key>(
      'DELETE FROM ses_identity WHERE account = ? AND region = ? AND identity = ?',
    );
    this.dkimRow = database.prepare<[string, ...Key]>(
      'UPDATE ses_identity SET dkim = ? WHERE account = ? AND region = ? AND identity = ?',
    );
    this.tagsRow = database.prepare<[string, ...Key]>(
      'UPDATE ses_identity SET tags = ? WHERE account = ? AND region = ? AND identity = ?',
    );
    this.attributesRow = database.prepare<[string, ...Key]>(
      'UPDATE ses_identity SET attributes = ? WHERE account = ? AND region = ? AND identity = ?',
    );
    this.statusRow = database.prepare<[string, ...Key]>(
      'UPDATE ses_identity SET status = ? WHERE account = ? AND region = ? AND identity = ?',
    );
  }

  /** Keeps what stands already: verifying twice gives the same token. */
  async ensure(scope: Scope, identity: Omit<Identity, 'dkim' | 'tags' | 'attributes'>): Promise<Identity> {
    const name = identity.identity.toLowerCase();
    return this.write(() => {
      this.insertRow.run(...keyOf(scope, name), identity.kind, identity.status, identity.token);
      return this.findRow.get(...keyOf(scope, name)) as Identity;
    });
  }

  /** False when it stands already: SESv2 makes an identity only once. */
  create(scope: Scope, { identity, kind, status, token, dkim, tags }: Identity): Promise<boolean> {
    const key = keyOf(scope, identity.toLowerCase());
    return this.write(() => {
      if (this.insertRow.run(...key, kind, status, token).changes === 0) return false;
      this.createRow.run(dkim, tags, ...key);
      return true;
    });
  }

  find(scope: Scope, identity: string): Identity | undefined {
    return this.findRow.get(...keyOf(scope, identity.toLowerCase()));
  }

  list(scope: Scope, kind: IdentityKind | undefined, after: string, limit: number): Identity[] {
    return this.listRows.all(scope.account, scope.region, kind ?? null, after, limit);
  }

  /** Verified identities of those names in every account and region: by the order of the names, the older first. */
  claims(names: readonly string[]): OwnedIdentity[] {
    this.verified ??= byName(this.verifiedRows.all());
    const { verified } = this;
    return names.flatMap((name) => verified.get(name) ?? []);
  }

  forget(): void {
    this.verified = undefined;
  }

  delete(scope: Scope, identity: string): Promise<void> {
    return this.write(() => {
      this.deleteRow.run(...keyOf(scope, identity.toLowerCase()));
    });
  }

  setDkim(scope: Scope, identity: string, dkim: Dkim): Promise<void> {
    return this.write(() => {
      this.dkimRow.run(JSON.stringify(dkim), ...keyOf(scope, identity.toLowerCase()));
    });
  }

  setTags(scope: Scope, identity: string, tags: readonly object[]): Promise<void> {
    return this.write(() => {
      this.tagsRow.run(JSON.stringify(tags), ...keyOf(scope, identity.toLowerCase()));
    });
  }

  /** `change` sees what stands, and throws where nothing does. */
  changeAttributes(
    scope: Scope,
    identity: string,
    change: (attributes: IdentityAttributes | undefined) => IdentityAttributes,
  ): Promise<void> {
    return this.write(() => {
      const found = this.find(scope, identity);
      const attributes = change(found && readAttributes(found.attributes));
      this.attributesRow.run(JSON.stringify(attributes), ...keyOf(scope, identity.toLowerCase()));
    });
  }

  /** False when no such identity stands. */
  setStatus(scope: Scope, identity: string, status: VerificationStatus): Promise<boolean> {
    return this.write(() => this.statusRow.run(status, ...keyOf(scope, identity.toLowerCase())).changes > 0);
  }

  private async write<T>(work: () => T): Promise<T> {
    const result = await this.database.commit(work);
    // A RCPT TO between the write and its COMMIT may have read the older state.
    this.forget();
    return result;
  }
}
