// The scope that a credential is signed for, held against the endpoint and the request's day; and the pseudo region.
import { HeadBucketCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { presign, type Signer, signHeaders } from '../../support/signer.ts';
import { createUser, may } from '../../support/users.ts';
import { send } from './raw-http.ts';

let aws: TestServer;
let known: Signer;
beforeAll(async () => {
  aws = await startTestServer();
  const { keys } = await createUser(aws, 'known', [may('*')]);
  known = { accessKeyId: keys.accessKeyId, secret: keys.secretAccessKey, service: 's3' };
});
afterAll(() => aws.close());

const HERE = 's3.us-east-1.localhost';
const unknown: Signer = { accessKeyId: 'test', secret: 'test', service: 's3' };
const member = (text: string, name: string) => new RegExp(`<${name}>(.*?)</${name}>`).exec(text)?.[1];

async function ask(signer: Signer, host: string, change = (authorization: string) => authorization) {
  const { headers, target } = signHeaders(signer, { method: 'GET', host, path: '/' });
  const authorization = change(headers.authorization ?? headers.Authorization ?? '');
  return send(aws, { path: target, headers: { ...headers, authorization } });
}
const lent = (signer: Signer, host: string, change = (path: string) => path) =>
  send(aws, { path: change(presign(signer, { method: 'GET', host, path: '/' })), headers: { host } });

describe('the scope of a signature for S3', () => {
  it('is of the endpoint’s region', async () => {
    for (const signer of [known, unknown]) {
      expect((await ask(signer, HERE)).status).toBe(200);
      const refused = await ask({ ...signer, region: 'eu-west-1' }, HERE);
      expect(refused.status).toBe(400);
      expect(member(refused.text, 'Code')).toBe('AuthorizationHeaderMalformed');
      expect(member(refused.text, 'Message')).toMatch(
        /^The authorization header is malformed; the region \S*eu-west-1\S* is wrong; expecting \S*us-east-1\S*$/,
      );
      expect(member(refused.text, 'Region')).toBe('us-east-1');
      const url = await lent({ ...signer, region: 'eu-west-1' }, HERE);
      expect([url.status, member(url.text, 'Code'), member(url.text, 'Region')]).toEqual([
        400,
        'AuthorizationQueryParametersError',
        'us-east-1',
      ]);
    }
  });

  it('is of any region where the endpoint names none', async () => {
    expect((await ask({ ...known, region: 'eu-west-1' }, 's3.localhost')).status).toBe(200);
  });

  it('is of the day of the request', async () => {
    const yesterday = (text: string) =>
      text.replace(/\/\d{8}\//, '/20200101/').replace(/%2F\d{8}%2F/, '%2F20200101%2F');
    const refused = await ask(known, HERE, yesterday);
    expect([refused.status, member(refused.text, 'Message')]).toEqual([
      400,
      'The authorization header is malformed; Invalid credential date. Date is not the same as X-Amz-Date.',
    ]);
    const url = await lent(known, HERE, yesterday);
    expect([url.status, member(url.text, 'Code')]).toEqual([400, 'AuthorizationQueryParametersError']);
    expect(member(url.text, 'Message')).toMatch(
      /^Invalid credential date &quot;20200101&quot;\. This date is not the same as X-Amz-Date: &quot;\d{8}&quot;\.$/,
    );
  });

  it('may be encoded twice by nobody', async () => {
    const url = await lent(unknown, HERE, (path) => path.replaceAll('%2F', '%252F'));
    expect([url.status, member(url.text, 'Code')]).toEqual([400, 'AuthorizationQueryParametersError']);
    expect(member(url.text, 'Message')).toContain('the Credential is mal-formed');
  });
});

describe('aws-global', () => {
  it('stands for us-east-1, for so Terraform signs to an endpoint of one’s own', async () => {
    for (const [Bucket, host] of [
      ['made-globally', 's3.localhost'],
      ['made-regionally', HERE],
    ] as const) {
      const signer = { ...unknown, region: 'aws-global' };
      const { headers, target } = signHeaders(signer, { method: 'PUT', host, path: `/${Bucket}` });
      expect((await send(aws, { method: 'PUT', path: target, headers })).status).toBe(200);
      expect((await aws.s3().send(new HeadBucketCommand({ Bucket }))).BucketRegion).toBe('us-east-1');
    }
  });
});
