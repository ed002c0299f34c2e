// AssumeRole as SES and the replication worker call it: inside, as a service principal, through the pipeline.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createAuthorizer } from '../../../src/access/authorizer.ts';
import type { Call } from '../../../src/core/call.ts';
import type { AccountId, Region } from '../../../src/core/ids.ts';
import { createInvoke } from '../../../src/core/invoke.ts';
import { openBlobStore } from '../../../src/platform/blob-store.ts';
import { MoveableClock } from '../../../src/platform/clock.ts';
import { type Database, openDatabase } from '../../../src/platform/database.ts';
import { createLog } from '../../../src/platform/log.ts';
import { openMasterKey } from '../../../src/platform/master-key.ts';
import { createRandom } from '../../../src/platform/random.ts';
import { noReserve } from '../../../src/platform/reserve.ts';
import { createIam, type Iam, iamMigrations } from '../../../src/services/iam/index.ts';
import { createSts, type Sts, stsMigrations } from '../../../src/services/sts/index.ts';

const ACCOUNT = '111122223333' as AccountId;
const RULE = `arn:aws:ses:eu-west-1:${ACCOUNT}:receipt-rule-set/main:receipt-rule/seal`;

let database: Database;
let iam: Iam;
let sts: Sts;
let invoke: ReturnType<typeof createInvoke>;
beforeEach(async () => {
  const random = createRandom();
  const migrations = [...iamMigrations, ...stsMigrations];
  database = openDatabase({ file: ':memory:', migrations, durability: 'normal' });
  const platform = {
    clock: new MoveableClock(),
    random,
    database,
    blobs: await openBlobStore({ folder: undefined, durability: 'normal', random }),
    masterKey: openMasterKey(undefined, undefined, random),
    log: createLog('silent'),
    makingRoom: noReserve,
  };
  iam = createIam(platform);
  sts = createSts(platform, { findRole: iam.findRole });
  invoke = createInvoke(createAuthorizer({ policiesOf: iam.policiesOf }), () => {});
});
afterEach(() => database.close());

const call = (principal: Call['principal'], more: Partial<Call> = {}): Call => ({
  principal,
  account: ACCOUNT,
  region: 'eu-west-1' as Region,
  requestId: 'r',
  time: Date.UTC(2026, 0, 1),
  sourceIp: 'ses.amazonaws.com',
  userAgent: 'ses.amazonaws.com',
  secure: true,
  ...more,
});
const ses = call(
  { type: 'service', service: 'ses.amazonaws.com' },
  { source: { account: ACCOUNT, arn: RULE }, referer: ACCOUNT },
);

const trust = (Condition: object = {}) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Principal: { Service: 'ses.amazonaws.com' }, Action: 'sts:AssumeRole', Condition },
    ],
  });

async function makeRole(RoleName: string, AssumeRolePolicyDocument: string): Promise<string> {
  const root = call({ type: 'root', account: ACCOUNT });
  const input = { RoleName, AssumeRolePolicyDocument };
  return (await invoke(iam.service, iam.operations.CreateRole, input, root)).Role.Arn;
}
const assume = async (RoleArn: string, as: Call) =>
  invoke(sts.service, sts.operations.AssumeRole, { RoleArn, RoleSessionName: 'rule' }, as);

test('the credentials lead to the session that acts', async () => {
  const roleArn = await makeRole('writer', trust({ StringEquals: { 'aws:SourceAccount': ACCOUNT } }));
  const { Credentials } = await assume(roleArn, ses);
  expect(sts.findCredential(Credentials?.AccessKeyId ?? '')).toMatchObject({
    active: true,
    sessionToken: Credentials?.SessionToken,
    expiresAt: ses.time + 3_600_000,
    principal: {
      type: 'role',
      account: ACCOUNT,
      roleArn,
      roleName: 'writer',
      sessionName: 'rule',
      arn: `arn:aws:sts::${ACCOUNT}:assumed-role/writer/rule`,
    },
  });
});

test.each([
  ['another account', { 'aws:SourceAccount': '444455556666' }],
  ['another rule', { 'aws:SourceArn': `${RULE}2` }],
])('a trust policy for %s does not admit the service', async (_, wanted) => {
  const roleArn = await makeRole('writer', trust({ StringEquals: wanted }));
  await expect(assume(roleArn, ses)).rejects.toMatchObject({ code: 'AccessDenied', status: 403 });
});

test('another service is not admitted', async () => {
  const roleArn = await makeRole('writer', trust());
  const s3 = call({ type: 'service', service: 's3.amazonaws.com' });
  await expect(assume(roleArn, s3)).rejects.toMatchObject({ code: 'AccessDenied' });
});

test('a service’s session is in memory alone, and ends with its hour', async () => {
  const { Credentials } = await assume(await makeRole('writer', trust()), ses);
  const id = Credentials?.AccessKeyId ?? '';
  expect(database.prepare('SELECT * FROM sts_session').all()).toEqual([]);
  const role = await makeRole('other', trust());
  await assume(role, { ...ses, time: ses.time + 3_599_000 });
  expect(sts.findCredential(id)).toBeDefined();
  await assume(role, { ...ses, time: ses.time + 3_600_000 });
  expect(sts.findCredential(id)).toBeUndefined();
});

const root = call({ type: 'root', account: ACCOUNT });
const trustOfRoot = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { AWS: ACCOUNT }, Action: 'sts:AssumeRole' }],
});

test('secrets stand nowhere in the clear', async () => {
  const { Credentials } = await assume(await makeRole('writer', trustOfRoot), root);
  const rows = database.prepare<[], { sealed: Buffer }>('SELECT * FROM sts_session').all();
  const stored = JSON.stringify(rows) + rows.map(({ sealed }) => sealed.toString('latin1')).join();
  expect(rows).toHaveLength(1);
  expect(stored).not.toContain(Credentials?.SecretAccessKey);
  expect(stored).not.toContain(Credentials?.SessionToken);
});

test('a session outlives its memory, not a reset', async () => {
  const { Credentials } = await assume(await makeRole('writer', trustOfRoot), root);
  const id = Credentials?.AccessKeyId ?? '';
  sts.forget();
  expect(sts.findCredential(id)?.secretAccessKey).toBe(Credentials?.SecretAccessKey);
  await database.reset();
  sts.forget();
  expect(sts.findCredential(id)).toBeUndefined();
});
