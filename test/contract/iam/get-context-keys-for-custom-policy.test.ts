import { GetContextKeysForCustomPolicyCommand } from '@aws-sdk/client-iam';
import { expect, test } from 'vitest';
import { document, iamStory, refusal } from './story.ts';

const story = iamStory();

test('keys of conditions and of policy variables, each once', async () => {
  const statement = (key: string) => ({
    Effect: 'Allow',
    Action: 's3:*',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a policy variable
    Resource: 'arn:aws:s3:::home/${aws:username}/*',
    Condition: { StringEquals: { [key]: 'x' } },
  });
  const { ContextKeyNames } = await story.iam.send(
    new GetContextKeysForCustomPolicyCommand({
      PolicyInputList: [document(statement('s3:prefix'), statement('S3:Prefix'))],
    }),
  );
  expect(ContextKeyNames?.map((key) => key.toLowerCase())).toEqual(
    expect.arrayContaining(['aws:username', 's3:prefix']),
  );
  expect(ContextKeyNames).toHaveLength(2);
});

test('a malformed policy is InvalidInput', async () => {
  await expect(
    story.iam.send(new GetContextKeysForCustomPolicyCommand({ PolicyInputList: ['{}'] })),
  ).rejects.toMatchObject(refusal('InvalidInputException', 400));
});
