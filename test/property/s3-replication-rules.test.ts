// Which rules a version falls under, against a plain model of the documentation's sentences.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type {
  ReplicationConfiguration,
  ReplicationRule,
} from '../../src/services/s3/replication/configuration.ts';
import { admit, type Candidate } from '../../src/services/s3/replication/rules.ts';
import { statusOf } from '../../src/services/s3/replication/status.ts';
import type { Task } from '../../src/services/s3/replication/task.ts';

const ROLE = 'arn:aws:iam::111122223333:role/replication';
const PREFIXES = ['', 'a', 'ab', 'tax/'];

const ruleArbitrary = fc.record({
  prefix: fc.constantFrom(...PREFIXES),
  tag: fc.option(fc.constantFrom('red', 'blue'), { nil: undefined }),
  enabled: fc.boolean(),
  kms: fc.boolean(),
  markers: fc.boolean(),
  destination: fc.constantFrom('one', 'two', 'three'),
});
type Drawn = typeof ruleArbitrary extends fc.Arbitrary<infer T> ? T : never;

const ruleOf = (drawn: Drawn, index: number): ReplicationRule => ({
  ID: `rule-${index}`,
  Priority: index,
  Status: drawn.enabled ? 'Enabled' : 'Disabled',
  Filter:
    drawn.tag === undefined
      ? { Prefix: drawn.prefix }
      : { And: { Prefix: drawn.prefix, Tags: [{ Key: 'colour', Value: drawn.tag }] } },
  DeleteMarkerReplication: { Status: drawn.markers && drawn.tag === undefined ? 'Enabled' : 'Disabled' },
  ...(drawn.kms && { SourceSelectionCriteria: { SseKmsEncryptedObjects: { Status: 'Enabled' as const } } }),
  Destination: { Bucket: `arn:aws:s3:::${drawn.destination}` },
});

const configurationOf = (rules: readonly Drawn[]): ReplicationConfiguration => ({
  Role: ROLE,
  Rules: rules.map(ruleOf),
});

const candidateArbitrary: fc.Arbitrary<Candidate> = fc.record({
  key: fc.constantFrom('a', 'abc', 'b', 'tax/1'),
  deleteMarker: fc.boolean(),
  tags: fc.constantFrom<Record<string, string>>({}, { colour: 'red' }, { colour: 'blue', size: '1' }),
  encryption: fc.constantFrom('AES256', 'aws:kms', 'aws:kms:dsse', 'SSE-C'),
  storageClass: fc.constantFrom('STANDARD', 'STANDARD_IA', 'GLACIER', 'DEEP_ARCHIVE'),
  byLifecycle: fc.boolean(),
});

describe('rule selection', () => {
  it('takes for each destination the matching enabled rule of the highest priority, as the pages say', () => {
    fc.assert(
      fc.property(fc.array(ruleArbitrary, { maxLength: 8 }), candidateArbitrary, (rules, candidate) => {
        const expected = new Map<string, number>();
        rules.forEach((rule, index) => {
          const { deleteMarker, encryption, tags } = candidate;
          const sealed = !deleteMarker && encryption.startsWith('aws:kms');
          const colour = (tags as { colour?: string }).colour;
          const matches =
            rule.enabled &&
            candidate.key.startsWith(rule.prefix) &&
            (rule.tag === undefined || rule.tag === colour) &&
            (!sealed || rule.kms);
          if (matches) expected.set(rule.destination, index);
        });
        if (candidate.byLifecycle || /GLACIER|DEEP/.test(candidate.storageClass)) expected.clear();
        for (const [destination, index] of expected) {
          const rule = rules[index];
          if (candidate.deleteMarker && !(rule?.markers && rule.tag === undefined)) {
            expected.delete(destination);
          }
        }
        const admitted = admit(configurationOf(rules), candidate);
        expect(new Map(admitted.map(({ destination, ruleId }) => [destination, ruleId]))).toEqual(
          new Map([...expected].map(([destination, index]) => [destination, `rule-${index}`])),
        );
      }),
      { numRuns: 500 },
    );
  });

  it('a snapshot does not change when the configuration does', () => {
    const configuration = configurationOf([
      { prefix: '', tag: undefined, enabled: true, kms: true, markers: false, destination: 'one' },
    ]);
    const candidate: Candidate = {
      key: 'k',
      deleteMarker: false,
      tags: {},
      encryption: 'AES256',
      storageClass: 'STANDARD',
      byLifecycle: false,
    };
    expect(admit(configuration, candidate)).toEqual([
      { ruleId: 'rule-0', role: ROLE, destination: 'one', metrics: false },
    ]);
  });

  it('version 1 rules send every marker that a user made', () => {
    const configuration: ReplicationConfiguration = {
      Role: ROLE,
      Rules: [{ ID: 'v1', Prefix: '', Status: 'Enabled', Destination: { Bucket: 'arn:aws:s3:::one' } }],
    };
    const marker: Candidate = {
      key: 'k',
      deleteMarker: true,
      tags: {},
      encryption: 'AES256',
      storageClass: 'STANDARD',
      byLifecycle: false,
    };
    expect(admit(configuration, marker)).toHaveLength(1);
    expect(admit(configuration, { ...marker, byLifecycle: true })).toHaveLength(0);
  });
});

describe("a version's status", () => {
  const task = (destination: string, status: Task['status'], operation: Task['operation'] = 'put') =>
    ({ operation, status, rule: { destination } }) as Task;

  it('is FAILED as soon as one destination failed, PENDING while one is pending, then COMPLETED', () => {
    expect(statusOf([])).toBeUndefined();
    expect(statusOf([task('a', 'COMPLETED'), task('b', 'PENDING')])).toBe('PENDING');
    expect(statusOf([task('a', 'FAILED'), task('b', 'PENDING')])).toBe('FAILED');
    expect(statusOf([task('a', 'COMPLETED'), task('b', 'COMPLETED')])).toBe('COMPLETED');
  });

  it('of a replica whose changes go back returns to REPLICA', () => {
    expect(statusOf([task('a', 'PENDING', 'metadata')])).toBe('PENDING');
    expect(statusOf([task('a', 'COMPLETED', 'metadata')])).toBe('REPLICA');
  });

  it('follows the last change of a kind, not the first', () => {
    const tasks = [
      task('a', 'COMPLETED'),
      task('a', 'FAILED', 'metadata'),
      task('a', 'COMPLETED', 'metadata'),
    ];
    expect(statusOf(tasks)).toBe('COMPLETED');
  });
});
