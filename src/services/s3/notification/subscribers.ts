// Which of a bucket's notification configurations ask for an event. Pure.
import type { NotificationConfiguration } from '../configuration/notification.ts';
import type { EventName } from '../notification-hooks.ts';

/** One configuration, whatever its destination. */
export interface Subscriber {
  readonly id: string;
  readonly destination: string;
  readonly events: ReadonlySet<string>;
  readonly prefix: string;
  readonly suffix: string;
}

const known = new WeakMap<NotificationConfiguration, readonly Subscriber[]>();

/** Parsed once for as long as the bucket store keeps the document. */
export function subscribersOf(configuration: NotificationConfiguration): readonly Subscriber[] {
  let subscribers = known.get(configuration);
  if (!subscribers) {
    subscribers = parse(configuration);
    known.set(configuration, subscribers);
  }
  return subscribers;
}

function parse(configuration: NotificationConfiguration): readonly Subscriber[] {
  const { TopicConfigurations, QueueConfigurations, LambdaFunctionConfigurations } = configuration;
  return [
    ...(TopicConfigurations ?? []).map((each) => subscriber(each, each.TopicArn)),
    ...(QueueConfigurations ?? []).map((each) => subscriber(each, each.QueueArn)),
    ...(LambdaFunctionConfigurations ?? []).map((each) => subscriber(each, each.LambdaFunctionArn)),
  ];
}

type Item = NonNullable<NotificationConfiguration['TopicConfigurations']>[number];

function subscriber({ Id = '', Events, Filter }: Omit<Item, 'TopicArn'>, destination: string): Subscriber {
  const rules = Filter?.Key?.FilterRules ?? [];
  const ruled = (name: string) => rules.find(({ Name }) => Name?.toLowerCase() === name)?.Value ?? '';
  return {
    id: Id,
    destination,
    events: new Set(Events),
    prefix: ruled('prefix'),
    suffix: ruled('suffix'),
  };
}

export const wants = ({ events, prefix, suffix }: Subscriber, event: EventName, key: string): boolean =>
  (events.has(`s3:${event}`) || events.has(`s3:${event.slice(0, event.indexOf(':'))}:*`)) &&
  key.startsWith(prefix) &&
  key.endsWith(suffix);

/** Two that could both be told of one event: AWS refuses them (notification-how-to-filtering). */
export function overlap(one: Subscriber, other: Subscriber): boolean {
  return (
    shareEvent(one.events, other.events) &&
    (one.prefix.startsWith(other.prefix) || other.prefix.startsWith(one.prefix)) &&
    (one.suffix.endsWith(other.suffix) || other.suffix.endsWith(one.suffix))
  );
}

const shareEvent = (some: ReadonlySet<string>, others: ReadonlySet<string>): boolean =>
  [...some].some((event) => [...others].some((other) => covers(event, other) || covers(other, event)));

const covers = (event: string, other: string): boolean =>
  event === other || (event.endsWith(':*') && other.startsWith(event.slice(0, -1)));
