// rpc-v2-cbor, as the SDKs of today speak it to CloudWatch. The bytes here are written by hand, from RFC 8949.
import { request } from 'undici';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCbor } from '../../../src/wire/cbor/cbor-reader.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { signHeaders } from '../../support/signer.ts';
import { setMetricsUp } from '../cloudwatch/setting.ts';

let aws: TestServer;
beforeAll(async () => {
  aws = await startTestServer();
});
afterAll(() => aws.close());

/** A plain value as CBOR: maps of indefinite length, as some SDKs send them; dates tagged. */
function cbor(value: unknown): Buffer {
  if (value instanceof Date) return Buffer.concat([Buffer.of(0xc1), double(value.getTime() / 1000)]);
  if (typeof value === 'number') return Buffer.from([0x1a, ...uint32(value)]);
  if (typeof value === 'string')
    return Buffer.concat([Buffer.from([0x7a, ...uint32(Buffer.byteLength(value))]), Buffer.from(value)]);
  if (Array.isArray(value)) return Buffer.concat([Buffer.of(0x9f), ...value.map(cbor), Buffer.of(0xff)]);
  const entries = Object.entries(value as object).flatMap(([name, item]) => [cbor(name), cbor(item)]);
  return Buffer.concat([Buffer.of(0xbf), ...entries, Buffer.of(0xff)]);
}
function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}
function double(value: number): Buffer {
  const bytes = Buffer.alloc(9, 0xfb);
  bytes.writeDoubleBE(value, 1);
  return bytes;
}

async function ask(operation: string, body: Buffer, method: 'POST' | 'GET' = 'POST') {
  const path = `/service/GraniteServiceVersion20100801/operation/${operation}`;
  const signed = signHeaders(
    { accessKeyId: 'test', secret: 'test', service: 'monitoring', time: aws.clock.now() },
    {
      method,
      host: new URL(aws.url).host,
      path,
      body,
      headers: { 'content-type': 'application/cbor', 'smithy-protocol': 'rpc-v2-cbor' },
    },
  );
  const answer = await request(`${aws.url}${path}`, {
    method,
    headers: signed.headers,
    ...(method === 'POST' && { body }),
  });
  const bytes = Buffer.from(await answer.body.arrayBuffer());
  return {
    status: answer.statusCode,
    headers: answer.headers,
    body: readCbor(bytes) as Record<string, unknown>,
  };
}

describe('rpc-v2-cbor', () => {
  it('asks for metrics and answers them, times as tagged seconds', async () => {
    const setting = await setMetricsUp(aws);
    await setting.liveThrough();
    const answer = await ask(
      'GetMetricStatistics',
      cbor({
        Namespace: 'AWS/S3',
        MetricName: 'ReplicationLatency',
        Dimensions: setting.Dimensions,
        StartTime: new Date(setting.at(0) * 1000),
        EndTime: new Date(setting.at(2) * 1000),
        Period: 60,
        Statistics: ['Maximum'],
      }),
    );
    expect(answer.status).toBe(200);
    expect(answer.headers['smithy-protocol']).toBe('rpc-v2-cbor');
    expect(answer.headers['content-type']).toBe('application/cbor');
    expect(answer.body).toEqual({
      Label: 'ReplicationLatency',
      Datapoints: [
        { Timestamp: setting.at(0), Maximum: 60, Unit: 'Seconds' },
        { Timestamp: setting.at(1), Maximum: 120, Unit: 'Seconds' },
      ],
    });
  });

  it('an empty input is one without members', async () => {
    expect((await ask('ListMetrics', Buffer.of(0xa0))).status).toBe(200);
    expect((await ask('ListMetrics', Buffer.alloc(0))).status).toBe(200);
  });

  it('words errors as CBOR, with the Query protocol’s code beside them', async () => {
    const answer = await ask('ListMetrics', cbor({ NextToken: '??' }));
    expect(answer.status).toBe(400);
    expect(answer.body).toEqual({ __type: 'InvalidNextToken', message: 'The token supplied is not valid.' });
    expect(answer.headers['x-amzn-query-error']).toBe('InvalidNextToken;Sender');
  });

  it.each([
    ['a text cut short', Buffer.from([0xa1, 0x65, 0x61])],
    ['two documents', Buffer.from([0xa0, 0xa0])],
    ['a stray break', Buffer.from([0xff])],
    ['lists without end', Buffer.alloc(100_000, 0x9f)],
    ['a length beyond the body', Buffer.from([0x9b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff])],
    ['a list for a map', Buffer.from([0x80])],
  ])('refuses %s', async (_, body) => {
    const answer = await ask('ListMetrics', body);
    expect(answer.status).toBe(400);
    expect(answer.body.__type).toBe('SerializationException');
  });

  it('knows no other operation and no other method', async () => {
    expect((await ask('PutMetricData', Buffer.of(0xa0))).body.__type).toBe('UnknownOperationException');
    expect((await ask('ListMetrics', Buffer.alloc(0), 'GET')).body.__type).toBe('UnknownOperationException');
  });
});

describe('the reader', () => {
  it.each([
    ['00', 0],
    ['1903e8', 1000],
    ['1b000000e8d4a51000', 1_000_000_000_000],
    ['20', -1],
    ['3903e7', -1000],
    ['f93c00', 1],
    ['f97bff', 65_504],
    ['f90001', 2 ** -24],
    ['fa47c35000', 100_000],
    ['fbc010666666666666', -4.1],
    ['f4', false],
    ['f6', null],
    ['c11a514b67b0', 1_363_896_240],
    ['4401020304', 'AQIDBA=='],
    ['5f42010243030405ff', 'AQIDBAU='],
    ['7f657374726561646d696e67ff', 'streaming'],
    ['62c3bc', 'ü'],
    ['83010203', [1, 2, 3]],
    ['9f018202039f0405ffff', [1, [2, 3], [4, 5]]],
    ['bf61610161629f0203ffff', { a: 1, b: [2, 3] }],
  ])('reads %s, of the examples of RFC 8949', (hex, value) => {
    expect(readCbor(Buffer.from(hex, 'hex'))).toEqual(value);
  });

  it('refuses more values than any operation has', () => {
    const list = (items: number) =>
      Buffer.concat([Buffer.of(0x9f), Buffer.alloc(items, 0xa0), Buffer.of(0xff)]);
    expect(readCbor(list(90_000))).toHaveLength(90_000);
    expect(() => readCbor(list(100_001))).toThrow('not valid CBOR');
  });

  it('joins pieces of any size, millions of empty ones among them', () => {
    const text = 'é'.repeat(300);
    const bytes = Buffer.from(text);
    const pieces = Array.from(bytes, (byte) => Buffer.of(0x60, 0x61, byte));
    const body = Buffer.concat([Buffer.of(0x7f), ...pieces, Buffer.alloc(4_000_000, 0x60), Buffer.of(0xff)]);
    expect(readCbor(body)).toBe(text);
  });

  it.each([
    ['of another kind', '7f4161ff'],
    ['within a piece', '7f7f6161ffff'],
    ['without an end', '7f6161'],
    ['cut short', '7f6261'],
    ['longer than the body', '7f7bffffffffffffffff61ff'],
  ])('refuses a piece %s', (_what, hex) => {
    expect(() => readCbor(Buffer.from(hex, 'hex'))).toThrow('not valid CBOR');
  });
});
