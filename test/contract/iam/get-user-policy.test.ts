import { GetUserPolicyCommand, PutUserPolicyCommand } from '@aws-sdk/client-iam';
import { expect, test } from 'vitest';
import { allowing, iamStory, noSuchEntity } from './story.ts';

const story = iamStory();

test('the document comes back to the letter, percent-encoded', async () => {
  await story.user('one');
  const PolicyDocument = `  ${allowing('s3:Get*', "arn:aws:s3:::b/it's (here)!")}\n`;
  await story.iam.send(new PutUserPolicyCommand({ UserName: 'one', PolicyName: 'p', PolicyDocument }));
  const found = await story.iam.send(new GetUserPolicyCommand({ UserName: 'ONE', PolicyName: 'p' }));
  expect(found).toMatchObject({ UserName: 'one', PolicyName: 'p' });
  expect(found.PolicyDocument).toContain('s3%3AGet%2A');
  expect(found.PolicyDocument).toContain('it%27s%20%28here%29%21');
  expect(decodeURIComponent(found.PolicyDocument ?? '')).toBe(PolicyDocument);
});

test('a policy or a user that is not there is NoSuchEntity', async () => {
  await expect(
    story.iam.send(new GetUserPolicyCommand({ UserName: 'one', PolicyName: 'other' })),
  ).rejects.toMatchObject(noSuchEntity('The user policy with name other cannot be found.'));
  await expect(
    story.iam.send(new GetUserPolicyCommand({ UserName: 'ghost', PolicyName: 'p' })),
  ).rejects.toMatchObject(noSuchEntity('The user with name ghost cannot be found.'));
});
