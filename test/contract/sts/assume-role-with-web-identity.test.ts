import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreateOpenIDConnectProviderCommand,
  CreateRoleCommand,
  DeleteOpenIDConnectProviderCommand,
} from '@aws-sdk/client-iam';
import { AssumeRoleWithWebIdentityCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { fromTokenFile } from '@aws-sdk/credential-provider-web-identity';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ACCOUNT, startTestServer, type TestServer } from '../../support/server.ts';
import { by, lookUp } from '../cloudtrail/trails.ts';

let aws: TestServer;
const ISSUER = 'https://oidc.example.com/id/1';
const HOST = 'oidc.example.com/id/1';
const PROVIDER = `arn:aws:iam::${ACCOUNT}:oidc-provider/${HOST}`;
const ROLE = `arn:aws:iam::${ACCOUNT}:role/pod`;
const SUBJECT = 'system:serviceaccount:mail:reader';

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
/** As an issuer would sign it; nobody here has its keys. */
const token = (claims: object = {}) =>
  `${part({ alg: 'RS256', kid: '1' })}.${part({
    iss: ISSUER,
    aud: 'sts.amazonaws.com',
    sub: SUBJECT,
    exp: Math.floor(aws.clock.now() / 1000) + 600,
    ...claims,
  })}.c2lnbmF0dXJl`;

const assume = (WebIdentityToken: string, RoleArn = ROLE) =>
  aws
    .sts()
    .send(new AssumeRoleWithWebIdentityCommand({ RoleArn, RoleSessionName: 'pod-1', WebIdentityToken }));
const refusal = (name: string, httpStatusCode: number, message: unknown) => ({
  name,
  message,
  $metadata: expect.objectContaining({ httpStatusCode }),
});

beforeAll(async () => {
  aws = await startTestServer();
  await aws
    .iam()
    .send(
      new CreateOpenIDConnectProviderCommand({ Url: ISSUER, ClientIDList: ['sts.amazonaws.com', 'other'] }),
    );
  const trust = {
    Effect: 'Allow',
    Principal: { Federated: PROVIDER },
    Action: 'sts:AssumeRoleWithWebIdentity',
    Condition: { StringEquals: { [`${HOST}:aud`]: 'sts.amazonaws.com', [`${HOST}:sub`]: SUBJECT } },
  };
  const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [trust] });
  await aws.iam().send(new CreateRoleCommand({ RoleName: 'pod', AssumeRolePolicyDocument }));
});
afterAll(() => aws.close());

test('a token of a trusted issuer is exchanged for the role it may assume', async () => {
  const answer = await assume(token());
  expect(answer).toMatchObject({
    SubjectFromWebIdentityToken: SUBJECT,
    Audience: 'sts.amazonaws.com',
    Provider: PROVIDER,
    AssumedRoleUser: { Arn: `arn:aws:sts::${ACCOUNT}:assumed-role/pod/pod-1` },
  });
  const session = {
    accessKeyId: answer.Credentials?.AccessKeyId ?? '',
    secretAccessKey: answer.Credentials?.SecretAccessKey ?? '',
    sessionToken: answer.Credentials?.SessionToken ?? '',
  };
  const { Arn } = await aws.sts(session).send(new GetCallerIdentityCommand({}));
  expect(Arn).toBe(`arn:aws:sts::${ACCOUNT}:assumed-role/pod/pod-1`);
});

test("the SDK's own provider of web identities works, with a token in a file", async () => {
  const folder = mkdtempSync(join(tmpdir(), 'waxseal-token-'));
  const webIdentityTokenFile = join(folder, 'token');
  writeFileSync(webIdentityTokenFile, token());
  const clientConfig = { endpoint: aws.url, region: 'us-east-1' };
  const credentials = fromTokenFile({
    clientConfig,
    roleArn: ROLE,
    roleSessionName: 'file',
    webIdentityTokenFile,
  });
  const sts = new STSClient({ ...clientConfig, credentials });
  const { Arn } = await sts.send(new GetCallerIdentityCommand({}));
  expect(Arn).toBe(`arn:aws:sts::${ACCOUNT}:assumed-role/pod/file`);
  sts.destroy();
  rmSync(folder, { recursive: true });
});

test('another subject, an audience that the role does not admit and an unknown role are denied alike', async () => {
  const denied = refusal('AccessDenied', 403, 'Not authorized to perform sts:AssumeRoleWithWebIdentity');
  await expect(assume(token({ sub: 'system:serviceaccount:mail:writer' }))).rejects.toMatchObject(denied);
  await expect(assume(token({ aud: 'other' }))).rejects.toMatchObject(denied);
  await expect(assume(token(), `${ROLE}s`)).rejects.toMatchObject(denied);
});

test('what is no token, or none of a known issuer and audience, is no identity', async () => {
  const no = (message: string) => refusal('InvalidIdentityTokenException', 400, message);
  for (const text of ['nothing', 'a.b.c', `${part({})}.bm8.x`]) {
    await expect(assume(text), text).rejects.toMatchObject(
      no('The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)'),
    );
  }
  await expect(assume(token({ iss: 'https://evil.example' }))).rejects.toMatchObject(
    no('No OpenIDConnect provider found in your account for https://evil.example'),
  );
  await expect(assume(token({ aud: 'stranger' }))).rejects.toMatchObject(no('Incorrect token audience'));
});

test('a token ends on the clock', async () => {
  const short = token({ exp: Math.floor(aws.clock.now() / 1000) + 60 });
  await assume(short);
  aws.clock.advance(61_000);
  await expect(assume(short)).rejects.toMatchObject(
    refusal(
      'ExpiredTokenException',
      400,
      expect.stringMatching(/^Token expired: current date\/time \d+ must be before/),
    ),
  );
});

test('the event tells who the issuer says it is, and never the token', async () => {
  const secret = token({ jti: 'told-to-nobody' });
  await assume(secret);
  const [event] = await lookUp(aws.cloudtrail(), by('EventName', 'AssumeRoleWithWebIdentity'));
  expect(event.userIdentity).toEqual({
    type: 'WebIdentityUser',
    principalId: `${PROVIDER}:sts.amazonaws.com:${SUBJECT}`,
    userName: SUBJECT,
    identityProvider: PROVIDER,
  });
  expect(event.requestParameters).toEqual({ roleArn: ROLE, roleSessionName: 'pod-1' });
  expect(JSON.stringify(event)).not.toContain(secret.split('.')[1]);
});

test('without its provider the trust is worth nothing', async () => {
  await aws.iam().send(new DeleteOpenIDConnectProviderCommand({ OpenIDConnectProviderArn: PROVIDER }));
  await expect(assume(token())).rejects.toMatchObject({ name: 'InvalidIdentityTokenException' });
});
