// The Query protocol: forms and GET, lists, maps, the index grammar probed on AWS (facts/ses-receiving.md §1).
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWire, type Wire } from './fake-services.ts';
import { code, message, send, unchecked } from './raw-http.ts';

let wire: Wire;
beforeAll(async () => {
  wire = await startWire();
});
afterAll(() => wire.close());

const post = (form: string, headers: Record<string, string> = { authorization: unchecked('ses') }) =>
  send(wire, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8', ...headers },
    body: form,
  });
const reorder = (form: string) => post(`Action=Reorder&Version=2010-12-01&${form}`);

describe('a Query request', () => {
  it('is read by its shape', async () => {
    const answer = await reorder(
      'SetName=a+b%26c&Names.member.2=y&Names.member.1=x&Tags.member.1.Key=k&Tags.member.1.Value=&Flat.1=7&Flat.2=8' +
        '&Attributes.entry.1.key=one&Attributes.entry.1.value=1&Raw=AP8%3D&Enabled=true&At=2026-01-02T03%3A04%3A05Z&Filter.Cidr=1.2.3.4',
    );
    expect(answer.status).toBe(200);
    expect(wire.last()?.input).toEqual({
      SetName: 'a b&c',
      Names: ['x', 'y'],
      Tags: [{ Key: 'k', Value: '' }],
      Flat: [7, 8],
      Attributes: { one: '1' },
      Raw: Buffer.from([0, 255]),
      Enabled: true,
      At: new Date('2026-01-02T03:04:05Z'),
      Filter: { Cidr: '1.2.3.4' },
    });
  });

  it('is answered in its envelope, escaped', async () => {
    const answer = await reorder(
      `Names.member.1=${encodeURIComponent('<&>')}&Tags.member.1.Key=k&Attributes.entry.1.key=a&Attributes.entry.1.value=b&At=2026-01-02T03:04:05Z`,
    );
    expect(answer.headers['content-type']).toBe('text/xml');
    const id = answer.headers['x-amzn-requestid'];
    expect(answer.text).toBe(
      '<ReorderResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><ReorderResult>' +
        '<Names><member>&lt;&amp;&gt;</member></Names><Tags><member><Key>k</Key></member></Tags>' +
        '<Attributes><entry><key>a</key><value>b</value></entry></Attributes><At>2026-01-02T03:04:05.000Z</At>' +
        `</ReorderResult><ResponseMetadata><RequestId>${id}</RequestId></ResponseMetadata></ReorderResponse>\n`,
    );
  });

  it('takes a name with an empty value for an empty list', async () => {
    await reorder('Names=&Tags=');
    expect(wire.last()?.input).toEqual({ Names: [], Tags: [] });
  });

  it('keeps the first of two values under one name', async () => {
    await reorder('Names.member.1=first&Names.member.1=second');
    expect(wire.last()?.input).toEqual({ Names: ['first'] });
  });

  it('fills a small gap with empty members', async () => {
    await reorder('Names.member.1=a&Names.member.3=c');
    expect(wire.last()?.input).toEqual({ Names: ['a', '', 'c'] });
  });

  it('may come in the URL', async () => {
    const answer = await send(wire, {
      path: '/?Action=Reorder&Version=2010-12-01&SetName=x',
      headers: { authorization: unchecked('ses') },
    });
    expect(answer.status).toBe(200);
    expect(wire.last()?.input).toEqual({ SetName: 'x' });
  });

  it('finds its service by version where nobody signed it', async () => {
    const answer = await post('Action=Delete&Version=2010-05-08&SetName=x', {});
    expect(answer.text).toContain(
      '<DeleteResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><DeleteResult>',
    );
    expect((await post('Action=Delete&Version=2010-12-01&SetName=x', {})).text).toContain('http://ses.');
  });

  it('finds its service by its scope, `email` being SES as well', async () => {
    for (const [scope, host] of [
      ['email', 'ses.'],
      ['ses', 'ses.'],
      ['iam', 'iam.'],
    ]) {
      const answer = await post('Action=Delete&SetName=x', { authorization: unchecked(scope ?? '') });
      expect(answer.text).toContain(`//${host}amazonaws.com`);
    }
  });
});

