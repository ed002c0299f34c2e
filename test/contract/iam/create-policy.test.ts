import { CreatePolicyCommand } from '@aws-sdk/client-iam';
import { expect, test } from 'vitest';
import { ACCOUNT, allowing, iamStory, invalid, refusal } from './story.ts';

const story = iamStory();

const create = (PolicyName: string, more: object = {}) =>
  story.iam.send(new CreatePolicyCommand({ PolicyName, PolicyDocument: allowing('s3:*'), ...more }));

test('a policy begins with version v1, attached nowhere', async () => {
  const Tags = [{ Key: 'a', Value: 'b' }];
  const { Policy } = await create('mail', { Path: '/team/', Description: 'd', Tags });
  expect(Policy).toMatchObject({
    PolicyName: 'mail',
    Path: '/team/',
    Arn: `arn:aws:iam::${ACCOUNT}:policy/team/mail`,
    DefaultVersionId: 'v1',
    AttachmentCount: 0,
    PermissionsBoundaryUsageCount: 0,
    IsAttachable: true,
    Tags,
  });
  expect(Policy?.PolicyId).toMatch(/^ANPA[A-Z2-7]{17}$/);
});

test("the answer keeps the description to itself, and tells tags only where there are some (moto's tests, run on AWS)", async () => {
  const { Policy } = await create('plain', { Description: 'd' });
  expect(Policy).not.toHaveProperty('Description');
  expect(Policy).not.toHaveProperty('Tags');
});

test('a name is taken whatever its case and path', async () => {
  await expect(create('MAIL')).rejects.toMatchObject(
    refusal(
      'EntityAlreadyExistsException',
      409,
      'A policy called MAIL already exists. Duplicate names are not allowed.',
    ),
  );
});

test('a malformed document, one of 6145 characters and a path of blanks are refused', async () => {
  await expect(create('x', { PolicyDocument: '{}' })).rejects.toMatchObject(
    refusal('MalformedPolicyDocumentException', 400, 'Syntax errors in policy.'),
  );
  const long = allowing('s3:*', `arn:aws:s3:::${'b'.repeat(6145)}`);
  await expect(create('x', { PolicyDocument: long })).rejects.toMatchObject(
    refusal('LimitExceededException', 409, 'Cannot exceed quota for PolicySize: 6144'),
  );
  await expect(create('x', { Path: '/ /' })).rejects.toMatchObject(invalid());
});
