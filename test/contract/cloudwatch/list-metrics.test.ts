import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { cloudWatch, meteredRule, setMetricsUp } from './setting.ts';

let aws: TestServer;
let setting: Awaited<ReturnType<typeof setMetricsUp>>;
beforeAll(async () => {
  aws = await startTestServer();
  setting = await setMetricsUp(aws);
});
afterAll(() => aws.close());

const names = async (input: object): Promise<string[]> => {
  const { body } = await setting.ask('ListMetrics', input);
  return (body.Metrics as { MetricName: string }[]).map(({ MetricName }) => MetricName);
};

describe('ListMetrics', () => {
  it('lists the four metrics of each rule that has them on', async () => {
    const { body } = await setting.ask('ListMetrics', { Namespace: 'AWS/S3' });
    expect(body.Metrics).toHaveLength(4);
    expect(body.Metrics[0]).toEqual({
      Namespace: 'AWS/S3',
      MetricName: 'BytesPendingReplication',
      Dimensions: setting.Dimensions,
    });
    expect(await names({})).toEqual([
      'BytesPendingReplication',
      'OperationsPendingReplication',
      'ReplicationLatency',
      'OperationsFailedReplication',
    ]);
  });

  it('narrows by name and by dimension, with a value or without', async () => {
    expect(await names({ MetricName: 'ReplicationLatency' })).toEqual(['ReplicationLatency']);
    expect(await names({ Dimensions: [{ Name: 'RuleId' }] })).toHaveLength(4);
    expect(await names({ Dimensions: [{ Name: 'RuleId', Value: 'another' }] })).toEqual([]);
    expect(await names({ Namespace: 'AWS/EC2' })).toEqual([]);
  });

  it('lists nothing of a rule without metrics', async () => {
    await setting.configure(setting.pageRule());
    expect(await names({})).toEqual([]);
  });

  it('lists nothing to another account', async () => {
    const { body } = await cloudWatch(aws, '111122223333')('ListMetrics', {});
    expect(body.Metrics).toEqual([]);
  });

  it('a token nobody gave is refused', async () => {
    const answer = await setting.ask('ListMetrics', { NextToken: '??' });
    expect(answer.body.__type).toContain('InvalidNextToken');
  });
});

describe('GET /_waxseal/replication/metrics', () => {
  it('tells the figures of now under the same names', async () => {
    await setting.configure(meteredRule(setting));
    aws.replication.pause();
    await setting.put('one', { Body: 'x'.repeat(100) });
    aws.clock.advance(30_000);
    const read = async () =>
      (await fetch(`${aws.url}/_waxseal/replication/metrics?bucket=${setting.source}`)).json();
    const named = {
      SourceBucket: setting.source,
      DestinationBucket: setting.destination,
      RuleId: 'Rule-1',
    };
    expect(await read()).toEqual([
      {
        ...named,
        BytesPendingReplication: 100,
        OperationsPendingReplication: 1,
        OperationsFailedReplication: 0,
        ReplicationLatency: 30,
      },
    ]);
    await setting.setPolicy({ write: undefined });
    aws.replication.resume();
    await aws.idle();
    expect(await read()).toEqual([
      {
        ...named,
        BytesPendingReplication: 0,
        OperationsPendingReplication: 0,
        OperationsFailedReplication: 1,
        ReplicationLatency: 0,
      },
    ]);
  });
});
