import { partitionOf } from '../../../core/ids.ts';
import { list, string, structure } from '../../../core/shape.ts';
import { snsOperation } from '../deps.ts';
import { pageOf, readToken } from '../paging.ts';

const PAGE = 100;

export const listTopicsOperation = snsOperation({
  name: 'ListTopics',
  input: structure({ NextToken: string() }),
  output: structure({ Topics: list(structure({ TopicArn: string() })), NextToken: string() }),
  access: ({ call }) => ({
    action: 'sns:ListTopics',
    resource: `arn:${partitionOf(call.region)}:sns:${call.region}:${call.account}:*`,
    account: call.account,
  }),
  run({ input, call, deps }) {
    const found = deps.topics.page(call.account, call.region, readToken(input.NextToken), PAGE + 1);
    const { items, NextToken } = pageOf(found, PAGE, (arn) => arn);
    return { Topics: items.map((TopicArn) => ({ TopicArn })), ...(NextToken !== undefined && { NextToken }) };
  },
});
