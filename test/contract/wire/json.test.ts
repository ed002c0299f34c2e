// json-1.1 and json-1.0: the codec, AWS's own errors, the headers of a recorded KMS answer (facts/kms.md §4).
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWire, type Wire } from './fake-services.ts';
import { type Answer, send, unchecked } from './raw-http.ts';

let wire: Wire;
beforeAll(async () => {
  wire = await startWire();
});
afterAll(() => wire.close());

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

const post = (operation: string, body: string | Uint8Array, headers: Record<string, string> = {}) =>
  send(wire, {
    method: 'POST',
    headers: {
      'x-amz-target': `TrentService.${operation}`,
      'content-type': 'application/x-amz-json-1.1',
      authorization: unchecked('kms'),
      ...headers,
    },
    body,
  });
const json = ({ text }: Answer) => JSON.parse(text) as Record<string, unknown>;

describe('a JSON request', () => {
  it('is read by its shape and answered by it', async () => {
    const input = {
      Text: 'é€😀',
      Count: 3,
      Flag: false,
      Bytes: Buffer.from([0, 255]).toString('base64'),
      When: 1_700_000_000.125,
      Names: ['a', 'b'],
      Context: { a: 'b', __proto__x: 'c', constructor: 'd' },
      Nested: { Inner: 'x' },
    };
    const answer = await post('Echo', JSON.stringify({ ...input, Unknown: 1, Flag: false }));
    expect(answer.status).toBe(200);
    expect(json(answer)).toEqual(input);
    expect(wire.last()?.input).toMatchObject({
      Bytes: Buffer.from([0, 255]),
      When: new Date(1_700_000_000_125),
    });
    expect(answer.headers).toMatchObject({
      'content-type': 'application/x-amz-json-1.1',
      'cache-control': 'no-cache, no-store, must-revalidate, private',
      expires: '0',
      pragma: 'no-cache',
      'content-length': String(answer.bytes.length),
    });
    expect(answer.headers['x-amzn-requestid']).toMatch(UUID);
    expect(answer.headers.date).toMatch(/GMT$/);
  });

  it('keeps a map key called __proto__', async () => {
    const answer = await post('Echo', '{"Context":{"__proto__":"x"}}');
    expect(answer.text).toBe('{"Context":{"__proto__":"x"}}');
  });

  it('takes null for absent, and an empty body for an empty input', async () => {
    expect(json(await post('Echo', '{"Text":null}'))).toEqual({});
    expect((await post('Echo', '')).text).toBe('{}');
  });

  it('is answered without a byte where the operation has no output', async () => {
    const answer = await post('Nothing', '{}');
    expect([answer.status, answer.text, answer.headers['content-length']]).toEqual([200, '', '0']);
  });

  it('speaks 1.0 to whom asks in 1.0', async () => {
    const answer = await post('Nothing', '{}', { 'content-type': 'application/x-amz-json-1.0' });
    expect(answer.headers['content-type']).toBe('application/x-amz-json-1.0');
  });

  it('is found by its signing scope, its target, and needs no particular content type', async () => {
    const answer = await send(wire, {
      method: 'POST',
      path: '/',
      headers: { 'x-amz-target': 'TrentService.Echo', 'content-type': 'nonsense' },
      body: '{"Count":1}',
    });
    expect(answer.text).toBe('{"Count":1}');
    expect(wire.last()?.call.principal).toEqual({ type: 'anonymous' });
  });

  it('carries the caller, the region and the request id into the call', async () => {
    const answer = await post('Echo', '{}', {
      authorization: unchecked('kms', '111122223333', 'eu-central-1'),
      'user-agent': 'me',
    });
    expect(wire.last()?.call).toMatchObject({
      account: '111122223333',
      region: 'eu-central-1',
      principal: { type: 'root', account: '111122223333', accessKeyId: '111122223333' },
      requestId: answer.headers['x-amzn-requestid'],
      userAgent: 'me',
      sourceIp: '127.0.0.1',
      secure: false,
      signature: { version: 'AWS4-HMAC-SHA256', type: 'REST-HEADER' },
    });
  });
});

