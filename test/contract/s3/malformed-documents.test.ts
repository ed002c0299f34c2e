// Every operation of S3 that takes an XML document, given what is none: refused in S3's words, never an error of ours.
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { StructureNode } from '../../../src/core/shape.ts';
import { operations } from '../../../src/services/s3/operations/index.ts';
import { signedFetch } from '../../support/signed-fetch.ts';
import { Bucket, suite } from './support.ts';

const on = suite();

interface Taker {
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly root: string;
}

/** The operations whose input has a document, and how each is reached. */
const takers: Taker[] = Object.values(operations).flatMap(({ name, input, http }): Taker[] => {
  const members = Object.values((input as StructureNode).members);
  const document = members.find(
    ({ location, shape }) => location === 'payload' && shape.type === 'structure',
  );
  if (!document || !http || document.shape.type !== 'structure') return [];
  const [path = '', constants = ''] = http.uri.split('?');
  const needed = members.flatMap(({ location, required, name: parameter = '' }) =>
    location === 'querystring' && required ? [[parameter, 'x'] as const] : [],
  );
  const query = Object.fromEntries([...new URLSearchParams(constants), ...needed]);
  const place = path.replace('{Bucket}', name === 'CreateBucket' ? 'malformed-new' : Bucket);
  const root = document.shape.xmlName ?? document.name ?? 'Document';
  return [{ name, method: http.method, path: place.replace('{Key+}', 'k'), query, root }];
});

const documents: readonly (readonly [string, (root: string) => string])[] = [
  ['no XML', () => 'hello'],
  ['XML that breaks off', (root) => `<${root}><Rule>`],
  ['another document', () => '<Other/>'],
  ['two documents', (root) => `<${root}/><${root}/>`],
  ['elements that nobody knows', (root) => `<${root}><__proto__><a>1</a></__proto__></${root}>`],
  ['a type of its own', (root) => `<!DOCTYPE a [<!ENTITY x "y">]><${root}>&x;</${root}>`],
  [
    'entities that grow tenfold ten times',
    (root) =>
      `<!DOCTYPE a [${Array.from({ length: 10 }, (_, at) => `<!ENTITY e${at + 1} "${`&e${at};`.repeat(10)}">`).join('')}]><${root}>&e10;</${root}>`,
  ],
  [
    'elements ten thousand deep',
    (root) => `<${root}>${'<Rule>'.repeat(10_000)}${'</Rule>'.repeat(10_000)}</${root}>`,
  ],
];

describe('a document', () => {
  it('is taken by most that change a setting', () => {
    expect(takers.length).toBeGreaterThan(25);
  });

  it.each(documents)('that is %s is malformed, whoever is given it', async (_what, write) => {
    await on.put('k');
    for (const { name, method, path, query, root } of takers) {
      const body = write(root);
      const headers = { 'content-md5': createHash('md5').update(body).digest('base64') };
      const { status, text } = await signedFetch(on.aws, method, path, { query, body, headers });
      expect([name, status, text]).toEqual([name, 400, expect.stringContaining('<Code>MalformedXML</Code>')]);
    }
  });

  it('whose element has ten thousand and one attributes is malformed, else it is none', async () => {
    const tagging = (attributes: number) => {
      const many = Array.from({ length: attributes }, (_, at) => ` a${at}=""`).join('');
      return `<Tagging><TagSet${many}><Tag><Key>k</Key><Value>v</Value></Tag></TagSet></Tagging>`;
    };
    const put = async (body: string) => {
      const headers = { 'content-md5': createHash('md5').update(body).digest('base64') };
      return signedFetch(on.aws, 'PUT', `/${Bucket}`, { query: { tagging: '' }, body, headers });
    };
    const refused = await put(tagging(10_001));
    expect([refused.status, refused.text]).toEqual([
      400,
      expect.stringContaining('<Code>MalformedXML</Code>'),
    ]);
    expect((await put(tagging(10_000))).status).toBe(204);
  });
});
