import { CreateOpenIDConnectProviderCommand, GetOpenIDConnectProviderCommand } from '@aws-sdk/client-iam';
import { expect, test } from 'vitest';
import { ACCOUNT, iamStory, noSuchEntity } from './story.ts';

const story = iamStory();

const get = (OpenIDConnectProviderArn: string, account?: string) =>
  (account === undefined ? story.iam : story.aws.iam({ account })).send(
    new GetOpenIDConnectProviderCommand({ OpenIDConnectProviderArn }),
  );

test("is shown to its own account alone, and a stranger's ARN is NoSuchEntity", async () => {
  const { OpenIDConnectProviderArn: arn = '' } = await story.iam.send(
    new CreateOpenIDConnectProviderCommand({ Url: 'https://one.example.com/' }),
  );
  expect(await get(arn)).toMatchObject({ Url: 'one.example.com', CreateDate: expect.any(Date) });
  await expect(get(arn, '444455556666')).rejects.toMatchObject(
    noSuchEntity(`OpenIDConnect Provider not found for arn ${arn}`),
  );
  const other = `arn:aws:iam::${ACCOUNT}:role/one.example.com`;
  await expect(get(other)).rejects.toMatchObject(noSuchEntity());
});
