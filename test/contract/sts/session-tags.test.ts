// The tags that AssumeRole gives a session: principal tags, which the next role may inherit.
import { CreateRoleCommand, GetRoleCommand, TagRoleCommand } from '@aws-sdk/client-iam';
import { expect, test } from 'vitest';
import { ACCOUNT } from '../../support/server.ts';
import { allowing, document } from '../iam/story.ts';
import { refused, root, sessionStory } from './sessions.ts';

const { story, makeRole, assume } = sessionStory();

test('session tags are principal tags, transitive ones reach the next role', async () => {
  const perTeam = document({
    Effect: 'Allow',
    Action: ['iam:GetRole', 'sts:*'],
    Resource: '*',
    Condition: { StringEquals: { 'aws:PrincipalTag/team': 'mail' } },
  });
  const first = await makeRole('tagged', root, perTeam);
  const next = await makeRole('next', { AWS: `arn:aws:iam::${ACCOUNT}:role/tagged` }, perTeam);
  const Tags = [{ Key: 'team', Value: 'mail' }];
  const { session } = await assume(first, { Tags, TransitiveTagKeys: ['team'] });
  await story.aws.iam(session).send(new GetRoleCommand({ RoleName: 'tagged' }));
  const chained = await assume(next, {}, story.aws.sts(session));
  await story.aws.iam(chained.session).send(new GetRoleCommand({ RoleName: 'tagged' }));

  const untagged = await assume(first);
  await expect(
    story.aws.iam(untagged.session).send(new GetRoleCommand({ RoleName: 'tagged' })),
  ).rejects.toMatchObject({
    name: 'AccessDenied',
  });
  await story.iam.send(new TagRoleCommand({ RoleName: 'tagged', Tags }));
  await story.aws.iam(untagged.session).send(new GetRoleCommand({ RoleName: 'tagged' }));
});

test('tags that contradict each other or the calling session are InvalidParameterValue (recorded)', async () => {
  const first = await makeRole('outer', root, allowing('sts:*'));
  const next = await makeRole('inner', { AWS: `arn:aws:iam::${ACCOUNT}:role/outer` });
  const invalid = (message: string) => ({ name: 'InvalidParameterValue', message });
  const Tags = [{ Key: 'SessionTag1', Value: 'a' }];
  await expect(assume(first, { Tags, TransitiveTagKeys: ['InvalidKey'] })).rejects.toMatchObject(
    invalid('The specified transitive tag key must be included in the requested tags.'),
  );
  await expect(assume(first, { Tags: [...Tags, { Key: 'sessiontag1', Value: 'b' }] })).rejects.toMatchObject(
    invalid('Duplicate tag keys found. Please note that Tag keys are case insensitive.'),
  );
  const { session } = await assume(first, { Tags, TransitiveTagKeys: ['sessiontag1'] });
  for (const Key of ['SessionTag1', 'sessiontag1']) {
    await expect(
      assume(next, { Tags: [{ Key, Value: 'c' }] }, story.aws.sts(session)),
      Key,
    ).rejects.toMatchObject(
      invalid(
        "One of the specified transitive tag keys can't be set because it conflicts with a transitive tag key from the calling session.",
      ),
    );
  }
});

test('what begins with aws: is reserved, in sessions too', async () => {
  const arn = await makeRole('reserved', root);
  for (const reserved of [
    { Key: 'aws:team', Value: 'mail' },
    { Key: 'team', Value: 'aws:mail' },
  ]) {
    await expect(assume(arn, { Tags: [reserved] })).rejects.toMatchObject({ name: 'InvalidParameterValue' });
  }
});

test('tagging needs sts:TagSession', async () => {
  const trust = document({ Effect: 'Allow', Principal: root, Action: 'sts:AssumeRole' });
  const { Role } = await story.iam.send(
    new CreateRoleCommand({ RoleName: 'untaggable', AssumeRolePolicyDocument: trust }),
  );
  const arn = Role?.Arn ?? '';
  await assume(arn);
  await expect(assume(arn, { Tags: [{ Key: 'a', Value: 'b' }] })).rejects.toMatchObject(
    refused(arn, `arn:aws:iam::${ACCOUNT}:root`, 'sts:TagSession'),
  );
});
