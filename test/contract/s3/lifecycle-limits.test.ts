// How long what a lifecycle rule filters by may be, and how many rules there may be (measured on AWS).
import { type LifecycleRuleFilter, PutBucketLifecycleConfigurationCommand } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { Bucket, suite } from './support.ts';

const on = suite();
const put = (...filters: LifecycleRuleFilter[]) => {
  const Rules = filters.map((Filter) => ({ Status: 'Enabled', Filter, Expiration: { Days: 1 } }) as const);
  const LifecycleConfiguration = { Rules };
  return on.s3.send(new PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration }));
};
const invalid = (message: string) => ({
  name: 'InvalidRequest',
  message,
  $metadata: { httpStatusCode: 400 },
});

describe('a lifecycle filter', () => {
  it('has a prefix of at most 1,024 bytes, as a key has', async () => {
    await put({ Prefix: 'a'.repeat(1024) }, { Prefix: `${'€'.repeat(341)}a` });
    const tooLong = invalid('The maximum size of a prefix is 1024');
    for (const Prefix of ['a'.repeat(1025), '€'.repeat(342)]) {
      await expect(put({ Prefix })).rejects.toMatchObject(tooLong);
      await expect(put({ And: { Prefix, ObjectSizeLessThan: 9 } })).rejects.toMatchObject(tooLong);
    }
    // As rules were written before they had filters.
    const Rules = [{ Status: 'Enabled', Prefix: 'a'.repeat(1025), Expiration: { Days: 1 } } as const];
    const older = new PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration: { Rules } });
    await expect(on.s3.send(older)).rejects.toMatchObject(tooLong);
  });

  it('has tags that an object can have', async () => {
    const key = invalid("A Tag's Key must be a length between 1 and 128.");
    const value = invalid("A Tag's Value must be a length between 0 and 256.");
    await put({ Tag: { Key: 'k'.repeat(128), Value: 'v'.repeat(256) } });
    for (const Key of ['', 'k'.repeat(129)]) {
      await expect(put({ Tag: { Key, Value: '' } })).rejects.toMatchObject(key);
      await expect(put({ And: { Prefix: '', Tags: [{ Key, Value: '' }] } })).rejects.toMatchObject(key);
    }
    await expect(put({ Tag: { Key: 'k', Value: 'v'.repeat(257) } })).rejects.toMatchObject(value);
  });

  it('stands in one of at most a thousand rules', async () => {
    const rules = (count: number) => Array.from({ length: count }, (_, at) => ({ Prefix: `${at}/` }));
    await put(...rules(1000));
    await expect(put(...rules(1001))).rejects.toMatchObject({ name: 'MalformedXML' });
  });
});
