import { ListTopicsCommand } from '@aws-sdk/client-sns';
import { expect, test } from 'vitest';
import { snsStory } from './story.ts';

const story = snsStory();

test('topics are listed a hundred at a time', async () => {
  const names = Array.from({ length: 101 }, (_, index) => `t-${String(index).padStart(3, '0')}`);
  const arns = await Promise.all(names.map((name) => story.topic(name)));
  const first = await story.sns.send(new ListTopicsCommand({}));
  expect(first.Topics?.map(({ TopicArn }) => TopicArn)).toEqual(arns.slice(0, 100));
  const rest = await story.sns.send(new ListTopicsCommand({ NextToken: first.NextToken }));
  expect(rest.Topics?.map(({ TopicArn }) => TopicArn)).toEqual(arns.slice(100));
  expect(rest.NextToken).toBeUndefined();
});

test('another account and another region have their own', async () => {
  for (const options of [{ account: '222222222222' }, { region: 'eu-west-1' }]) {
    const { Topics } = await story.server.sns(options).send(new ListTopicsCommand({}));
    expect(Topics).toEqual([]);
  }
});