describe('a Query error', () => {
  it("has AWS's form and its members", async () => {
    const answer = await post('Action=Delete&SetName=absent');
    expect(answer.status).toBe(400);
    const id = answer.headers['x-amzn-requestid'];
    expect(answer.text).toBe(
      '<ErrorResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><Error><Type>Sender</Type><Code>RuleSetDoesNotExist</Code>' +
        `<Message>Rule set does not exist: absent</Message><Name>absent</Name></Error><RequestId>${id}</RequestId></ErrorResponse>\n`,
    );
  });

  it.each([
    ['Names.member.0=a', '0 is not a valid index'],
    ['Names.member.1=a&Names.member.1500=b', 'Excessively sparse input would skip 1,499 list elements'],
    [
      'Names.member.1=a&Names.member.2=b&Names.member.3=c&Names.member.14=d',
      'Excessively sparse input would skip 11 list elements',
    ],
    ['Names.member.01=a', 'Value found where not expected'],
    ['Names.member.x=a', 'Start of list found where not expected'],
    ['Names.member.999999999=a', 'Index 999999999 is illegal'],
  ])('is MalformedInput for %s', async (form, text) => {
    const answer = await reorder(form);
    expect([answer.status, code(answer), message(answer)]).toEqual([400, 'MalformedInput', text]);
  });

  it.each(['Flat.1=x', 'Enabled=maybe', 'At=now', 'Raw=%3F', 'SetName.x=1', 'Attributes.entry.1.key=a'])(
    'is MalformedInput for %s',
    async (form) => {
      const answer = await reorder(form);
      expect([answer.status, code(answer)]).toEqual([400, 'MalformedInput']);
    },
  );

  it('is MalformedInput for a name of bottomless depth', async () => {
    expect(code(await reorder(`${'a.'.repeat(5000)}=1`))).toBe('MalformedInput');
  });

  it('is MalformedQueryString for more parameters than any operation has', async () => {
    expect((await reorder('x=y&'.repeat(9_990))).status).toBe(200);
    const answer = await reorder('x=y&'.repeat(10_000));
    expect([answer.status, code(answer)]).toEqual([404, 'MalformedQueryString']);
  });

  it('may be as long as its service takes, and no longer', async () => {
    const raw = (bytes: number) => `Raw=${'QUJD'.repeat(bytes / 4)}`;
    expect((await reorder(raw(15 * 1024 * 1024))).status).toBe(200);
    const tooLong = await reorder(raw(16 * 1024 * 1024));
    expect([tooLong.status, code(tooLong)]).toEqual([413, 'RequestEntityTooLarge']);
    const elsewhere = await post(`Action=Delete&SetName=a&${raw(4 * 1024 * 1024)}`, {
      authorization: unchecked('iam'),
    });
    expect([elsewhere.status, code(elsewhere)]).toEqual([413, 'RequestEntityTooLarge']);
  });

  it.each([
    ['SetName=x', 400, 'MissingAction'],
    ['Action=&SetName=x', 400, 'MissingAction'],
    ['Action=Nope&Version=2010-12-01', 400, 'InvalidAction'],
    ['Action=%zz', 404, 'MalformedQueryString'],
    ['Action=%ff', 404, 'MalformedQueryString'],
  ])('%s is %i %s', async (form, status, expected) => {
    const answer = await post(form);
    expect([answer.status, code(answer)]).toEqual([status, expected]);
  });

  it("refuses another service's action under its own scope", async () => {
    expect(code(await post('Action=Reorder', { authorization: unchecked('iam') }))).toBe('InvalidAction');
  });
});
