import { CreateOpenIDConnectProviderCommand, GetOpenIDConnectProviderCommand } from '@aws-sdk/client-iam';
import { expect, test } from 'vitest';
import { ACCOUNT, iamStory, invalid, refusal } from './story.ts';

const story = iamStory();

const create = (Url: string, more: object = {}) =>
  story.iam.send(new CreateOpenIDConnectProviderCommand({ Url, ...more }));

test('an issuer gets an ARN of its URL, path and all', async () => {
  const made = await create('https://oidc.example.com/id/1', {
    ClientIDList: ['sts.amazonaws.com'],
    ThumbprintList: ['0'.repeat(40)],
    Tags: [{ Key: 'team', Value: 'mail' }],
  });
  const arn = `arn:aws:iam::${ACCOUNT}:oidc-provider/oidc.example.com/id/1`;
  expect(made.OpenIDConnectProviderArn).toBe(arn);
  const found = await story.iam.send(new GetOpenIDConnectProviderCommand({ OpenIDConnectProviderArn: arn }));
  expect(found).toMatchObject({
    Url: 'oidc.example.com/id/1',
    ClientIDList: ['sts.amazonaws.com'],
    ThumbprintList: ['0'.repeat(40)],
    Tags: [{ Key: 'team', Value: 'mail' }],
  });
});

test('one that is there already is told', async () => {
  await create('https://twice.example.com');
  await expect(create('https://twice.example.com')).rejects.toMatchObject(
    refusal(
      'EntityAlreadyExistsException',
      409,
      'Provider with url https://twice.example.com already exists.',
    ),
  );
});

test('a URL that is not https is refused, and a thumbprint of another length', async () => {
  for (const url of ['http://oidc.example.com', 'oidc.example.com', 'https://', 'https://a.example/?q=1']) {
    await expect(create(url), url).rejects.toMatchObject(invalid('Invalid Open ID Connect Provider URL'));
  }
  await expect(create('https://b.example', { ThumbprintList: ['ab'] })).rejects.toMatchObject(invalid());
});

test('too many thumbprints and client ids are told in the words of the service', async () => {
  const ThumbprintList = Array.from({ length: 6 }, (_, index) => String(index).repeat(40));
  await expect(create('https://c.example', { ThumbprintList })).rejects.toMatchObject(
    refusal('InvalidInputException', 400, 'Thumbprint list must contain fewer than 5 entries.'),
  );
  const ClientIDList = Array.from({ length: 101 }, (_, index) => String(index));
  await expect(create('https://c.example', { ClientIDList })).rejects.toMatchObject(
    refusal('LimitExceededException', 409, 'Cannot exceed quota for ClientIdsPerOpenIdConnectProvider: 100'),
  );
});
