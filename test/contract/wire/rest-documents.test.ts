// rest-xml documents as they come in: XML in whatever order, its limits, its digests.
import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWire, type Wire } from './fake-services.ts';
import { code, type RawRequest, send } from './raw-http.ts';

let wire: Wire;
beforeAll(async () => {
  wire = await startWire();
});
afterAll(() => wire.close());

const NAMESPACE = 'http://s3.amazonaws.com/doc/2006-03-01/';
const put = (body: string | Uint8Array, headers: RawRequest['headers'] = {}) =>
  send(wire, { method: 'PUT', path: '/b?replication', headers, body });
const configured = () => wire.lastInput<{ ReplicationConfiguration: unknown }>().ReplicationConfiguration;

describe('an XML body', () => {
  it('is read in any order, with a namespace, a prefix, a prolog, comments and CDATA', async () => {
    const answer = await put(
      `\ufeff<?xml version="1.0" encoding="UTF-8"?><!-- hello --><s3:ReplicationConfiguration xmlns:s3="${NAMESPACE}">` +
        '<s3:Rule><s3:Filter><s3:Prefix><![CDATA[a<b]]></s3:Prefix></s3:Filter><s3:ID>one</s3:ID><s3:Priority> 1 </s3:Priority></s3:Rule>' +
        '<s3:Role>r &amp; &#x41;</s3:Role>' +
        '<s3:Rule><s3:Enabled>true</s3:Enabled><s3:Filter/><s3:Date>2026-01-02</s3:Date></s3:Rule>' +
        '</s3:ReplicationConfiguration>',
    );
    expect(answer.status).toBe(200);
    expect(configured()).toEqual({
      Role: 'r & A',
      Rules: [
        { ID: 'one', Priority: 1, Filter: { Prefix: 'a<b' } },
        { Enabled: true, Filter: {}, Date: new Date('2026-01-02') },
      ],
    });
  });

  it('is kept alike in whatever order its elements come', async () => {
    const rule = (...elements: string[]) =>
      put(`<ReplicationConfiguration><Rule>${elements.join('')}</Rule></ReplicationConfiguration>`);
    const filter = (...elements: string[]) => `<Filter>${elements.join('')}</Filter>`;
    await rule('<ID>one</ID>', '<Priority>1</Priority>', filter('<Prefix>a</Prefix>'));
    const kept = JSON.stringify(configured());
    await rule(filter('<Prefix>a</Prefix>'), '<Priority>1</Priority>', '<ID>one</ID>');
    expect(JSON.stringify(configured())).toBe(kept);
  });

  it('keeps the spaces of a text', async () => {
    await put(
      '<ReplicationConfiguration>\n  <Role> </Role>\n  <Rule><ID> a\tb </ID></Rule></ReplicationConfiguration>',
    );
    expect(configured()).toEqual({ Role: ' ', Rules: [{ ID: ' a\tb ' }] });
  });

  it('reads attributes and wrapped lists', async () => {
    await put(
      '<ReplicationConfiguration><Grants><Grant><Grantee xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="CanonicalUser"><ID>1</ID></Grantee>' +
        '<Permission>READ</Permission></Grant></Grants></ReplicationConfiguration>',
    );
    expect(configured()).toEqual({
      Grants: [{ Grantee: { Type: 'CanonicalUser', ID: '1' }, Permission: 'READ' }],
    });
  });

  it('is absent where there is none', async () => {
    await put('');
    expect(wire.last()?.input).toEqual({ Bucket: 'b' });
  });

  it('is the same by the parser for long lists', async () => {
    const key = (i: number) => `a&b<${i}>`;
    const keys = Array.from(
      { length: 1000 },
      (_, i) => `<Object>\n<Key>a&amp;b&lt;${i}&gt;</Key></Object>`,
    ).join('');
    const answer = await send(wire, {
      method: 'POST',
      path: '/b?delete',
      body: `<Delete xmlns="${NAMESPACE}"><Quiet>true</Quiet>${keys}</Delete>`,
    });
    expect(answer.status).toBe(200);
    const { Delete } = wire.lastInput<{ Delete: { Objects: { Key: string }[]; Quiet: boolean } }>();
    expect(Delete.Quiet).toBe(true);
    expect(Delete.Objects.map(({ Key }) => Key)).toEqual(Array.from({ length: 1000 }, (_, i) => key(i)));
  });

  const long = `<!--${'x'.repeat(20_000)}-->`;
  it.each(
    [
      ['is no XML', 'hello'],
      ['does not end', '<ReplicationConfiguration><Role>'],
      ['crosses its tags', '<ReplicationConfiguration><Role></ReplicationConfiguration></Role>'],
      ['has two roots', '<ReplicationConfiguration/><ReplicationConfiguration/>'],
      ['has words behind its root', '<ReplicationConfiguration/>words'],
      ['has a rest of another behind its root', '<ReplicationConfiguration/></Rule>'],
      ['has another root', '<Configuration/>'],
      ['has an unknown element', '<ReplicationConfiguration><Rôle/></ReplicationConfiguration>'],
      [
        'has an unknown element deep down',
        '<ReplicationConfiguration><Rule><Filter><Nope/></Filter></Rule></ReplicationConfiguration>',
      ],
      [
        'says one thing twice',
        '<ReplicationConfiguration><Role>a</Role><Role>b</Role></ReplicationConfiguration>',
      ],
      ['has elements in a text', '<ReplicationConfiguration><Role><b/></Role></ReplicationConfiguration>'],
      [
        'has a word for a number',
        '<ReplicationConfiguration><Rule><Priority>x</Priority></Rule></ReplicationConfiguration>',
      ],
      [
        'has a number too large',
        '<ReplicationConfiguration><Rule><Priority>99999999999</Priority></Rule></ReplicationConfiguration>',
      ],
      [
        'has a word for a boolean',
        '<ReplicationConfiguration><Rule><Enabled>maybe</Enabled></Rule></ReplicationConfiguration>',
      ],
      [
        'has a word for a date',
        '<ReplicationConfiguration><Rule><Date>soon</Date></Rule></ReplicationConfiguration>',
      ],
      [
        'has a DTD',
        '<!DOCTYPE x [<!ENTITY a "b">]><ReplicationConfiguration><Role>&a;</Role></ReplicationConfiguration>',
      ],
      ['has an external entity', '<!DOCTYPE x SYSTEM "file:///etc/passwd"><ReplicationConfiguration/>'],
      ['has an unknown entity', '<ReplicationConfiguration><Role>&nbsp;</Role></ReplicationConfiguration>'],
      [
        'has more elements than any operation takes',
        `<ReplicationConfiguration>${'<Rule/>'.repeat(100_000)}</ReplicationConfiguration>`,
      ],
      ['is nested without end', `<ReplicationConfiguration>${'<Rule>'.repeat(5000)}`],
      [
        'is nested without end and closed',
        `<ReplicationConfiguration>${'<Rule>'.repeat(1000)}${'</Rule>'.repeat(1000)}</ReplicationConfiguration>`,
      ],
      ['is JSON', '{"Role":"x"}'],
    ].flatMap(([what = '', xml = '']) => [
      [what, xml],
      [`${what} (long)`, xml + long],
    ]),
  )('that %s is MalformedXML', async (_what, xml) => {
    const answer = await put(xml);
    expect([answer.status, code(answer)]).toEqual([400, 'MalformedXML']);
    expect(answer.text).toContain(
      '<Message>The XML you provided was not well-formed or did not validate against our published schema</Message>',
    );
  });

  it('that is not UTF-8 is MalformedXML', async () => {
    const latin1 = '<ReplicationConfiguration><Role>\xff</Role></ReplicationConfiguration>';
    expect(code(await put(Buffer.from(latin1, 'latin1')))).toBe('MalformedXML');
  });

  it('past the limit is refused', async () => {
    const answer = await put(Buffer.alloc(17 * 1024 * 1024, 0x20));
    expect([answer.status, code(answer)]).toEqual([400, 'MaxMessageLengthExceeded']);
  });
});

