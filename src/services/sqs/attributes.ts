// A queue's attributes: which there are, their defaults and bounds (API page SetQueueAttributes).
import * as errors from './errors.ts';
import type { Attributes } from './queue.ts';
import { requireQueuePolicy } from './queue-policy.ts';
import { parseRedrive, parseRedriveAllow } from './redrive.ts';

interface Range {
  readonly fallback: number;
  readonly min: number;
  readonly max: number;
}
const NUMBERS: Readonly<Record<string, Range>> = {
  DelaySeconds: { fallback: 0, min: 0, max: 900 },
  // 1 MiB since August 2025.
  MaximumMessageSize: { fallback: 1_048_576, min: 1024, max: 1_048_576 },
  MessageRetentionPeriod: { fallback: 345_600, min: 60, max: 1_209_600 },
  ReceiveMessageWaitTimeSeconds: { fallback: 0, min: 0, max: 20 },
  VisibilityTimeout: { fallback: 30, min: 0, max: 43_200 },
  KmsDataKeyReusePeriodSeconds: { fallback: 300, min: 60, max: 86_400 },
};

const DEFAULTS: Attributes = Object.fromEntries(
  Object.entries(NUMBERS).map(([name, { fallback }]) => [name, String(fallback)]),
);
const READ_ONLY = [
  'ApproximateNumberOfMessages',
  'ApproximateNumberOfMessagesNotVisible',
  'ApproximateNumberOfMessagesDelayed',
  'CreatedTimestamp',
  'LastModifiedTimestamp',
  'QueueArn',
];
const FIFO_DEFAULTS: Attributes = {
  FifoQueue: 'true',
  ContentBasedDeduplication: 'false',
  DeduplicationScope: 'queue',
  FifoThroughputLimit: 'perQueue',
};
const FIFO_VALUES: Readonly<Record<string, readonly string[]>> = {
  FifoQueue: ['true'],
  ContentBasedDeduplication: ['true', 'false'],
  DeduplicationScope: ['queue', 'messageGroup'],
  FifoThroughputLimit: ['perQueue', 'perMessageGroupId'],
};
const OTHERS = ['Policy', 'RedrivePolicy', 'RedriveAllowPolicy', 'KmsMasterKeyId', 'SqsManagedSseEnabled'];

export const isAttributeName = (name: string): boolean =>
  own(NUMBERS, name) !== undefined ||
  own(FIFO_VALUES, name) !== undefined ||
  OTHERS.includes(name) ||
  READ_ONLY.includes(name);

/** Names come from outside: `constructor` is no attribute. */
function own<T>(table: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

/** A number that a queue follows, its default where none was set. */
export const setting = (attributes: Attributes, name: keyof typeof NUMBERS): number =>
  Number(attributes[name] ?? NUMBERS[name]?.fallback);

/** Everything a queue would show, but for what the store knows. */
export function withDefaults(attributes: Attributes, fifo: boolean): Attributes {
  const { KmsDataKeyReusePeriodSeconds, ...numbers } = DEFAULTS;
  return {
    ...numbers,
    ...(fifo && FIFO_DEFAULTS),
    SqsManagedSseEnabled: String(attributes.KmsMasterKeyId === undefined),
    ...(attributes.KmsMasterKeyId !== undefined && { KmsDataKeyReusePeriodSeconds }),
    ...shown(attributes),
  };
}

/** The reuse period is kept, and shown where it is of use (recorded). */
function shown({ KmsDataKeyReusePeriodSeconds: period, ...others }: Attributes): Attributes {
  if (period === undefined || others.KmsMasterKeyId === undefined) return others;
  return { ...others, KmsDataKeyReusePeriodSeconds: period };
}

const SWITCHES = ['FifoQueue', 'ContentBasedDeduplication', 'SqsManagedSseEnabled'];

/** AWS was recorded to take `True` for `true`. */
export const spelled = (given: Attributes): Attributes =>
  Object.fromEntries(
    Object.entries(given).map(([name, value]) => [
      name,
      SWITCHES.includes(name) ? value.toLowerCase() : value,
    ]),
  );

/** An empty value takes the attribute away. */
export function requireValid(
  given: Attributes,
  fifo: boolean,
  isKnownPrincipal: (value: string) => boolean,
): void {
  for (const [name, value] of Object.entries(given)) requireValidOne(name, value, fifo);
  if (given.Policy) requireQueuePolicy(given.Policy, isKnownPrincipal);
  if (given.KmsMasterKeyId && given.SqsManagedSseEnabled === 'true') throw errors.twoEncryptions();
}

function requireValidOne(name: string, value: string, fifo: boolean): void {
  const range = own(NUMBERS, name);
  if (range) return requireInRange(name, value, range);
  const values = own(FIFO_VALUES, name);
  if (values) {
    if (!fifo) throw onlyFifo(name);
    if (!values.includes(value)) throw errors.invalidAttributeValue(name);
    return;
  }
  if (!OTHERS.includes(name)) throw errors.unknownAttribute(name);
  if (value === '') return;
  if (name === 'RedrivePolicy') {
    const redrive = parseRedrive(value);
    if ('problem' in redrive) throw errors.invalidValueFor(name, value, redrive.problem);
  }
  if (name === 'RedriveAllowPolicy') {
    const allow = parseRedriveAllow(value);
    if ('problem' in allow) throw errors.invalidValueFor(name, value, allow.problem);
  }
  if (name === 'SqsManagedSseEnabled' && value !== 'true' && value !== 'false') {
    throw errors.invalidAttributeValue(name);
  }
}

function onlyFifo(name: string) {
  return name === 'DeduplicationScope' || name === 'FifoThroughputLimit'
    ? errors.invalidAttributeName(`You can specify the ${name} only when FifoQueue is set to true.`)
    : errors.unknownAttribute(name);
}

function requireInRange(name: string, value: string, { min, max }: Range): void {
  const number = Number(value);
  if (!/^\d+$/.test(value) || number < min || number > max) throw errors.invalidAttributeValue(name);
}
