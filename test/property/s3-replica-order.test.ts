// Replicas arrive in any order, some twice; the destination's versions stand as they were written.
import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import type { AccountId, Region } from '../../src/core/ids.ts';
import { type Database, openDatabase } from '../../src/platform/database.ts';
import { type Bucket, BucketStore, type Versioning } from '../../src/services/s3/buckets/bucket-store.ts';
import { s3Migrations } from '../../src/services/s3/index.ts';
import { ListingStore } from '../../src/services/s3/listing/listing-store.ts';
import { UploadStore } from '../../src/services/s3/multipart/upload-store.ts';
import { ObjectStore, type ReplicationHooks } from '../../src/services/s3/versions/object-store.ts';
import {
  NULL_VERSION,
  type ObjectVersion,
  UNSEALED,
  type VersionDraft,
} from '../../src/services/s3/versions/object-version.ts';

const KEY = 'k';
const hooks: ReplicationHooks = {
  enqueue: () => undefined,
  enqueueMetadata: () => {},
  removed: () => {},
  wake: () => {},
};

let database: Database;
let buckets: BucketStore;
let objects: ObjectStore;
let listing: ListingStore;
beforeAll(() => {
  database = openDatabase({ file: ':memory:', migrations: s3Migrations, durability: 'normal' });
  buckets = new BucketStore(database);
  objects = new ObjectStore(database, buckets, new UploadStore(database), hooks, () => {});
  listing = new ListingStore(database);
  return () => database.close();
});

const draftOf = (etag: string, deleteMarker: boolean): VersionDraft => ({
  key: KEY,
  deleteMarker,
  size: 0,
  etag,
  lastModified: 0,
  storageClass: 'STANDARD',
  owner: '000000000000' as AccountId,
  headers: {},
  envelope: UNSEALED,
  body: { kind: 'none' },
  lock: {},
});

let names = 0;
async function newBucket(versioning: Versioning): Promise<Bucket> {
  names += 1;
  const facts = { account: '000000000000' as AccountId, region: 'us-east-1' as Region };
  const name = `bucket-${names}`;
  return database.commit(() =>
    buckets.insert({ ...facts, partition: 'aws', name, created: 0, versioning, objectLock: false }),
  );
}
const setVersioning = (bucket: Bucket, versioning: Versioning) =>
  database.commit(() => buckets.setVersioning(bucket, versioning));

/** Writes one version, of the null id where `isNull`. */
async function write(bucket: Bucket, label: string, isNull: boolean, deleteMarker: boolean) {
  await setVersioning(bucket, isNull ? 'Suspended' : 'Enabled');
  return objects.commitVersion({ bucket, draft: draftOf(label, deleteMarker), versionId: () => label });
}
const replicate = (destination: Bucket, source: ObjectVersion) =>
  objects.insertReplica(destination, draftOf(source.etag, source.deleteMarker), source);

const stackOf = (bucket: Bucket) => listing.readVersions(bucket)({ key: '', at: 'from' }, undefined, 1000);

const writes = fc.array(
  fc.record({ to: fc.constantFrom('source', 'destination'), isNull: fc.boolean(), marker: fc.boolean() }),
  { minLength: 1, maxLength: 8 },
);

it('in whatever order replicas arrive, versions stand as they were written and the newest is current', async () => {
  await fc.assert(
    fc.asyncProperty(writes, fc.infiniteStream(fc.nat()), async (steps, chance) => {
      const source = await newBucket('Enabled');
      const destination = await newBucket('Enabled');
      const written: ObjectVersion[] = [];
      for (const [index, { to, isNull, marker }] of steps.entries()) {
        const bucket = to === 'source' ? source : destination;
        written.push(await write(bucket, `v${index}`, isNull, marker));
      }
      await setVersioning(destination, 'Enabled');
      // Null versions replace one another, so the source may have fewer than were written.
      const sources = written.filter(({ bucket, seq }) => bucket === source.id && objects.isThere(seq));
      const arrivals = [...sources, ...sources].map((version) => ({ version, at: chance.next().value ?? 0 }));
      for (const { version } of arrivals.sort((a, b) => a.at - b.at)) await replicate(destination, version);

      const nullId = written.filter(
        ({ versionId, bucket, seq }) =>
          versionId === NULL_VERSION && (bucket === destination.id || objects.isThere(seq)),
      );
      const expected = written
        .filter((version) => version.bucket === destination.id || sources.includes(version))
        .filter((version) => version.versionId !== NULL_VERSION || version === nullId.at(-1))
        .reverse();
      const rows = stackOf(destination);
      expect(rows.map(({ etag }) => etag)).toEqual(expected.map(({ etag }) => etag));
      expect(rows.map(({ latest }) => latest)).toEqual(rows.map((_, index) => (index === 0 ? 1 : 0)));
      expect(objects.latest(destination, KEY)?.etag).toBe(expected[0]?.etag);

      // Whatever is removed, the next in the order takes its place.
      for (const [index, row] of rows.entries()) {
        await objects.removeVersion(destination, KEY, row.versionId);
        expect(objects.latest(destination, KEY)?.etag).toBe(expected[index + 1]?.etag);
        expect(stackOf(destination)[0]?.latest).toBe(index + 1 < expected.length ? 1 : undefined);
      }
    }),
    { numRuns: 200 },
  );
});
