// AssumeRole: who may, what the session is and may do, and when it ends; its policies and tags are in session-policies and
// session-tags.
import { GetRoleCommand, ListRolesCommand, PutUserPolicyCommand } from '@aws-sdk/client-iam';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { expect, test } from 'vitest';
import { ACCOUNT, type ClientOptions } from '../../support/server.ts';
import { allowing } from '../iam/story.ts';
import { refused, root, sessionStory } from './sessions.ts';

const { story, makeRole, assume } = sessionStory();
const OTHER = '444455556666';

async function makeUser(UserName: string, PolicyDocument?: string): Promise<ClientOptions> {
  await story.user(UserName);
  if (PolicyDocument) {
    await story.iam.send(new PutUserPolicyCommand({ UserName, PolicyName: 'p', PolicyDocument }));
  }
  return story.keys(UserName);
}

test('a session acts as the role: its identity, its permissions, and nothing more', async () => {
  const arn = await makeRole('lister', root);
  const { clock } = story.aws;
  clock.freeze();
  const { answer, session } = await assume(arn);
  expect(answer.Credentials?.AccessKeyId).toMatch(/^ASIA[A-Z2-7]{16}$/);
  expect(answer.AssumedRoleUser?.Arn).toBe(`arn:aws:sts::${ACCOUNT}:assumed-role/lister/story`);
  expect(answer.AssumedRoleUser?.AssumedRoleId).toMatch(/^AROA[A-Z2-7]{17}:story$/);
  expect(answer.PackedPolicySize).toBeUndefined();
  const lifetime = (answer.Credentials?.Expiration?.getTime() ?? 0) - clock.now();
  expect(Math.round(lifetime / 60_000)).toBe(60);
  clock.thaw();

  expect(await story.aws.sts(session).send(new GetCallerIdentityCommand({}))).toMatchObject({
    Arn: answer.AssumedRoleUser?.Arn,
    UserId: answer.AssumedRoleUser?.AssumedRoleId,
    Account: ACCOUNT,
  });
  await story.aws.iam(session).send(new ListRolesCommand({}));
  await expect(story.aws.iam(session).send(new GetRoleCommand({ RoleName: 'lister' }))).rejects.toMatchObject(
    {
      name: 'AccessDenied',
      message: `User: arn:aws:sts::${ACCOUNT}:assumed-role/lister/story is not authorized to perform: iam:GetRole on resource: role lister because no identity-based policy allows the iam:GetRole action`,
    },
  );
});

test('a role that is not there and one that does not trust the caller answer alike', async () => {
  const who = `arn:aws:iam::${ACCOUNT}:root`;
  const missing = `arn:aws:iam::${ACCOUNT}:role/nobody`;
  await expect(assume(missing)).rejects.toMatchObject(refused(missing, who));
  const arn = await makeRole('for-s3', { Service: 's3.amazonaws.com' });
  await expect(assume(arn)).rejects.toMatchObject(refused(arn, who));
});

test("a trust policy naming the account needs the user's own policy; naming the user it does not", async () => {
  const stranger = await makeUser('stranger');
  const helper = await makeUser('helper', allowing('sts:AssumeRole'));
  const delegated = await makeRole('delegated', root);
  const direct = await makeRole('direct', { AWS: `arn:aws:iam::${ACCOUNT}:user/stranger` });
  const as = (keys: ClientOptions) => story.aws.sts(keys);
  await expect(assume(delegated, {}, as(stranger))).rejects.toMatchObject(
    refused(delegated, `arn:aws:iam::${ACCOUNT}:user/stranger`),
  );
  await assume(delegated, {}, as(helper));
  await assume(direct, {}, as(stranger));
  await expect(assume(direct, {}, as(helper))).rejects.toMatchObject({ name: 'AccessDenied' });
});

test('another account may assume the role when the trust policy names it, with the external id it asks for', async () => {
  const arn = await makeRole('shared', { AWS: OTHER }, undefined, {
    Condition: { StringEquals: { 'sts:ExternalId': 'secret-7' } },
  });
  const other = story.aws.sts({ account: OTHER });
  await assume(arn, { ExternalId: 'secret-7' }, other);
  await expect(assume(arn, { ExternalId: 'wrong' }, other)).rejects.toMatchObject(
    refused(arn, `arn:aws:iam::${OTHER}:root`),
  );
  await expect(assume(arn, {}, other)).rejects.toMatchObject({ name: 'AccessDenied' });
});

test('the session ends when its time is over, on the clock that the control API moves', async () => {
  const arn = await makeRole('brief', root);
  const { session } = await assume(arn, { DurationSeconds: 900 });
  await story.aws.sts(session).send(new GetCallerIdentityCommand({}));
  try {
    story.aws.clock.advance(901_000);
    await expect(story.aws.sts(session).send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({
      name: expect.stringMatching(/^ExpiredToken/),
    });
  } finally {
    story.aws.clock.reset();
  }
});

test('a session swept away long after its end stays refused: an unknown key would be root', async () => {
  const arn = await makeRole('swept', root);
  const { session } = await assume(arn, { DurationSeconds: 900 });
  const week = 7 * 24 * 3_600_000;
  story.aws.clock.advance(-week);
  const { session: old } = await assume(arn, { DurationSeconds: 900 }).finally(() => story.aws.clock.reset());
  await assume(arn);
  await expect(story.aws.sts(old).send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({
    $metadata: { httpStatusCode: 403 },
  });
  await story.aws.sts(session).send(new GetCallerIdentityCommand({}));
});

test.each([
  [
    'a session of fourteen minutes',
    { DurationSeconds: 840 },
    "1 validation error detected: Value '840' at 'durationSeconds' failed to satisfy constraint: Member must have value greater than or equal to 900",
  ],
  [
    'a session longer than the role allows',
    { DurationSeconds: 7201 },
    'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
  ],
  [
    'a session name with a blank',
    { RoleSessionName: 'a b' },
    "1 validation error detected: Value 'a b' at 'roleSessionName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]*",
  ],
  [
    'what is no role',
    { RoleArn: 'arn:aws:iam::000000000000:user/bob' },
    'arn:aws:iam::000000000000:user/bob is invalid',
  ],
])('%s is a ValidationError', async (_, wrong, message) => {
  const arn = `arn:aws:iam::${ACCOUNT}:role/lister`;
  await expect(assume(arn, wrong)).rejects.toMatchObject({
    name: 'ValidationError',
    message,
    $metadata: { httpStatusCode: 400 },
  });
});

test('a chained session lasts an hour at most', async () => {
  const first = await makeRole('chain-1', root, allowing('sts:*'));
  const second = await makeRole('chain-2', root);
  const { session } = await assume(first);
  await expect(assume(second, { DurationSeconds: 3601 }, story.aws.sts(session))).rejects.toMatchObject({
    message:
      'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
  });
});
