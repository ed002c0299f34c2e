import { GetRolePolicyCommand, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { expect, test } from 'vitest';
import { allowing, iamStory, noSuchEntity } from './story.ts';

const story = iamStory();

test('the document comes back to the letter, percent-encoded', async () => {
  await story.role('one');
  const PolicyDocument = `  ${allowing('s3:Get*', "arn:aws:s3:::b/it's (here)!")}\n`;
  await story.iam.send(new PutRolePolicyCommand({ RoleName: 'one', PolicyName: 'p', PolicyDocument }));
  const found = await story.iam.send(new GetRolePolicyCommand({ RoleName: 'ONE', PolicyName: 'p' }));
  expect(found).toMatchObject({ RoleName: 'one', PolicyName: 'p' });
  expect(found.PolicyDocument).toContain('s3%3AGet%2A');
  expect(found.PolicyDocument).toContain('it%27s%20%28here%29%21');
  expect(decodeURIComponent(found.PolicyDocument ?? '')).toBe(PolicyDocument);
});

test('a policy or a role that is not there is NoSuchEntity', async () => {
  await expect(
    story.iam.send(new GetRolePolicyCommand({ RoleName: 'one', PolicyName: 'other' })),
  ).rejects.toMatchObject(noSuchEntity('The role policy with name other cannot be found.'));
  await expect(
    story.iam.send(new GetRolePolicyCommand({ RoleName: 'ghost', PolicyName: 'p' })),
  ).rejects.toMatchObject(noSuchEntity('The role with name ghost cannot be found.'));
});
