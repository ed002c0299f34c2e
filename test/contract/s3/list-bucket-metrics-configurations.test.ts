import {
  ListBucketMetricsConfigurationsCommand,
  PutBucketMetricsConfigurationCommand,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshBucket } from '../../support/s3.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';

let aws: TestServer;
beforeAll(async () => {
  aws = await startTestServer();
});
afterAll(() => aws.close());

const documentOf = (Id: string) => ({ Id, Filter: { Tag: { Key: 'k', Value: 'v' } } });

describe('ListBucketMetricsConfigurations', () => {
  it('answers all of them in the order of their ids, a hundred at a time', async () => {
    const s3 = aws.s3();
    const Bucket = await freshBucket(s3);
    const none = await s3.send(new ListBucketMetricsConfigurationsCommand({ Bucket }));
    expect(none).toMatchObject({ IsTruncated: false });
    const ids = Array.from({ length: 101 }, (_, i) => `id-${String(i).padStart(3, '0')}`);
    for (const Id of ids)
      await s3.send(
        new PutBucketMetricsConfigurationCommand({ Bucket, Id, MetricsConfiguration: documentOf(Id) }),
      );
    const first = await s3.send(new ListBucketMetricsConfigurationsCommand({ Bucket }));
    expect(first.IsTruncated).toBe(true);
    const rest = await s3.send(
      new ListBucketMetricsConfigurationsCommand({ Bucket, ContinuationToken: first.NextContinuationToken }),
    );
    const all = [...(first.MetricsConfigurationList ?? []), ...(rest.MetricsConfigurationList ?? [])];
    expect(all.map(({ Id }) => Id)).toEqual(ids);
    expect(rest.IsTruncated).toBe(false);
  });
});
