import {
  CopyObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  RestoreObjectCommand,
  type Tier,
} from '@aws-sdk/client-s3';
import { afterEach, describe, expect, it } from 'vitest';
import { Bucket, status, suite } from './support.ts';

const HOUR = 3_600_000;
const on = suite();
afterEach(() => on.aws.clock.reset());

const restore = (Key: string, Days?: number, tier?: Tier) =>
  on.s3.send(
    new RestoreObjectCommand({
      Bucket,
      Key,
      RestoreRequest: { Days, ...(tier && { GlacierJobParameters: { Tier: tier } }) },
    }),
  );
const head = (Key: string) => on.s3.send(new HeadObjectCommand({ Bucket, Key }));
const read = async (Key: string) =>
  (await on.s3.send(new GetObjectCommand({ Bucket, Key }))).Body?.transformToString();
const pass = async (hours: number) => {
  on.aws.clock.advance(hours * HOUR);
  await on.aws.clock.settle();
};
const ARCHIVED = { name: 'InvalidObjectState', ...status(403) };

describe('RestoreObject', () => {
  it('brings an archived object back after some hours, for some days', async () => {
    await on.put('cold', 'x', { StorageClass: 'GLACIER' });
    await expect(read('cold')).rejects.toMatchObject(ARCHIVED);
    on.aws.clock.moveTo(Date.parse('2031-03-01T13:00:00Z'));
    expect(await restore('cold', 1)).toMatchObject(status(202));
    expect(await head('cold')).toMatchObject({ StorageClass: 'GLACIER', Restore: 'ongoing-request="true"' });
    await expect(read('cold')).rejects.toMatchObject(ARCHIVED);
    await expect(
      on.s3.send(new CopyObjectCommand({ Bucket, Key: 'warm', CopySource: `${Bucket}/cold` })),
    ).rejects.toMatchObject({
      ...ARCHIVED,
      message: "Operation is not valid for the source object's storage class",
    });
    await expect(restore('cold', 1)).rejects.toMatchObject({
      name: 'RestoreAlreadyInProgress',
      ...status(409),
    });

    await pass(4);
    expect((await head('cold')).Restore).toBe(
      'ongoing-request="false", expiry-date="Mon, 03 Mar 2031 00:00:00 GMT"',
    );
    expect(await read('cold')).toBe('x');
    const copy = { Bucket, Key: 'warm again', CopySource: `${Bucket}/cold` };
    await on.s3.send(new CopyObjectCommand({ ...copy, StorageClass: 'STANDARD' }));
    expect(await read('warm again')).toBe('x');

    await pass(48);
    expect((await head('cold')).Restore).toBeUndefined();
    await expect(read('cold')).rejects.toMatchObject(ARCHIVED);
  });

  it('keeps a copy that is there for longer with 200', async () => {
    await on.put('longer', 'x', { StorageClass: 'DEEP_ARCHIVE' });
    on.aws.clock.moveTo(Date.parse('2031-03-01T01:00:00Z'));
    await restore('longer', 1);
    await pass(13);
    expect(await restore('longer', 5)).toMatchObject(status(200));
    expect((await head('longer')).Restore).toContain('expiry-date="Fri, 07 Mar 2031 00:00:00 GMT"');
  });

  it('takes the time of its tier', async () => {
    for (const tier of ['Expedited', 'Standard', 'Bulk'] as const) {
      await on.put(tier, 'x', { StorageClass: 'GLACIER' });
      await restore(tier, 1, tier);
    }
    const ongoing = async () =>
      (await Promise.all(['Expedited', 'Standard', 'Bulk'].map(head))).map(({ Restore }) =>
        Restore?.includes('"true"'),
      );
    await pass(0.1);
    expect(await ongoing()).toEqual([false, true, true]);
    await pass(3);
    expect(await ongoing()).toEqual([false, false, true]);
    await on.put('deep', 'x', { StorageClass: 'DEEP_ARCHIVE' });
    await expect(restore('deep', 1, 'Expedited')).rejects.toMatchObject({ name: 'InvalidArgument' });
  });

  it('is told of in listings that ask for RestoreStatus', async () => {
    await on.put('list/cold', 'x', { StorageClass: 'GLACIER' });
    await on.put('list/warm');
    await restore('list/cold', 1);
    const ask = { Bucket, Prefix: 'list/' };
    const statuses = async () => {
      const asked = { ...ask, OptionalObjectAttributes: ['RestoreStatus' as const] };
      const [page, versions] = await Promise.all([
        on.s3.send(new ListObjectsV2Command(asked)),
        on.s3.send(new ListObjectVersionsCommand(asked)),
      ]);
      expect(versions.Versions?.map(({ RestoreStatus }) => RestoreStatus)).toEqual(
        page.Contents?.map(({ RestoreStatus }) => RestoreStatus),
      );
      return page.Contents?.map(({ RestoreStatus }) => RestoreStatus);
    };
    expect(await statuses()).toEqual([{ IsRestoreInProgress: true }, undefined]);
    await pass(4);
    expect(await statuses()).toEqual([
      { IsRestoreInProgress: false, RestoreExpiryDate: expect.any(Date) },
      undefined,
    ]);
    const plain = await on.s3.send(new ListObjectsV2Command(ask));
    expect(plain.Contents?.[0]?.RestoreStatus).toBeUndefined();
  });

  it('refuses what is not archived, and a request without days', async () => {
    await on.put('warm');
    await expect(restore('warm', 1)).rejects.toMatchObject({ name: 'InvalidObjectState' });
    await expect(restore('warm')).rejects.toMatchObject({ name: 'MalformedXML' });
    await expect(restore('absent', 1)).rejects.toMatchObject({ name: 'NoSuchKey' });
  });
});