describe('a JSON error', () => {
  it('has its type, its message and its members', async () => {
    const answer = await post('Fail', '{}');
    expect(answer.status).toBe(400);
    expect(answer.text).toBe(
      `{"__type":"NotFoundException","message":"Alias <x> & 'y' is not found.","Extra":"more"}`,
    );
    expect(answer.headers['content-type']).toBe('application/x-amz-json-1.1');
  });

  it('has no message member where AWS sends none', async () => {
    expect((await post('Fail', '{"Silent":true}')).text).toBe('{"__type":"InvalidCiphertextException"}');
  });

  it.each([
    ['is no JSON', '{"Text":'],
    ['is a list', '[]'],
    ['is a word', '"x"'],
    ['is null', 'null'],
    ['holds a number for a string', '{"Text":1}'],
    ['holds a string for a number', '{"Count":"1"}'],
    ['holds a map for a string', '{"Text":{}}'],
    ['holds a list for a map', '{"Context":[]}'],
    ['holds a string for a structure', '{"Nested":"x"}'],
    ['holds a null in a list', '{"Names":[null]}'],
    ['holds a null in a map', '{"Context":{"a":null}}'],
    ['holds bytes that are no base64', '{"Bytes":"?"}'],
    ['holds base64url', '{"Bytes":"-_-_"}'],
    ['holds a time beyond time', '{"When":1e300}'],
  ])('is a SerializationException where the document %s', async (_case, body) => {
    const answer = await post('Echo', body);
    expect([answer.status, json(answer).__type]).toEqual([400, 'SerializationException']);
  });

  it.each([
    ['lists', '['.repeat(100_000), ']'.repeat(100_000)],
    ['maps', '{"a":'.repeat(100_000), '}'.repeat(100_000)],
  ])('is a SerializationException where %s lie a hundred thousand deep', async (_what, open, close) => {
    const answer = await post('Echo', `{"Unknown":${open}1${close}}`);
    expect([answer.status, json(answer).__type]).toEqual([400, 'SerializationException']);
  });

  it('is none for brackets in a text, nor for a long document that is as flat as others', async () => {
    const Unknown = ['[{"\\'.repeat(30_000), ...Array.from({ length: 20_000 }, () => [{ a: [] }])];
    const answer = await post('Echo', JSON.stringify({ Text: '[', Unknown }));
    expect([answer.status, json(answer).Text]).toEqual([200, '[']);
  });

  it('is a SerializationException where there are more values than any operation has', async () => {
    const answer = await post('Echo', `{"Unknown":[${'{},'.repeat(100_000)}0]}`);
    expect([answer.status, json(answer).__type]).toEqual([400, 'SerializationException']);
  });

  it('is a SerializationException where the document is not UTF-8', async () => {
    const answer = await post('Echo', Buffer.from('{"Text":"\xff"}', 'latin1'));
    expect(json(answer).__type).toBe('SerializationException');
  });

  it('lists what validation finds', async () => {
    const answer = await post('Echo', JSON.stringify({ Text: 'x'.repeat(101), Nested: {} }));
    expect(json(answer)).toEqual({
      __type: 'ValidationException',
      message: expect.stringMatching(
        /^2 validation errors detected: Value 'x+' at 'text' failed .* 100; Value null at 'nested.inner'/,
      ),
    });
  });

  it.each(['Nope', 'Echo.x', ''])('is an UnknownOperationException for %j', async (operation) => {
    const answer = await post(operation, '{}');
    expect([answer.status, answer.text]).toEqual([400, '{"__type":"UnknownOperationException"}']);
  });

  it('is an UnknownOperationException for a service that does not stand here', async () => {
    const answer = await send(wire, {
      method: 'POST',
      headers: { 'x-amz-target': 'DynamoDB_20120810.ListTables', authorization: unchecked('dynamodb') },
      body: '{}',
    });
    expect(answer.text).toBe(
      '{"__type":"UnknownOperationException","message":"No service that answers to DynamoDB_20120810.ListTables stands here."}',
    );
  });

  it('is an InternalFailure without a word of what broke, which stands in the log', async () => {
    const answer = await post('Crash', '{}');
    expect(answer.status).toBe(500);
    expect(json(answer).__type).toBe('InternalFailure');
    expect(answer.text).not.toContain('shadow');
    expect(wire.logged.at(-1)).toMatchObject({
      err: expect.objectContaining({ message: 'a secret path /etc/shadow', stack: expect.any(String) }),
      requestId: answer.headers['x-amzn-requestid'],
    });
  });

  it('lets no line break of a header through', async () => {
    const answer = await post('Injected', '{}');
    expect([answer.status, answer.headers['x-evil']]).toEqual([400, undefined]);
    expect(answer.headers['x-odd']).toMatch(/^a {2}x-evil: 1/);
  });

  it('tells a full disk from a bug', async () => {
    const answer = await post('DiskFull', '{}');
    expect([answer.status, json(answer).message]).toEqual([500, expect.stringContaining('disk space')]);
  });

  it('refuses a body of more than 4 MiB', async () => {
    expect((await post('Echo', `{}${' '.repeat(4 * 1024 * 1024 - 2)}`)).status).toBe(200);
    const answer = await post('Echo', Buffer.alloc(4 * 1024 * 1024 + 1, 0x20));
    expect([answer.status, json(answer).__type]).toEqual([413, 'RequestEntityTooLargeException']);
  });

  it('is UnknownOperationException for a GET that names no operation', async () => {
    const answer = await send(wire, { path: '/', headers: { authorization: unchecked('kms') } });
    expect(answer.text).toBe('{"__type":"UnknownOperationException"}');
  });
});
