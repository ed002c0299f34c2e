// Filter policies, without a server: what passes (developer guide "Filter policy logic") and what is refused
// (recorded on AWS).
import { describe, expect, it } from 'vitest';
import { passes } from '../../../src/services/sns/filter/match.ts';
import { checkFilterPolicy } from '../../../src/services/sns/filter/policy.ts';

const attributes = {
  store: { DataType: 'String', StringValue: 'example_corp' },
  price: { DataType: 'Number', StringValue: '100.0' },
  interests: { DataType: 'String.Array', StringValue: '["rugby", "football"]' },
  address: { DataType: 'String', StringValue: '10.0.0.7' },
  bytes: { DataType: 'Binary', BinaryValue: Buffer.from('x') },
};
const byAttributes = (policy: object) =>
  passes(policy as Record<string, unknown>, 'MessageAttributes', { body: '', attributes });
const byBody = (policy: object, body: unknown) =>
  passes(policy as Record<string, unknown>, 'MessageBody', {
    body: typeof body === 'string' ? body : JSON.stringify(body),
    attributes: {},
  });

describe('attributes', () => {
  it.each([
    [{ store: ['example_corp'] }],
    [{ store: ['other', 'example_corp'] }],
    [{ store: [{ prefix: 'example' }] }],
    [{ store: [{ suffix: '_corp' }] }],
    [{ store: [{ 'equals-ignore-case': 'Example_Corp' }] }],
    [{ store: [{ 'anything-but': ['other'] }] }],
    [{ store: [{ 'anything-but': { prefix: 'other' } }] }],
    [{ store: [{ exists: true }] }],
    [{ missing: [{ exists: false }] }],
    [{ price: [100] }],
    [{ price: [100.0000001] }],
    [{ price: [{ 'anything-but': [100.000001] }] }],
    [{ price: [{ numeric: ['=', 100] }] }],
    [{ price: [{ numeric: ['>', 0, '<=', 150] }] }],
    [{ interests: ['rugby'] }],
    [{ interests: [{ 'anything-but': ['rugby'] }] }],
    [{ address: [{ cidr: '10.0.0.0/24' }] }],
    [{ $or: [{ store: ['other'] }, { price: [100] }] }],
  ])('%j passes', (policy) => {
    expect(byAttributes(policy)).toBe(true);
  });

  it.each([
    [{ store: ['Example_Corp'] }],
    [{ store: ['example_corp'], price: [1] }],
    [{ store: [{ 'anything-but': 'example_corp' }] }],
    [{ store: [{ 'anything-but': { prefix: 'example' } }] }],
    [{ store: [{ exists: false }] }],
    [{ missing: [{ exists: true }] }],
    [{ missing: [{ 'anything-but': ['x'] }] }],
    [{ price: ['100.0'] }],
    [{ price: [100.000001] }],
    [{ price: [{ 'anything-but': [100.0000001] }] }],
    [{ price: [{ numeric: ['<', 100] }] }],
    [{ interests: [{ 'anything-but': ['rugby', 'football'] }] }],
    [{ address: [{ cidr: '10.0.1.0/24' }] }],
    [{ bytes: [{ exists: true }] }],
    [{ $or: [{ store: ['other'] }, { price: [1] }] }],
  ])('%j does not pass', (policy) => {
    expect(byAttributes(policy)).toBe(false);
  });
});

describe('a body', () => {
  it('is read by its structure', () => {
    const body = { order: { state: 'paid', lines: [{ sku: 'a' }, { sku: 'b' }] }, flag: true, nothing: null };
    expect(byBody({ order: { state: ['paid'] } }, body)).toBe(true);
    expect(byBody({ order: { lines: { sku: ['b'] } } }, body)).toBe(true);
    expect(byBody({ flag: [true], nothing: [null] }, body)).toBe(true);
    expect(byBody({ order: { state: ['open'] } }, body)).toBe(false);
    expect(byBody({ order: { missing: { deeper: [{ exists: false }] } } }, body)).toBe(true);
  });

  it('has its structure in points as well as in braces (recorded)', () => {
    const policy = { 'object.nested': ['value'] };
    expect(byBody(policy, { object: { nested: 'value' } })).toBe(true);
    expect(byBody(policy, { 'object.nested': 'value' })).toBe(true);
    expect(byBody({ object: { nested: ['value'] } }, { 'object.nested': 'value' })).toBe(true);
    expect(byBody(policy, { object: { 'nested.x': 'value' } })).toBe(false);
    expect(byBody({ 'a.b.c': { d: [1] }, a: { e: [2] } }, { a: { b: { 'c.d': 1 }, e: 2 } })).toBe(true);
    expect(byBody(policy, { 'object.nested': 'other', object: { nested: 'value' } })).toBe(true);
    expect(byBody({ '__proto__.x': [1] }, {})).toBe(false);
    expect(byBody({ a: ['b'] }, `{"${'.'.repeat(200_000)}":1,"a":"b"}`)).toBe(true);
  });

  it('may hold lists of lists of structures (recorded)', () => {
    const policy = { Records: { s3: { object: { key: [{ prefix: 'auto-' }] } } } };
    expect(byBody(policy, { Records: [{ s3: { object: [[{ key: 'auto-1' }]] } }] })).toBe(true);
    expect(byBody(policy, { Records: [{ s3: { object: [[{ key: 'home-1' }]] } }] })).toBe(false);
  });

  it('that is no JSON object passes nothing', () => {
    expect(byBody({ a: [{ exists: false }] }, 'plain text')).toBe(false);
    expect(byBody({ a: [{ exists: false }] }, '[1]')).toBe(false);
  });
});

