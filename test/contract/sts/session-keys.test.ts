// What temporary credentials say of themselves to policies: MFA, the time of issue, the source identity.
import { ListKeysCommand } from '@aws-sdk/client-kms';
import { GetSessionTokenCommand } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ACCOUNT, type ClientOptions, startTestServer, type TestServer } from '../../support/server.ts';
import { createUser, type TestUser } from '../../support/users.ts';

let aws: TestServer;
let ann: TestUser;

beforeAll(async () => {
  aws = await startTestServer();
  ann = await createUser(aws, 'ann');
});
afterAll(() => aws.close());

const bind = (Condition: object) =>
  ann.allow({ Effect: 'Allow', Action: 'kms:ListKeys', Resource: '*', Condition });

async function session(mfa: boolean): Promise<ClientOptions> {
  const strong = { SerialNumber: `arn:aws:iam::${ACCOUNT}:mfa/ann`, TokenCode: '123456' };
  const { Credentials } = await aws.sts(ann.keys).send(new GetSessionTokenCommand(mfa ? strong : {}));
  return {
    accessKeyId: Credentials?.AccessKeyId ?? '',
    secretAccessKey: Credentials?.SecretAccessKey ?? '',
    sessionToken: Credentials?.SessionToken ?? '',
  };
}
const may = (options: ClientOptions) =>
  aws
    .kms(options)
    .send(new ListKeysCommand({}))
    .then(
      () => true,
      () => false,
    );

it('MFA is present in sessions made with a code, absent from long-term keys', async () => {
  await bind({ Bool: { 'aws:MultiFactorAuthPresent': 'true' } });
  expect(await may(await session(true))).toBe(true);
  expect(await may(await session(false))).toBe(false);
  expect(await may(ann.keys)).toBe(false);
  await bind({ BoolIfExists: { 'aws:MultiFactorAuthPresent': 'true' } });
  expect(await may(ann.keys)).toBe(true);
});

it('sessions from before a moment can be locked out', async () => {
  const before = await session(false);
  aws.clock.advance(10_000);
  const moment = new Date(aws.clock.now()).toISOString();
  aws.clock.advance(10_000);
  await bind({ DateGreaterThan: { 'aws:TokenIssueTime': moment } });
  expect(await may(await session(false))).toBe(true);
  expect(await may(before)).toBe(false);
});
