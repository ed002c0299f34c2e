// CloudWatch without an SDK: signed JSON as boto3 sends it, and a rule that publishes metrics.
import type { ReplicationRule } from '@aws-sdk/client-s3';
import { request } from 'undici';
import { type ReplicationSetting, setReplicationUp } from '../../support/replication.ts';
import type { TestServer } from '../../support/server.ts';
import { signHeaders } from '../../support/signer.ts';

export interface JsonAnswer {
  readonly status: number;
  readonly header: (name: string) => string | undefined;
  // biome-ignore lint/suspicious/noExplicitAny: answers of three operations, looked at by tests
  readonly body: any;
}

export const cloudWatch =
  (aws: Pick<TestServer, 'url' | 'clock'>, accessKeyId = 'test', secret = 'test') =>
  async (operation: string, input: object): Promise<JsonAnswer> => {
    const body = JSON.stringify(input);
    const signed = signHeaders(
      { accessKeyId, secret, service: 'monitoring', time: aws.clock.now() },
      {
        method: 'POST',
        host: new URL(aws.url).host,
        path: '/',
        body,
        headers: {
          'content-type': 'application/x-amz-json-1.0',
          'x-amz-target': `GraniteServiceVersion20100801.${operation}`,
        },
      },
    );
    const answer = await request(aws.url, { method: 'POST', headers: signed.headers, body });
    const header = (name: string) => answer.headers[name]?.toString();
    return { status: answer.statusCode, header, body: await answer.body.json() };
  };

/** The page's rule, with metrics on. */
export function meteredRule({ pageRule, destination }: ReplicationSetting): ReplicationRule {
  const rule = pageRule();
  const Bucket = `arn:aws:s3:::${destination}`;
  return { ...rule, Destination: { ...rule.Destination, Bucket, Metrics: { Status: 'Enabled' } } };
}

/** The clock stands at the beginning of a minute, and a rule has its metrics on. */
export async function setMetricsUp(aws: TestServer) {
  const setting = await setReplicationUp(aws);
  await setting.configure(meteredRule(setting));
  const minute = Math.floor(aws.clock.now() / 60_000) * 60_000 + 60_000;
  aws.clock.freeze();
  aws.clock.moveTo(minute);
  const Dimensions = [
    { Name: 'SourceBucket', Value: setting.source },
    { Name: 'DestinationBucket', Value: setting.destination },
    { Name: 'RuleId', Value: 'Rule-1' },
  ];
  /** Seconds since the epoch. */
  const at = (minutes: number) => minute / 1000 + minutes * 60;

  /**
   * Minute 0: an object of 100 bytes waits. Minute 1: another of 50 bytes joins it. Minute 2, second 30: both are
   * replicated. Minute 3: one is replicated and one fails, in the same instant, for the clock stands still.
   */
  const liveThrough = async () => {
    aws.replication.pause();
    await setting.put('one', { Body: 'x'.repeat(100) });
    aws.clock.advance(60_000);
    await setting.put('two', { Body: 'x'.repeat(50) });
    aws.clock.advance(90_000);
    aws.replication.resume();
    await aws.idle();
    aws.clock.advance(30_000);
    await setting.put('three');
    await aws.idle();
    await setting.setPolicy({ write: undefined });
    await setting.put('four');
    await aws.idle();
    aws.clock.advance(60_000);
  };
  return { ...setting, Dimensions, at, liveThrough, ask: cloudWatch(aws) };
}
