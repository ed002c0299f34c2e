import { GetPolicyVersionCommand } from '@aws-sdk/client-iam';
import { expect, test } from 'vitest';
import { allowing, iamStory, invalid, noSuchEntity } from './story.ts';

const story = iamStory();

const get = (PolicyArn: string, VersionId: string) =>
  story.iam.send(new GetPolicyVersionCommand({ PolicyArn, VersionId }));

test('the document comes back to the letter', async () => {
  const PolicyArn = await story.policy('p', ` ${allowing('s3:Get*')} `);
  const { PolicyVersion } = await get(PolicyArn, 'v1');
  expect(PolicyVersion).toMatchObject({ VersionId: 'v1', IsDefaultVersion: true });
  expect(decodeURIComponent(PolicyVersion?.Document ?? '')).toBe(` ${allowing('s3:Get*')} `);
});

test("AWS's own documents can be read", async () => {
  const { PolicyVersion } = await get('arn:aws:iam::aws:policy/AmazonS3FullAccess', 'v2');
  expect(JSON.parse(decodeURIComponent(PolicyVersion?.Document ?? ''))).toEqual({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: ['s3:*', 's3-object-lambda:*'], Resource: '*' }],
  });
});

test("ReadOnlyAccess is AWS's whole document", async () => {
  const { PolicyVersion } = await get('arn:aws:iam::aws:policy/ReadOnlyAccess', 'v182');
  const { Statement } = JSON.parse(decodeURIComponent(PolicyVersion?.Document ?? '{}'));
  const actions: string[] = Statement.flatMap(({ Action }: { Action: string[] }) => Action);
  expect(actions).toEqual(
    expect.arrayContaining(['ec2:Describe*', 'kms:Describe*', 's3:Get*', 'sts:GetCallerIdentity']),
  );
  expect(actions.length).toBeGreaterThan(1_500);
});

test('an unknown version or policy is NoSuchEntity, a version without its v a ValidationError', async () => {
  const PolicyArn = await story.policy('q');
  await expect(get(PolicyArn, 'v9')).rejects.toMatchObject(
    noSuchEntity(`Policy ${PolicyArn} version v9 does not exist or is not attachable.`),
  );
  await expect(get(`${PolicyArn}x`, 'v1')).rejects.toMatchObject(noSuchEntity());
  await expect(get(PolicyArn, '1')).rejects.toMatchObject(invalid());
});