describe('a policy is refused', () => {
  it.each([
    ['{"key":[["value"]]}', 'Match value must be String, number, true, false, or null'],
    ['{"key":[{"suffix":"value","prefix":"value2"}]}', 'Only one key allowed in match expression'],
    ['{"key":[]}', 'Empty arrays are not allowed'],
    ['{"key":[{"suffix":100}]}', 'suffix match pattern must be a string'],
    ['{"key":[{"exists":"no"}]}', 'exists match pattern must be either true or false.'],
    ['{"key":[{"numeric":[]}]}', 'Invalid member in numeric match: ]'],
    ['{"key":[{"numeric":["operator"]}]}', 'Unrecognized numeric range operator: operator'],
    ['{"key":[{"numeric":["=","000"]}]}', 'Value of equals must be numeric'],
    ['{"key":[{"numeric":["<",100,">",10]}]}', 'Too many elements in numeric expression'],
    ['{"key":[{"numeric":[">=",1,">",2]}]}', 'Bad numeric range operator: >'],
    ['{"key":[{"numeric":[">",3,"<",1]}]}', 'Bottom must be less than top'],
    ['{"key":[{"numeric":[">",20,30]}]}', 'Bad value in numeric range: 30'],
    ['{"key":[{"numeric":[">",20,"<",30,"<",50]}]}', 'Too many terms in numeric range expression'],
    ['{"key":[{"cidr":"bad-filter"}]}', "Malformed CIDR, one '/' required"],
    ['{"key":[{"cidr":"xx.11.xx/8"}]}', 'Nonstandard IP address: xx.11.xx'],
    ['{"key":[{"anything-but":{"suffix":"test"}}]}', 'Unsupported anything-but pattern: suffix'],
    ['{"key":{"suffix":"value"}}', '"suffix" must be an object or an array'],
    ['{"a":["1"],"b":["1"],"c":["1"],"d":["1"],"e":["1"],"f":["1"]}', 'can not have more than 5 keys'],
  ])('%s', (text, message) => {
    expect(() => checkFilterPolicy(JSON.parse(text), 'MessageAttributes')).toThrow(message);
  });

  /** @param metrics how many values the last key has: what AWS was recorded to count of it as of the others. */
  const flat = (metrics: number) => ({
    source: ['1', '2', '3'],
    $or: [
      { metricName: ['1', '2', '3', '4', '5', '6'] },
      {
        metricType: ['1', '2', '3', '4'],
        $or: [{ metricId: [1, 2, 3, 4] }, { spaceId: Array.from({ length: metrics }, (_, id) => id) }],
      },
    ],
  });
  const nested = (types: number) => ({
    $or: [{ metricName: ['1', '2', '3'] }, { namespace: ['1', '2'] }],
    detail: {
      scope: ['1', '2'],
      $or: [{ source: ['1'] }, { type: Array.from({ length: types }, (_, index) => String(index)) }],
    },
  });
  it('where the branches of its $or add up to more than 150 combinations (recorded)', () => {
    expect(() => checkFilterPolicy(flat(7), 'MessageAttributes')).not.toThrow(); // 18 + 48 + 84
    expect(() => checkFilterPolicy(flat(8), 'MessageAttributes')).toThrow('Filter policy is too complex');
    expect(() => checkFilterPolicy(nested(2), 'MessageBody')).not.toThrow(); // 24 + 48 + 16 + 32
    expect(() => checkFilterPolicy(nested(3), 'MessageBody')).toThrow('Filter policy is too complex');
    const endless = JSON.parse(`${'{"$or":['.repeat(20_000)}${']}'.repeat(20_000)}`);
    expect(() => checkFilterPolicy(endless, 'MessageAttributes')).toThrow('Filter policy is too complex');
  });
});
