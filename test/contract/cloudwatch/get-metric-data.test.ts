import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { setJobsUp } from '../s3control/setting.ts';
import { meteredRule, setMetricsUp } from './setting.ts';

let aws: TestServer;
let setting: Awaited<ReturnType<typeof setMetricsUp>>;
beforeAll(async () => {
  aws = await startTestServer();
  setting = await setMetricsUp(aws);
  await setting.liveThrough();
});
afterAll(() => aws.close());

const query = (Id: string, MetricName: string, Stat: string, more: object = {}) => ({
  Id,
  MetricStat: {
    Metric: { Namespace: 'AWS/S3', MetricName, Dimensions: setting.Dimensions },
    Period: 60,
    Stat,
  },
  ...more,
});
const ask = (MetricDataQueries: readonly object[], more: object = {}) =>
  setting.ask('GetMetricData', {
    MetricDataQueries,
    StartTime: setting.at(0),
    EndTime: setting.at(10),
    ...more,
  });

describe('GetMetricData', () => {
  it('answers each query with its values, the latest first', async () => {
    const { body } = await ask([
      query('pending', 'OperationsPendingReplication', 'Maximum'),
      query('failed', 'OperationsFailedReplication', 'Sum', { Label: 'failures' }),
    ]);
    expect(body.MetricDataResults).toEqual([
      {
        Id: 'pending',
        Label: 'OperationsPendingReplication',
        Timestamps: [3, 2, 1, 0].map(setting.at),
        Values: [2, 2, 2, 1],
        StatusCode: 'Complete',
      },
      {
        Id: 'failed',
        Label: 'failures',
        Timestamps: [3, 2].map(setting.at),
        Values: [1, 0],
        StatusCode: 'Complete',
      },
    ]);
  });

  it('or the earliest first, within the time that is asked for', async () => {
    const { body } = await ask([query('a', 'ReplicationLatency', 'Maximum')], {
      ScanBy: 'TimestampAscending',
      StartTime: setting.at(1),
      EndTime: setting.at(3),
    });
    expect(body.MetricDataResults[0].Values).toEqual([120, 150]);
  });

  it('leaves out what is not to be returned, and has an empty result for what nobody publishes', async () => {
    const { body } = await ask([
      query('a', 'ReplicationLatency', 'Maximum', { ReturnData: false }),
      query('b', 'NumberOfObjects', 'Average'),
    ]);
    expect(body.MetricDataResults).toEqual([
      { Id: 'b', Label: 'NumberOfObjects', Timestamps: [], Values: [], StatusCode: 'Complete' },
    ]);
  });

  it('what a batch job makes counts for its failures alone', async () => {
    const found = async (MetricName: string, Stat: string) => {
      const { body } = await ask([query('a', MetricName, Stat)], {
        StartTime: setting.at(4),
        EndTime: setting.at(60),
      });
      return (body.MetricDataResults[0].Values as number[]).reduce((sum, value) => sum + value, 0);
    };
    const jobs = await setJobsUp(aws);
    await jobs.put('one');
    await jobs.configure(meteredRule(jobs));
    await jobs.setPolicy({ write: undefined });
    await jobs.run({ generator: jobs.generator() });
    for (const dimension of setting.Dimensions) {
      if (dimension.Name === 'SourceBucket') dimension.Value = jobs.source;
      if (dimension.Name === 'DestinationBucket') dimension.Value = jobs.destination;
    }
    expect(await found('OperationsPendingReplication', 'Maximum')).toBe(0);
    expect(await found('OperationsFailedReplication', 'Sum')).toBe(1);
  });

  it.each([
    ['ids that are not unique', ['a', 'a'], {}],
    ['an id that begins with a capital', ['A'], {}],
    ['a statistic that is not done', ['a'], { Stat: 'p99' }],
    ['a start that is no earlier than the end', ['a'], { EndTime: 0 }],
  ])('refuses %s', async (_, ids, { Stat = 'Maximum', ...more }: { Stat?: string; EndTime?: number }) => {
    const answer = await ask(
      ids.map((id) => query(id, 'ReplicationLatency', Stat)),
      more,
    );
    expect(answer.status).toBe(400);
    expect(answer.body.__type).toContain('ValidationError');
  });

  it('refuses metric math by name', async () => {
    const answer = await ask([{ Id: 'e1', Expression: 'SUM(METRICS())' }]);
    expect(answer.body.__type).toContain('ValidationError');
    expect(answer.body.message).toMatch(/metric math is not implemented/);
  });
});
