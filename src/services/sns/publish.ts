// Publishing: the message and what is owed to each subscriber, in one transaction.
import { bodyFor } from './delivery/envelope.ts';
import type { Owed } from './delivery/outbox.ts';
import { sequenceNumberOf } from './delivery/outbox.ts';
import type { SnsDeps } from './deps.ts';
import { passes } from './filter/match.ts';
import type { FilterScope } from './filter/policy.ts';
import { parseObject } from './json.ts';
import type { Publication } from './publication.ts';
import type { Subscription } from './subscription.ts';
import type { Topic } from './topic.ts';

export interface Published {
  readonly MessageId: string;
  readonly SequenceNumber?: string;
}

export async function publish(
  deps: SnsDeps,
  topic: Topic,
  publications: readonly Publication[],
  alongside?: (published: readonly Published[]) => void,
): Promise<readonly Published[]> {
  const owed: Owed[] = [];
  const published = await deps.database.commit(() => {
    const all = publications.map((publication) => post(deps, topic, publication, owed));
    alongside?.(all);
    return all;
  });
  deps.worker.push(owed);
  return published;
}

function post(deps: SnsDeps, topic: Topic, publication: Publication, owed: Owed[]): Published {
  const { outbox, subscriptions, topics, clock, random } = deps;
  const now = clock.now();
  const { deduplication, group } = publication;
  const key =
    topic.attributes.FifoThroughputScope === 'MessageGroup' ? `${group} ${deduplication}` : deduplication;
  const known = key === undefined ? undefined : outbox.findDuplicate(topic.arn, key, now);
  if (known) return { MessageId: known.id, SequenceNumber: sequenceNumberOf(known.number) };

  const id = random.uuid();
  const number = topic.fifo ? topics.nextNumber(topic.arn) : undefined;
  if (key !== undefined) outbox.remember(topic.arn, key, id, number ?? 0, now);
  const numbered = number === undefined ? {} : { sequenceNumber: sequenceNumberOf(number) };
  const posted = { ...publication, id, timestamp: new Date(now).toISOString(), ...numbered };
  const hearing = subscriptions
    .list(topic.arn)
    .filter((each) => each.confirmed && wants(each, { ...publication, body: bodyFor(posted, each) }));
  owed.push(
    ...outbox.post(
      posted,
      hearing.map(({ arn }) => arn),
      now,
    ),
  );
  return { MessageId: id, ...(number !== undefined && { SequenceNumber: sequenceNumberOf(number) }) };
}

function wants({ attributes }: Subscription, publication: Publication): boolean {
  const policy = parseObject(attributes.FilterPolicy ?? '');
  return (
    !policy ||
    passes(policy, (attributes.FilterPolicyScope ?? 'MessageAttributes') as FilterScope, publication)
  );
}
