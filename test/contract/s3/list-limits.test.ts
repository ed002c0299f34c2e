// What the lists say of a limit or a marker that is no number, too great, or negative: each in words of its own
// (recorded of us-west-1, September 2026, and versitygw#1383, #1794, #1809).
import { beforeAll, describe, expect, it } from 'vitest';
import { signedFetch } from '../../support/signed-fetch.ts';
import { Bucket, suite } from './support.ts';

const on = suite();
let upload: Readonly<Record<string, string>>;
beforeAll(async () => {
  await on.put('k', '0123456789');
  upload = { uploadId: (await on.begin('parts')).UploadId ?? '' };
});

async function refusal(path: string, query: Readonly<Record<string, string>>) {
  const { status, text } = await signedFetch(on.aws, 'GET', path, { query });
  const element = (name: string) => new RegExp(`<${name}>(.*?)</${name}>`).exec(text)?.[1];
  return [status, element('Code'), element('Message'), element('ArgumentName'), element('ArgumentValue')];
}
const refused = (message: string, name: string, value?: string) => [
  400,
  'InvalidArgument',
  message,
  name,
  value,
];
const within = (argument: string) => `Argument ${argument} must be an integer between 0 and 2147483647`;
const unreadable = (argument: string) => `Provided ${argument} not an integer or within integer range`;

describe('a limit of a list', () => {
  it.each(['abc', '99999999999', '-2147483649', '1.5'])('is no number within range: %s', async (value) => {
    const of = (query: Readonly<Record<string, string>>) => refusal(`/${Bucket}`, query);
    const keys = refused(unreadable('max-keys'), 'max-keys', value);
    expect(await of({ 'max-keys': value })).toEqual(keys);
    expect(await of({ 'list-type': '2', 'max-keys': value })).toEqual(keys);
    expect(await of({ versions: '', 'max-keys': value })).toEqual(keys);
    const uploads = refused(unreadable('max-uploads'), 'max-uploads', value);
    expect(await of({ uploads: '', 'max-uploads': value })).toEqual(uploads);
    for (const name of ['max-parts', 'part-number-marker']) {
      const parts = await refusal(`/${Bucket}/parts`, { ...upload, [name]: value });
      expect(parts).toEqual(refused(unreadable(name), name, value));
    }
    expect(await refusal('/', { 'max-buckets': value })).toEqual(
      refused(unreadable('max-buckets'), 'max-buckets', value),
    );
  });

  it('may not be negative', async () => {
    const keys = refused(within('maxKeys'), 'maxKeys', '-1');
    expect(await refusal(`/${Bucket}`, { 'max-keys': '-1' })).toEqual(keys);
    expect(await refusal(`/${Bucket}`, { 'list-type': '2', 'max-keys': '-1' })).toEqual(keys);
    expect(await refusal(`/${Bucket}`, { versions: '', 'max-keys': '-1' })).toEqual(
      refused('max-keys cannot be negative', 'max-keys'),
    );
    expect(await refusal(`/${Bucket}`, { uploads: '', 'max-uploads': '-1' })).toEqual(
      refused(within('max-uploads'), 'max-uploads', '-1'),
    );
    for (const name of ['max-parts', 'part-number-marker']) {
      expect(await refusal(`/${Bucket}/parts`, { ...upload, [name]: '-5' })).toEqual(
        refused(within(name), name, '-5'),
      );
    }
    for (const value of ['-1', '0', '10001']) {
      const buckets = refused(
        'Argument max-buckets must be an integer between 1 and 10000',
        'max-buckets',
        value,
      );
      expect(await refusal('/', { 'max-buckets': value })).toEqual(buckets);
    }
  });

  it('that is empty is none, and one of another operation is passed over', async () => {
    const answers = async (path: string, query: Readonly<Record<string, string>>) =>
      expect((await refusal(path, query))[0]).toBe(200);
    await answers(`/${Bucket}`, { 'max-keys': '' });
    await answers(`/${Bucket}`, { versions: '', 'max-keys': '' });
    await answers(`/${Bucket}`, { 'max-parts': 'abc' });
    await answers(`/${Bucket}/k`, { 'max-keys': 'abc', 'part-number-marker': 'x' });
  });
});

describe('the number of a part that is read', () => {
  it.each(['x', '0', '-1', '10001', '99999999999'])('is none of 1 to 10000: %s', async (partNumber) => {
    expect(await refusal(`/${Bucket}/k`, { partNumber })).toEqual(
      refused('Part number must be an integer between 1 and 10000, inclusive', 'partNumber', partNumber),
    );
  });
});
