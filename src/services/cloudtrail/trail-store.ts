// Trails, few enough to be in memory whole; the table holds each as one document.
import type { Database } from '../../platform/database.ts';
import { isLike, type Trail, type TrailName } from './trail.ts';

export class TrailStore {
  private readonly sql;
  private cache: Trail[] | undefined;

  constructor(private readonly database: Database) {
    this.sql = {
      all: database.prepare<[], { document: string }>(
        'SELECT document FROM cloudtrail_trail ORDER BY account, region, name',
      ),
      put: database.prepare<[string, string, string, string]>(
        'INSERT OR REPLACE INTO cloudtrail_trail (account, region, name, document) VALUES (?, ?, ?, ?)',
      ),
      remove: database.prepare<[string, string, string]>(
        'DELETE FROM cloudtrail_trail WHERE account = ? AND region = ? AND name = ?',
      ),
    };
  }

  all(): readonly Trail[] {
    this.cache ??= this.sql.all.all().map(({ document }) => JSON.parse(document) as Trail);
    return this.cache;
  }

  find(name: TrailName): Trail | undefined {
    return this.all().find((trail) => isLike(trail, name));
  }

  /** Stores what `make` answers; what it throws undoes everything. It is run within the transaction. */
  async create(make: () => Trail): Promise<Trail> {
    return await this.database.commit(() => this.put(make()));
  }

  /** Does nothing where the trail is gone meanwhile. */
  async change(name: TrailName, change: (current: Trail) => Trail): Promise<Trail | undefined> {
    return await this.database.commit(() => {
      const current = this.find(name);
      return current && this.put(change(current));
    });
  }

  async remove(name: TrailName): Promise<void> {
    await this.database.commit(() => {
      this.sql.remove.run(name.account, name.region, name.name);
      this.cache = this.all().filter((each) => !isLike(each, name));
    });
  }

  forget(): void {
    this.cache = undefined;
  }

  private put(trail: Trail): Trail {
    this.sql.put.run(trail.account, trail.region, trail.name, JSON.stringify(trail));
    this.cache = [...this.all().filter((each) => !isLike(each, trail)), trail].sort(byName);
    return trail;
  }
}

const keyOf = ({ account, region, name }: TrailName): string => `${account}/${region}/${name}`;
const byName = (a: Trail, b: Trail): number => (keyOf(a) < keyOf(b) ? -1 : 1);
