import { GetGroupPolicyCommand, PutGroupPolicyCommand } from '@aws-sdk/client-iam';
import { expect, test } from 'vitest';
import { allowing, document, iamStory, invalid, noSuchEntity, refusal } from './story.ts';

const story = iamStory();

const put = (GroupName: string, PolicyDocument: string, PolicyName = 'p') =>
  story.iam.send(new PutGroupPolicyCommand({ GroupName, PolicyName, PolicyDocument }));

test('a policy is written, and written over', async () => {
  await story.group('one');
  await put('one', allowing('s3:*'));
  await put('one', allowing('kms:*'));
  const found = await story.iam.send(new GetGroupPolicyCommand({ GroupName: 'one', PolicyName: 'p' }));
  expect(decodeURIComponent(found.PolicyDocument ?? '')).toBe(allowing('kms:*'));
});

test('a group that does not exist has no policies', async () => {
  await expect(put('ghost', allowing('s3:*'))).rejects.toMatchObject(
    noSuchEntity('The group with name ghost cannot be found.'),
  );
});

test.each([
  ['no Resource', document({ Effect: 'Allow', Action: 's3:*' }), 'Policy statement must contain resources.'],
  [
    'a Principal',
    document({ Effect: 'Allow', Action: 's3:*', Resource: '*', Principal: '*' }),
    'Policy document should not specify a principal.',
  ],
  ['no JSON at all', 'nonsense', 'Syntax errors in policy.'],
])('a document with %s is malformed', async (_, text, message) => {
  await story.group('malformed').catch(() => {});
  await expect(put('malformed', text)).rejects.toMatchObject(
    refusal('MalformedPolicyDocumentException', 400, message),
  );
});

test('all inline policies together have 5120 characters, white space not counted', async () => {
  await story.group('full');
  const half = (index: number) => allowing('s3:*', `arn:aws:s3:::${'b'.repeat(2560)}${index}`);
  await put('full', `   ${half(1)}   `, 'first');
  await expect(put('full', half(2), 'second')).rejects.toMatchObject(
    refusal('LimitExceededException', 409, 'Maximum policy size of 5120 bytes exceeded for group full'),
  );
  await put('full', half(3), 'first');
});

test('a policy name with a slash is a ValidationError', async () => {
  await expect(put('one', allowing('s3:*'), 'a/b')).rejects.toMatchObject(
    invalid(expect.stringContaining('The specified value for policyName is invalid.')),
  );
});
