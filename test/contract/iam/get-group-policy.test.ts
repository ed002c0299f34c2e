import { GetGroupPolicyCommand, PutGroupPolicyCommand } from '@aws-sdk/client-iam';
import { expect, test } from 'vitest';
import { allowing, iamStory, noSuchEntity } from './story.ts';

const story = iamStory();

test('the document comes back to the letter, percent-encoded', async () => {
  await story.group('one');
  const PolicyDocument = `  ${allowing('s3:Get*', "arn:aws:s3:::b/it's (here)!")}\n`;
  await story.iam.send(new PutGroupPolicyCommand({ GroupName: 'one', PolicyName: 'p', PolicyDocument }));
  const found = await story.iam.send(new GetGroupPolicyCommand({ GroupName: 'ONE', PolicyName: 'p' }));
  expect(found).toMatchObject({ GroupName: 'one', PolicyName: 'p' });
  expect(found.PolicyDocument).toContain('s3%3AGet%2A');
  expect(found.PolicyDocument).toContain('it%27s%20%28here%29%21');
  expect(decodeURIComponent(found.PolicyDocument ?? '')).toBe(PolicyDocument);
});

test('a policy or a group that is not there is NoSuchEntity', async () => {
  await expect(
    story.iam.send(new GetGroupPolicyCommand({ GroupName: 'one', PolicyName: 'other' })),
  ).rejects.toMatchObject(noSuchEntity('The group policy with name other cannot be found.'));
  await expect(
    story.iam.send(new GetGroupPolicyCommand({ GroupName: 'ghost', PolicyName: 'p' })),
  ).rejects.toMatchObject(noSuchEntity('The group with name ghost cannot be found.'));
});
