// Pipelined requests: answered in their order and acted on in it, whatever their bodies (RFC 9112 §9.3.2).
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { sendBytes, unchecked } from './raw-http.ts';

let aws: TestServer;
let port: number;
beforeAll(async () => {
  aws = await startTestServer();
  port = Number(new URL(aws.url).port);
  await sendBytes({ port }, [request('PUT', '/pipe', '', 'Connection: close')]);
});
afterAll(() => aws.close());

function request(method: string, target: string, body = '', ...more: string[]): string {
  const lines = [
    `${method} ${target} HTTP/1.1`,
    'Host: h',
    `Authorization: ${unchecked('s3', 'test')}`,
    'x-amz-date: 20260101T000000Z',
    'x-amz-content-sha256: UNSIGNED-PAYLOAD',
    `Content-Length: ${Buffer.byteLength(body)}`,
    ...more,
  ];
  return `${lines.join('\r\n')}\r\n\r\n${body}`;
}
const chunked = (target: string, text: string): string =>
  request(
    'PUT',
    target,
    `${text.length.toString(16)}\r\n${text}\r\n0\r\n\r\n`,
    'Content-Encoding: aws-chunked',
    `x-amz-decoded-content-length: ${text.length}`,
  ).replace('UNSIGNED-PAYLOAD', 'STREAMING-UNSIGNED-PAYLOAD-TRAILER');
const statuses = (text: string) => [...text.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => status);

it('a thousand of them, of all kinds, see what stands before them and nothing of what stands behind', async () => {
  const rounds = Array.from({ length: 167 }, (_, round) => [
    request('HEAD', `/pipe/${round}`),
    request('PUT', `/pipe/${round}`, 'z'.repeat(round * 700)),
    request('GET', `/pipe/${round}`),
    chunked(`/pipe/${round}`, `round ${round}`),
    request('GET', `/pipe/${round}`),
    request('DELETE', `/pipe/${round}`),
  ]).flat();
  const last = request('GET', '/pipe', '', 'Connection: close');
  const text = await sendBytes({ port }, [rounds.join(''), last]);
  const expected = Array.from({ length: 167 }, () => ['404', '200', '200', '200', '200', '204']).flat();
  expect(statuses(text)).toEqual([...expected, '200']);
  expect(text.match(/round \d+/g)).toEqual(Array.from({ length: 167 }, (_, round) => `round ${round}`));
});

it('a flood of them is answered to its end', async () => {
  const flood = request('GET', '/pipe').repeat(2_000);
  const text = await sendBytes({ port }, [flood, request('GET', '/pipe', '', 'Connection: close')]);
  expect(statuses(text).filter((status) => status === '200')).toHaveLength(2_001);
});

it('those in front of a broken one are answered first, and no connection is left behind', async () => {
  const server = await startTestServer();
  const there = { port: Number(new URL(server.url).port) };
  const broken = request('POST', '/pipe?delete').replace('Content-Length: 0', 'Transfer-Encoding: chunked');
  const text = await sendBytes(there, [
    `${request('PUT', '/pipe')}${request('PUT', '/pipe/k', 'k'.repeat(100_000))}${broken}zz\r\n`,
  ]);
  expect(statuses(text)).toEqual(['200', '200', '400']);
  expect(text).toContain('<Code>BadRequest</Code>');
  await server.close();
});
