import { request } from 'undici';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { signHeaders } from '../../support/signer.ts';
import { createUser } from '../../support/users.ts';
import { cloudWatch, setMetricsUp } from './setting.ts';

let aws: TestServer;
let setting: Awaited<ReturnType<typeof setMetricsUp>>;
beforeAll(async () => {
  aws = await startTestServer();
  setting = await setMetricsUp(aws);
  await setting.liveThrough();
});
afterAll(() => aws.close());

const parameters = (MetricName: string, more: object = {}) => ({
  Namespace: 'AWS/S3',
  MetricName,
  Dimensions: setting.Dimensions,
  StartTime: setting.at(0),
  EndTime: setting.at(10),
  Period: 60,
  Statistics: ['Maximum'],
  ...more,
});
const points = async (MetricName: string, more: object = {}) => {
  const { body } = await setting.ask('GetMetricStatistics', parameters(MetricName, more));
  return body.Datapoints as Record<string, number>[];
};

describe('GetMetricStatistics', () => {
  it('tells how many operations were pending, minute by minute', async () => {
    const found = await points('OperationsPendingReplication');
    expect(found.map(({ Timestamp, Maximum }) => [Timestamp, Maximum])).toEqual([
      [setting.at(0), 1],
      [setting.at(1), 2],
      [setting.at(2), 2],
      [setting.at(3), 2],
    ]);
    expect(found[0]?.Unit).toBe('Count');
  });

  it('tells how many bytes, and how far behind the destination was', async () => {
    const bytes = await points('BytesPendingReplication');
    expect(bytes.map(({ Maximum }) => Maximum).slice(0, 3)).toEqual([100, 150, 150]);
    expect(bytes[0]?.Unit).toBe('Bytes');
    const latency = await points('ReplicationLatency');
    expect(latency.map(({ Maximum }) => Maximum)).toEqual([60, 120, 150, 0]);
    expect(latency[0]?.Unit).toBe('Seconds');
  });

  it('tells failures: their sum, their rate, and of how many', async () => {
    const found = await points('OperationsFailedReplication', {
      Statistics: ['Sum', 'Average', 'SampleCount', 'Maximum', 'Minimum'],
    });
    expect(found).toEqual([
      {
        Timestamp: setting.at(2),
        Sum: 0,
        Average: 0,
        SampleCount: 2,
        Maximum: 0,
        Minimum: 0,
        Unit: 'Count',
      },
      {
        Timestamp: setting.at(3),
        Sum: 1,
        Average: 0.5,
        SampleCount: 2,
        Maximum: 1,
        Minimum: 0,
        Unit: 'Count',
      },
    ]);
  });

  it('gathers minutes into longer periods', async () => {
    const found = await points('OperationsPendingReplication', {
      Period: 3600,
      Statistics: ['Maximum', 'SampleCount'],
      StartTime: setting.at(-60),
    });
    expect(found.reduce((sum, { SampleCount = 0 }) => sum + SampleCount, 0)).toBe(4);
    expect(Math.max(...found.map(({ Maximum = 0 }) => Maximum))).toBe(2);
  });

  it('has nothing of other dimensions, names, units, accounts and regions', async () => {
    const [source, destination] = setting.Dimensions;
    expect(await points('OperationsPendingReplication', { Dimensions: [source, destination] })).toEqual([]);
    expect(await points('NumberOfObjects')).toEqual([]);
    expect(await points('OperationsPendingReplication', { Unit: 'Bytes' })).toEqual([]);
    expect(await points('OperationsPendingReplication', { Namespace: 'AWS/EC2' })).toEqual([]);
    const other = await cloudWatch(aws, '111122223333')(
      'GetMetricStatistics',
      parameters('OperationsPendingReplication'),
    );
    expect(other.body.Datapoints).toEqual([]);
  });

  it.each([
    ['a start that is no earlier than the end', { EndTime: 0 }, 'InvalidParameterValueException'],
    ['a period of 61 seconds', { Period: 61 }, 'InvalidParameterValueException'],
    ['more than 1,440 datapoints', { StartTime: 0 }, 'InvalidParameterCombinationException'],
    ['no statistic', { Statistics: undefined }, 'InvalidParameterCombinationException'],
    ['a statistic that is none', { Statistics: ['Median'] }, 'ValidationError'],
  ])('refuses %s', async (_, more, code) => {
    const answer = await setting.ask('GetMetricStatistics', parameters('ReplicationLatency', more));
    expect(answer.status).toBe(400);
    expect(answer.body.__type).toContain(code);
  });

  it('tells JSON clients how the Query protocol spells an error', async () => {
    const answer = await setting.ask('GetMetricStatistics', parameters('ReplicationLatency', { Period: 61 }));
    expect(answer.header('x-amzn-query-error')).toBe('InvalidParameterValue;Sender');
  });

  it('speaks the Query protocol to older clients', async () => {
    const form = new URLSearchParams({
      Action: 'GetMetricStatistics',
      Version: '2010-08-01',
      Namespace: 'AWS/S3',
      MetricName: 'OperationsPendingReplication',
      StartTime: new Date(setting.at(0) * 1000).toISOString(),
      EndTime: new Date(setting.at(10) * 1000).toISOString(),
      Period: '60',
      'Statistics.member.1': 'Maximum',
    });
    for (const [index, { Name, Value }] of setting.Dimensions.entries()) {
      form.set(`Dimensions.member.${index + 1}.Name`, Name);
      form.set(`Dimensions.member.${index + 1}.Value`, Value);
    }
    const body = form.toString();
    const signed = signHeaders(
      { accessKeyId: 'test', secret: 'test', service: 'monitoring', time: aws.clock.now() },
      {
        method: 'POST',
        host: new URL(aws.url).host,
        path: '/',
        body,
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      },
    );
    const answer = await request(aws.url, { method: 'POST', headers: signed.headers, body });
    const text = await answer.body.text();
    expect([...text.matchAll(/<Maximum>([^<]*)</g)].map(([, value]) => Number(value))).toEqual([1, 2, 2, 2]);
    expect(text).toContain('<GetMetricStatisticsResult>');
  });

  it('asks cloudwatch:GetMetricStatistics', async () => {
    const { keys } = await createUser(aws, 'reader');
    const ask = cloudWatch(aws, keys.accessKeyId, keys.secretAccessKey);
    const answer = await ask('GetMetricStatistics', parameters('ReplicationLatency'));
    expect(answer.status).toBe(403);
    expect(answer.body.__type).toContain('AccessDenied');
  });
});