describe("a document's digests", () => {
  const XML = '<ReplicationConfiguration/>';
  const digest = (algorithm: string, text = XML) => createHash(algorithm).update(text).digest('base64');
  const crc = (text: string) =>
    Buffer.from(crc32(text).toString(16).padStart(8, '0'), 'hex').toString('base64');
  const right = {
    'content-md5': digest('md5'),
    'x-amz-checksum-crc32': crc(XML),
    'x-amz-checksum-sha1': digest('sha1'),
    'x-amz-checksum-sha256': digest('sha256'),
  };

  it('may all be there', async () => {
    expect((await put(XML, right)).status).toBe(200);
  });

  it.each(Object.keys(right))('are checked (%s)', async (name) => {
    const wrong = name === 'x-amz-checksum-crc32' ? crc('x') : digest(name.replace(/.*-/, ''), 'x');
    const answer = await put(XML, { [name]: wrong });
    expect([answer.status, code(answer)]).toEqual([400, 'BadDigest']);
    const nonsense = await put(XML, { [name]: 'nonsense' });
    expect([nonsense.status, code(nonsense)]).toEqual([
      400,
      name === 'content-md5' ? 'InvalidDigest' : 'InvalidRequest',
    ]);
  });

  it.each(['__proto__', 'constructor', 'crc31'])(
    'of algorithms that are none (%s) are passed over',
    async (name) => {
      const answer = await put(XML, { [`x-amz-checksum-${name}`]: 'nonsense' });
      expect(answer.status).toBe(200);
    },
  );
});
