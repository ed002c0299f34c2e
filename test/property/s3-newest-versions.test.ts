// The newest versions are kept in memory for their readers: whatever is done to a key, in whatever order, readers must
// see what a listing finds in the database.
import {
  CopyObjectCommand,
  CreateBucketCommand,
  DeleteObjectCommand,
  DeleteObjectTaggingCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  ListObjectVersionsCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  PutObjectTaggingCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../support/server.ts';

let server: TestServer;
let s3: S3Client;
beforeAll(async () => {
  server = await startTestServer();
  s3 = server.s3();
});
afterAll(() => server.close());

const KEYS = ['a', 'b/c'] as const;
const key = fc.constantFrom(...KEYS);
const step = fc.oneof(
  fc.record({ does: fc.constant('put' as const), key, body: fc.string({ maxLength: 20 }) }),
  fc.record({ does: fc.constant('put large' as const), key }),
  fc.record({ does: fc.constant('put twice at once' as const), key }),
  fc.record({ does: fc.constant('put if absent' as const), key }),
  fc.record({ does: fc.constant('copy' as const), key }),
  fc.record({ does: fc.constant('delete' as const), key }),
  fc.record({ does: fc.constant('delete version' as const), key, nth: fc.nat(3) }),
  fc.record({ does: fc.constant('put and delete at once' as const), key }),
  fc.record({ does: fc.constant('tag' as const), key, value: fc.constantFrom('1', '2') }),
  fc.record({ does: fc.constant('untag' as const), key }),
  fc.record({ does: fc.constant('versioning' as const), key, on: fc.boolean() }),
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

/** Whether AWS took a request that it may refuse. */
const taken = (sent: Promise<unknown>): Promise<boolean> =>
  sent.then(
    () => true,
    () => false,
  );

/** Does it; answers the tag that the key's newest version has from then on, where it is another than before. */
async function take(Bucket: string, it: Step, tagOf: (key: string) => Promise<string | undefined>) {
  const Key = it.key;
  const put = (Body: string | Buffer, IfNoneMatch?: string) =>
    s3.send(new PutObjectCommand({ Bucket, Key, Body, IfNoneMatch }));
  const remove = () => s3.send(new DeleteObjectCommand({ Bucket, Key }));
  switch (it.does) {
    case 'put':
      await put(it.body);
      return { tag: undefined };
    case 'put large':
      await put(Buffer.alloc(70_000, 'large'));
      return { tag: undefined };
    case 'put twice at once':
      await Promise.all([put('one'), put('two')]);
      return { tag: undefined };
    case 'put if absent':
      return (await taken(put('first', '*'))) ? { tag: undefined } : undefined;
    case 'copy': {
      const other = KEYS.find((name) => name !== Key) ?? Key;
      const tag = await tagOf(other);
      const CopySource = `${Bucket}/${other}`;
      return (await taken(s3.send(new CopyObjectCommand({ Bucket, Key, CopySource })))) ? { tag } : undefined;
    }
    case 'delete':
      await remove();
      return;
    case 'delete version': {
      const all = await versionsOf(Bucket, Key);
      const VersionId = all[it.nth % Math.max(1, all.length)]?.VersionId;
      if (VersionId) await s3.send(new DeleteObjectCommand({ Bucket, Key, VersionId }));
      return;
    }
    case 'put and delete at once':
      await Promise.all([put(`gone or not ${Math.random()}`), remove()]);
      return;
    case 'tag': {
      const Tagging = { TagSet: [{ Key: 'tag', Value: it.value }] };
      const sent = s3.send(new PutObjectTaggingCommand({ Bucket, Key, Tagging }));
      return (await taken(sent)) ? { tag: it.value } : undefined;
    }
    case 'untag':
      return (await taken(s3.send(new DeleteObjectTaggingCommand({ Bucket, Key }))))
        ? { tag: undefined }
        : undefined;
    case 'versioning': {
      const VersioningConfiguration = { Status: it.on ? 'Enabled' : 'Suspended' } as const;
      await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration }));
    }
  }
}

/** Out of the database: versions and delete markers of the key, the newest first. */
async function versionsOf(Bucket: string, Prefix: string) {
  const { Versions = [], DeleteMarkers = [] } = await s3.send(
    new ListObjectVersionsCommand({ Bucket, Prefix }),
  );
  const markers = DeleteMarkers.map(({ VersionId, IsLatest }) => ({
    VersionId,
    IsLatest,
    ETag: undefined,
    Size: 0,
  }));
  return [...Versions, ...markers].sort((a, b) => Number(b.IsLatest) - Number(a.IsLatest));
}

async function compare(Bucket: string, Key: string, tag: string | undefined): Promise<void> {
  const [listed] = await versionsOf(Bucket, Key);
  const reading = s3.send(new GetObjectCommand({ Bucket, Key }));
  if (listed?.ETag === undefined) return expect(reading).rejects.toMatchObject({ name: 'NoSuchKey' });
  const read = await reading;
  expect(read.VersionId ?? 'null').toBe(listed.VersionId);
  expect(read.ETag).toBe(listed.ETag);
  expect((await read.Body?.transformToByteArray())?.length).toBe(listed.Size);
  const byId = await s3.send(new HeadObjectCommand({ Bucket, Key, VersionId: listed.VersionId }));
  expect(byId.ETag).toBe(listed.ETag);
  const { TagSet } = await s3.send(new GetObjectTaggingCommand({ Bucket, Key }));
  expect(TagSet?.[0]?.Value).toBe(tag);
  expect(read.TagCount).toBe(tag && 1);
}

it('a reader sees what a listing finds, whatever was done before', { timeout: 60_000 }, async () => {
  let buckets = 0;
  const steps = fc.array(step, { minLength: 1, maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(steps, async (all) => {
      buckets += 1;
      const Bucket = `newest-${buckets}`;
      await s3.send(new CreateBucketCommand({ Bucket }));
      const tags = new Map<string, string | undefined>();
      const newestOf = async (name: string) => {
        const [newest] = await versionsOf(Bucket, name);
        return `${name} ${newest?.VersionId} ${newest?.ETag}`;
      };
      const tagOf = async (name: string) => tags.get(await newestOf(name));
      for (const each of all) {
        const changed = await take(Bucket, each, tagOf);
        if (changed) tags.set(await newestOf(each.key), changed.tag);
        for (const name of KEYS) await compare(Bucket, name, await tagOf(name));
      }
    }),
    { numRuns: 40 },
  );
});
