import { GetContextKeysForPrincipalPolicyCommand, PutUserPolicyCommand } from '@aws-sdk/client-iam';
import { expect, test } from 'vitest';
import { document, iamStory, noSuchEntity } from './story.ts';

const story = iamStory();

test("the keys that a user's own policies ask for", async () => {
  const PolicySourceArn = await story.user('u');
  const PolicyDocument = document({
    Effect: 'Allow',
    Action: 'kms:*',
    Resource: '*',
    Condition: { StringEquals: { 'kms:ViaService': 's3.eu-west-1.amazonaws.com' } },
  });
  await story.iam.send(new PutUserPolicyCommand({ UserName: 'u', PolicyName: 'p', PolicyDocument }));
  const { ContextKeyNames } = await story.iam.send(
    new GetContextKeysForPrincipalPolicyCommand({ PolicySourceArn }),
  );
  expect(ContextKeyNames).toEqual(['kms:ViaService']);
});

test('an unknown user is NoSuchEntity', async () => {
  const PolicySourceArn = 'arn:aws:iam::000000000000:user/ghost';
  await expect(
    story.iam.send(new GetContextKeysForPrincipalPolicyCommand({ PolicySourceArn })),
  ).rejects.toMatchObject(noSuchEntity());
});
