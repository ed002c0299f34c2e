// CreateTopic: a topic, or the ARN of the one that is already there just so.
import { required, string, structure } from '../../../core/shape.ts';
import { snsOperation } from '../deps.ts';
import * as errors from '../errors.ts';
import * as shapes from '../shapes.ts';
import { asTags, requireTags, type Tag } from '../tags.ts';
import { type Attributes, type Topic, topicArn } from '../topic.ts';
import { requireTopicAttribute } from '../topic-attributes.ts';

export const createTopicOperation = snsOperation({
  name: 'CreateTopic',
  input: structure({
    Name: required(string()),
    Attributes: shapes.attributes,
    Tags: shapes.tags,
    DataProtectionPolicy: string(),
  }),
  output: structure({ TopicArn: shapes.arn }),
  access: ({ input, call }) => ({
    action: 'sns:CreateTopic',
    resource: topicArn(call.account, call.region, input.Name),
    account: call.account,
  }),
  async run({ input: { Name, Attributes = {}, Tags = [], DataProtectionPolicy }, call, deps }) {
    if (DataProtectionPolicy !== undefined) throw errors.invalidParameter('DataProtectionPolicy');
    const { account, region } = call;
    const fifo = Attributes.FifoTopic === 'true';
    requireName(Name, fifo);
    for (const [name, value] of Object.entries(Attributes)) {
      requireTopicAttribute(name, value, { fifo, account }, deps.ports.knowsPrincipal);
    }
    requireTags(Tags);
    const arn = topicArn(account, region, Name);
    const topic: Topic = {
      arn,
      account,
      region,
      name: Name,
      fifo,
      attributes: keptAttributes(Attributes),
      tags: asTags(Tags),
      deletedSubscriptions: 0,
    };
    await deps.database.commit(() => {
      const existing = deps.topics.find(arn);
      if (existing) requireSame(existing, Attributes, Tags);
      else deps.topics.insert(topic);
    });
    deps.signing.warm();
    return { TopicArn: arn };
  },
});

function requireName(name: string, fifo: boolean): void {
  const pattern = fifo ? /^[\w-]{1,251}\.fifo$/ : /^[\w-]{1,256}$/;
  if (!pattern.test(name)) throw errors.invalidParameter('Topic Name');
}

function requireSame({ attributes, tags }: Topic, given: Attributes, Tags: readonly Tag[]): void {
  for (const [name, value] of Object.entries(given)) {
    if ((attributes[name] ?? (name === 'FifoTopic' ? 'false' : '')) !== value) {
      throw errors.invalidParameter('Attributes Reason: Topic already exists with different attributes');
    }
  }
  for (const { Key, Value } of Tags) {
    if (tags[Key] !== Value) {
      throw errors.invalidParameter('Tags Reason: Topic already exists with different tags');
    }
  }
}

/** FifoTopic false is what a topic is without a word (recorded). */
const keptAttributes = ({ FifoTopic, ...others }: Attributes): Attributes =>
  Object.fromEntries(
    Object.entries({ ...others, ...(FifoTopic === 'true' && { FifoTopic }) }).filter(
      ([, value]) => value !== '',
    ),
  );
