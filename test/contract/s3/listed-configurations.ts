// The four configurations of which a bucket may have many, each under an id: what their operations have in common.
import {
  DeleteBucketAnalyticsConfigurationCommand,
  DeleteBucketIntelligentTieringConfigurationCommand,
  DeleteBucketInventoryConfigurationCommand,
  DeleteBucketMetricsConfigurationCommand,
  GetBucketAnalyticsConfigurationCommand,
  GetBucketIntelligentTieringConfigurationCommand,
  GetBucketInventoryConfigurationCommand,
  GetBucketMetricsConfigurationCommand,
  ListBucketAnalyticsConfigurationsCommand,
  ListBucketIntelligentTieringConfigurationsCommand,
  ListBucketInventoryConfigurationsCommand,
  ListBucketMetricsConfigurationsCommand,
  PutBucketAnalyticsConfigurationCommand,
  PutBucketIntelligentTieringConfigurationCommand,
  PutBucketInventoryConfigurationCommand,
  PutBucketMetricsConfigurationCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { freshBucket } from '../../support/s3.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';

interface Listed {
  readonly Id: string | undefined;
}
interface ListedPage {
  readonly IsTruncated?: boolean | undefined;
  readonly NextContinuationToken?: string | undefined;
  readonly listed: readonly Listed[] | undefined;
}

/** One of the four, by its own commands. */
export interface Kind {
  documentOf(Id: string): Listed;
  /** @param inside the document's own id. */
  put(s3: S3Client, Bucket: string, Id: string, inside?: string): Promise<unknown>;
  get(s3: S3Client, Bucket: string, Id: string): Promise<Listed | undefined>;
  remove(s3: S3Client, Bucket: string, Id: string): Promise<number | undefined>;
  list(s3: S3Client, Bucket: string, ContinuationToken?: string): Promise<ListedPage>;
}

const analyticsDocument = (Id: string) => ({ Id, Filter: { Prefix: 'a/' }, StorageClassAnalysis: {} });
export const analytics: Kind = {
  documentOf: analyticsDocument,
  put(s3, Bucket, Id, inside = Id) {
    const AnalyticsConfiguration = analyticsDocument(inside);
    return s3.send(new PutBucketAnalyticsConfigurationCommand({ Bucket, Id, AnalyticsConfiguration }));
  },
  async get(s3, Bucket, Id) {
    const answer = await s3.send(new GetBucketAnalyticsConfigurationCommand({ Bucket, Id }));
    return answer.AnalyticsConfiguration as Listed | undefined;
  },
  async remove(s3, Bucket, Id) {
    const answer = await s3.send(new DeleteBucketAnalyticsConfigurationCommand({ Bucket, Id }));
    return answer.$metadata.httpStatusCode;
  },
  async list(s3, Bucket, ContinuationToken) {
    const page = await s3.send(new ListBucketAnalyticsConfigurationsCommand({ Bucket, ContinuationToken }));
    return { ...page, listed: page.AnalyticsConfigurationList as readonly Listed[] | undefined };
  },
};

const intelligentTieringDocument = (Id: string) => ({
  Id,
  Status: 'Enabled' as const,
  Tierings: [{ Days: 90, AccessTier: 'ARCHIVE_ACCESS' as const }],
});
export const intelligentTiering: Kind = {
  documentOf: intelligentTieringDocument,
  put(s3, Bucket, Id, inside = Id) {
    const IntelligentTieringConfiguration = intelligentTieringDocument(inside);
    return s3.send(
      new PutBucketIntelligentTieringConfigurationCommand({ Bucket, Id, IntelligentTieringConfiguration }),
    );
  },
  async get(s3, Bucket, Id) {
    const answer = await s3.send(new GetBucketIntelligentTieringConfigurationCommand({ Bucket, Id }));
    return answer.IntelligentTieringConfiguration as Listed | undefined;
  },
  async remove(s3, Bucket, Id) {
    const answer = await s3.send(new DeleteBucketIntelligentTieringConfigurationCommand({ Bucket, Id }));
    return answer.$metadata.httpStatusCode;
  },
  async list(s3, Bucket, ContinuationToken) {
    const page = await s3.send(
      new ListBucketIntelligentTieringConfigurationsCommand({ Bucket, ContinuationToken }),
    );
    return { ...page, listed: page.IntelligentTieringConfigurationList as readonly Listed[] | undefined };
  },
};

export const inventoryDocument = (Id: string) => ({
  Id,
  IsEnabled: true,
  IncludedObjectVersions: 'All' as const,
  Schedule: { Frequency: 'Daily' as const },
  OptionalFields: ['Size' as const],
  Destination: {
    S3BucketDestination: {
      Bucket: 'arn:aws:s3:::reports',
      Format: 'CSV' as const,
      Encryption: { SSES3: {} },
    },
  },
});
export const inventory: Kind = {
  documentOf: inventoryDocument,
  put(s3, Bucket, Id, inside = Id) {
    const InventoryConfiguration = inventoryDocument(inside);
    return s3.send(new PutBucketInventoryConfigurationCommand({ Bucket, Id, InventoryConfiguration }));
  },
  async get(s3, Bucket, Id) {
    const answer = await s3.send(new GetBucketInventoryConfigurationCommand({ Bucket, Id }));
    return answer.InventoryConfiguration as Listed | undefined;
  },
  async remove(s3, Bucket, Id) {
    const answer = await s3.send(new DeleteBucketInventoryConfigurationCommand({ Bucket, Id }));
    return answer.$metadata.httpStatusCode;
  },
  async list(s3, Bucket, ContinuationToken) {
    const page = await s3.send(new ListBucketInventoryConfigurationsCommand({ Bucket, ContinuationToken }));
    return { ...page, listed: page.InventoryConfigurationList as readonly Listed[] | undefined };
  },
};

const metricsDocument = (Id: string) => ({ Id, Filter: { Tag: { Key: 'k', Value: 'v' } } });
export const metrics: Kind = {
  documentOf: metricsDocument,
  put(s3, Bucket, Id, inside = Id) {
    const MetricsConfiguration = metricsDocument(inside);
    return s3.send(new PutBucketMetricsConfigurationCommand({ Bucket, Id, MetricsConfiguration }));
  },
  async get(s3, Bucket, Id) {
    const answer = await s3.send(new GetBucketMetricsConfigurationCommand({ Bucket, Id }));
    return answer.MetricsConfiguration as Listed | undefined;
  },
  async remove(s3, Bucket, Id) {
    const answer = await s3.send(new DeleteBucketMetricsConfigurationCommand({ Bucket, Id }));
    return answer.$metadata.httpStatusCode;
  },
  async list(s3, Bucket, ContinuationToken) {
    const page = await s3.send(new ListBucketMetricsConfigurationsCommand({ Bucket, ContinuationToken }));
    return { ...page, listed: page.MetricsConfigurationList as readonly Listed[] | undefined };
  },
};

/** A server for a file's tests; it is there once they run. */
function server(): { readonly aws: TestServer } {
  const made = {} as { aws: TestServer };
  beforeAll(async () => {
    made.aws = await startTestServer();
  });
  afterAll(() => made.aws.close());
  return made;
}

/** @param mismatch what AWS calls an id that is not the document's. Answers the file's server. */
export function itPuts({ documentOf, put, get }: Kind, mismatch: string) {
  const its = server();

  it('keeps a document under its id, and Get answers it', async () => {
    const s3 = its.aws.s3();
    const Bucket = await freshBucket(s3);
    await put(s3, Bucket, 'one');
    expect(await get(s3, Bucket, 'one')).toEqual(documentOf('one'));
  });

  it('refuses an id that is not the document’s, and what is no id', async () => {
    const s3 = its.aws.s3();
    const Bucket = await freshBucket(s3);
    for (const [Id, inside, name] of [
      ['one', 'two', mismatch],
      ['a b', 'a b', 'InvalidArgument'],
    ] as const) {
      await expect(put(s3, Bucket, Id, inside)).rejects.toMatchObject({
        name,
        $metadata: { httpStatusCode: 400 },
      });
    }
  });

  it('refuses a stranger', async () => {
    const Bucket = await freshBucket(its.aws.s3());
    const stranger = its.aws.s3({ account: '999999999999' });
    await expect(put(stranger, Bucket, 'one')).rejects.toMatchObject({ name: 'AccessDenied' });
  });

  return its;
}

export function itGets({ get }: Kind): void {
  const its = server();

  it('tells an id that is not there', async () => {
    const s3 = its.aws.s3();
    const Bucket = await freshBucket(s3);
    await expect(get(s3, Bucket, 'one')).rejects.toMatchObject({
      name: 'NoSuchConfiguration',
      $metadata: { httpStatusCode: 404 },
    });
    await expect(get(s3, 'none', 'one')).rejects.toMatchObject({ name: 'NoSuchBucket' });
  });
}

export function itDeletes({ documentOf, put, get, remove }: Kind): void {
  const its = server();

  it('takes one away and leaves the others', async () => {
    const s3 = its.aws.s3();
    const Bucket = await freshBucket(s3);
    for (const Id of ['one', 'two']) await put(s3, Bucket, Id);
    expect(await remove(s3, Bucket, 'one')).toBe(204);
    await expect(get(s3, Bucket, 'one')).rejects.toMatchObject({ name: 'NoSuchConfiguration' });
    expect(await get(s3, Bucket, 'two')).toEqual(documentOf('two'));
    await expect(remove(s3, Bucket, 'one')).rejects.toMatchObject({ name: 'NoSuchConfiguration' });
  });
}

export function itLists({ put, list }: Kind): void {
  const its = server();

  it('answers all of them in the order of their ids, a hundred at a time', async () => {
    const s3 = its.aws.s3();
    const Bucket = await freshBucket(s3);
    expect(await list(s3, Bucket)).toMatchObject({ IsTruncated: false });
    const ids = Array.from({ length: 101 }, (_, i) => `id-${String(i).padStart(3, '0')}`);
    for (const Id of ids.toReversed()) await put(s3, Bucket, Id);
    const first = await list(s3, Bucket);
    expect(first.IsTruncated).toBe(true);
    expect(first.listed).toHaveLength(100);
    const rest = await list(s3, Bucket, first.NextContinuationToken);
    expect([...(first.listed ?? []), ...(rest.listed ?? [])].map(({ Id }) => Id)).toEqual(ids);
    expect(rest.IsTruncated).toBe(false);
  });
}
