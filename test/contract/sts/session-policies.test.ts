// The policies that AssumeRole gives a session on its way: they narrow what the role may.
import { CreatePolicyCommand, GetRoleCommand, ListRolesCommand, ListUsersCommand } from '@aws-sdk/client-iam';
import { expect, test } from 'vitest';
import { allowing, document } from '../iam/story.ts';
import { root, sessionStory } from './sessions.ts';

const { story, makeRole, assume } = sessionStory();

test('a session policy narrows and never widens', async () => {
  const arn = await makeRole('narrowed', root);
  const { answer, session } = await assume(arn, { Policy: allowing(['iam:ListRoles', 'iam:GetRole']) });
  expect(answer.PackedPolicySize).toBeGreaterThan(0);
  await story.aws.iam(session).send(new ListRolesCommand({}));
  await expect(story.aws.iam(session).send(new ListUsersCommand({}))).rejects.toMatchObject({
    message: expect.stringContaining('because no session policy allows the iam:ListUsers action'),
  });
  await expect(story.aws.iam(session).send(new GetRoleCommand({ RoleName: 'x' }))).rejects.toMatchObject({
    name: 'NoSuchEntityException',
  });
  await expect(
    story.aws.iam(session).send(new GetRoleCommand({ RoleName: 'narrowed' })),
  ).rejects.toMatchObject({
    message: expect.stringContaining('because no identity-based policy allows'),
  });
});

test('a managed policy may be the session policy', async () => {
  const arn = await makeRole('managed', root);
  const { Policy } = await story.iam.send(
    new CreatePolicyCommand({ PolicyName: 'only-users', PolicyDocument: allowing('iam:ListUsers') }),
  );
  const { session } = await assume(arn, { PolicyArns: [{ arn: Policy?.Arn }] });
  await story.aws.iam(session).send(new ListUsersCommand({}));
  await expect(story.aws.iam(session).send(new ListRolesCommand({}))).rejects.toMatchObject({
    name: 'AccessDenied',
  });
  await expect(
    assume(arn, { PolicyArns: [{ arn: 'arn:aws:iam::aws:policy/Nothing' }] }),
  ).rejects.toMatchObject({
    name: 'MalformedPolicyDocumentException',
  });
});

test('a malformed session policy and one too large are refused', async () => {
  const arn = await makeRole('documented', root);
  await expect(assume(arn, { Policy: '{' })).rejects.toMatchObject({
    name: 'MalformedPolicyDocumentException',
  });
  const large = document(
    ...Array.from({ length: 60 }, () => ({ Effect: 'Allow', Action: 's3:*', Resource: '*' })),
  );
  await expect(assume(arn, { Policy: large })).rejects.toMatchObject({
    name: 'PackedPolicyTooLargeException',
  });
});
