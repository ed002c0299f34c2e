// Which configurations hear of an event, against an obvious model; the spelling of keys, read back as forms are.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodedKey } from '../../src/services/s3/notification/record.ts';
import { overlap, subscribersOf, wants } from '../../src/services/s3/notification/subscribers.ts';
import type { EventName } from '../../src/services/s3/notification-hooks.ts';

const NAMES = ['ObjectCreated:Put', 'ObjectCreated:Copy', 'ObjectRemoved:Delete', 'ObjectAcl:Put'] as const;
const ASKED = [
  's3:ObjectCreated:*',
  's3:ObjectRemoved:*',
  ...NAMES.map((name) => `s3:${name}` as const),
] as const;

const text = fc.string({ unit: fc.constantFrom('a', 'b', '/'), maxLength: 3 });
const configuration = fc
  .record({ events: fc.uniqueArray(fc.constantFrom(...ASKED), { minLength: 1 }), prefix: text, suffix: text })
  .map(({ events, prefix, suffix }) => ({
    prefix,
    suffix,
    patterns: events,
    subscriber: subscribersOf({
      QueueConfigurations: [
        {
          Id: 'x',
          QueueArn: 'arn:aws:sqs:us-east-1:000000000000:q',
          Events: events,
          Filter: {
            Key: {
              FilterRules: [
                { Name: 'Prefix', Value: prefix },
                { Name: 'Suffix', Value: suffix },
              ],
            },
          },
        },
      ],
    })[0],
  }));
const event = fc.constantFrom<EventName>(...NAMES);
const key = fc.string({ unit: fc.constantFrom('a', 'b', '/'), maxLength: 6 });

/** The guide's words as a regular expression. */
const model = (patterns: readonly string[], prefix: string, suffix: string, name: string, of: string) =>
  patterns.some((pattern) => new RegExp(`^${pattern.replace('*', '.*')}$`).test(`s3:${name}`)) &&
  of.slice(0, prefix.length) === prefix &&
  (suffix === '' || of.slice(-suffix.length) === suffix);

describe('who hears of an event', () => {
  it('is whose patterns and filters fit', () => {
    fc.assert(
      fc.property(configuration, event, key, ({ subscriber, patterns, prefix, suffix }, name, of) => {
        expect(subscriber && wants(subscriber, name, of)).toBe(model(patterns, prefix, suffix, name, of));
      }),
    );
  });

  it('is never two, unless they overlap', () => {
    fc.assert(
      fc.property(configuration, configuration, event, key, (one, other, name, of) => {
        if (!one.subscriber || !other.subscriber) return;
        const both = wants(one.subscriber, name, of) && wants(other.subscriber, name, of);
        if (both) expect(overlap(one.subscriber, other.subscriber)).toBe(true);
        expect(overlap(one.subscriber, other.subscriber)).toBe(overlap(other.subscriber, one.subscriber));
      }),
    );
  });
});

describe('the key of a record', () => {
  it('is read back by any reader of forms, and keeps its slashes', () => {
    const wellFormed = fc.string({ unit: 'grapheme' });
    fc.assert(
      fc.property(wellFormed, (given) => {
        const encoded = encodedKey(given);
        expect(encoded).toMatch(/^[A-Za-z0-9_.*/%+-]*$/);
        expect(new URLSearchParams(`k=${encoded}`).get('k')).toBe(given);
      }),
    );
    expect(encodedKey('a\ud800')).toBe('a%EF%BF%BD');
  });
});
