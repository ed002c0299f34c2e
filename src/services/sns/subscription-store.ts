// Subscriptions: rows, in the order in which they were made. A token is kept as its digest.
import { createHash } from 'node:crypto';
import type { AccountId, Region } from '../../core/ids.ts';
import type { Database } from '../../platform/database.ts';
import type { Protocol, Subscription } from './subscription.ts';
import type { Attributes } from './topic.ts';

interface Row {
  readonly arn: string;
  readonly topic: string;
  readonly account: AccountId;
  readonly region: Region;
  readonly protocol: Protocol;
  readonly endpoint: string;
  readonly principal: string;
  readonly origin: string;
  readonly attributes: string;
  readonly confirmed: number;
  readonly authenticated: number;
  readonly guarded: number;
}

const digest = (token: string): string => createHash('sha256').update(token).digest('base64url');

export type SubscriptionStore = ReturnType<typeof createSubscriptionStore>;

export function createSubscriptionStore(database: Database) {
  const select = database.prepare<[string], Row>('SELECT * FROM sns_subscription WHERE arn = ?');
  const selectSame = database.prepare<[string, string, string], Row>(
    'SELECT * FROM sns_subscription WHERE topic = ? AND protocol = ? AND endpoint = ?',
  );
  const selectToken = database.prepare<[string, string], Row>(
    'SELECT * FROM sns_subscription WHERE topic = ? AND token = ?',
  );
  const ofTopic = database.prepare<[string], Row>(
    'SELECT * FROM sns_subscription WHERE topic = ? ORDER BY arn',
  );
  const ofAccount = database.prepare<[string, string], Row>(
    'SELECT * FROM sns_subscription WHERE account = ? AND region = ? ORDER BY arn',
  );
  const insert = database.prepare<unknown[]>(
    `INSERT INTO sns_subscription
       (arn, topic, account, region, protocol, endpoint, principal, origin, attributes, token, confirmed, authenticated, guarded)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)`,
  );
  const update = database.prepare<[string, number, number, number, string]>(
    'UPDATE sns_subscription SET attributes = ?, confirmed = ?, authenticated = ?, guarded = ? WHERE arn = ?',
  );
  const retoken = database.prepare<[string, string]>('UPDATE sns_subscription SET token = ? WHERE arn = ?');
  const insertFormer = database.prepare<[string, string, string, string, number]>(
    'INSERT OR REPLACE INTO sns_former_subscription (arn, topic, token, subscription, until) VALUES (?, ?, ?, ?, ?)',
  );
  const selectFormer = database
    .prepare<[string], string>('SELECT subscription FROM sns_former_subscription WHERE arn = ?')
    .pluck();
  const selectFormerToken = database
    .prepare<[string, string, number], string>(
      'SELECT subscription FROM sns_former_subscription WHERE topic = ? AND token = ? AND until > ?',
    )
    .pluck();
  const dropFormer = database.prepare<[string]>('DELETE FROM sns_former_subscription WHERE arn = ?');
  const expireFormer = database.prepare<[number]>('DELETE FROM sns_former_subscription WHERE until <= ?');
  const dropFormerTopic = database.prepare<[string]>('DELETE FROM sns_former_subscription WHERE topic = ?');
  const drop = database.prepare<[string]>('DELETE FROM sns_subscription WHERE arn = ?');
  const dropTopic = database.prepare<[string]>('DELETE FROM sns_subscription WHERE topic = ?');
  /** Read with every message. */
  const byTopic = new Map<string, readonly Subscription[]>();

  function list(topic: string): readonly Subscription[] {
    let known = byTopic.get(topic);
    if (!known) {
      known = ofTopic.all(topic).map(subscriptionOf);
      byTopic.set(topic, known);
    }
    return known;
  }
  const parse = (text: string | undefined) =>
    text === undefined ? undefined : (JSON.parse(text) as Subscription);
  const read = (row: Row | undefined) => row && subscriptionOf(row);

  return {
    list,
    find: (arn: string) => read(select.get(arn)),
    findSame: (topic: string, protocol: string, endpoint: string) =>
      read(selectSame.get(topic, protocol, endpoint)),
    findByToken: (topic: string, token: string) => read(selectToken.get(topic, digest(token))),
    listOf: (account: AccountId, region: Region) => ofAccount.all(account, region).map(subscriptionOf),
    /** One that was unsubscribed. */
    findFormer: (arn: string) => parse(selectFormer.get(arn)),
    findFormerByToken: (topic: string, token: string, now: number) =>
      parse(selectFormerToken.get(topic, digest(token), now)),
    // Within a commit:
    insert(subscription: Subscription, token: string | undefined): void {
      const { arn, topic, account, region, protocol, endpoint, principal, origin } = subscription;
      insert.run(
        arn,
        topic,
        account,
        region,
        protocol,
        endpoint,
        principal,
        origin,
        JSON.stringify(subscription.attributes),
        token === undefined ? null : digest(token),
        Number(subscription.confirmed),
        Number(subscription.authenticated),
      );
      byTopic.delete(topic);
    },
    setToken: (arn: string, token: string) => retoken.run(digest(token), arn),
    save({ arn, topic, attributes, confirmed, authenticated, guarded }: Subscription): void {
      update.run(JSON.stringify(attributes), Number(confirmed), Number(authenticated), Number(guarded), arn);
      byTopic.delete(topic);
    },
    remove({ arn, topic }: Subscription): void {
      drop.run(arn);
      byTopic.delete(topic);
    },
    /** Whoever holds the token may have it back until then. */
    keepFormer(subscription: Subscription, token: string, now: number, until: number): void {
      const { arn, topic } = subscription;
      expireFormer.run(now);
      insertFormer.run(arn, topic, digest(token), JSON.stringify(subscription), until);
    },
    restore(subscription: Subscription): void {
      dropFormer.run(subscription.arn);
      this.insert(subscription, undefined);
    },
    removeTopic(topic: string): void {
      dropTopic.run(topic);
      dropFormerTopic.run(topic);
      byTopic.delete(topic);
    },
    forget: () => byTopic.clear(),
  };
}

const subscriptionOf = (row: Row): Subscription => ({
  arn: row.arn,
  topic: row.topic,
  account: row.account,
  region: row.region,
  protocol: row.protocol,
  endpoint: row.endpoint,
  principal: row.principal,
  origin: row.origin,
  attributes: JSON.parse(row.attributes) as Attributes,
  confirmed: row.confirmed === 1,
  authenticated: row.authenticated === 1,
  guarded: row.guarded === 1,
});
