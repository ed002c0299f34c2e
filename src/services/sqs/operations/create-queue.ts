// CreateQueue: a queue, or the URL of the one that is already there just so.
//
// By design: a queue's name is free again at once, where AWS asks for 60 seconds after DeleteQueue.
import { map, queried, required, string, structure } from '../../../core/shape.ts';
import { keptAttributes } from '../attribute-changes.ts';
import { requireValid, spelled, withDefaults } from '../attributes.ts';
import { requireDeadLetterQueue } from '../dead-letter-queue.ts';
import { sqsOperation } from '../deps.ts';
import * as errors from '../errors.ts';
import { type Attributes, queueArn, queueUrl } from '../queue.ts';
import * as shapes from '../shapes.ts';

const NAME = /^[\w-]{1,80}$/;
const FIFO_NAME = /^(?=.{1,80}$)[\w-]+\.fifo$/;

export const createQueueOperation = sqsOperation({
  name: 'CreateQueue',
  input: structure({
    QueueName: required(string()),
    Attributes: shapes.attributes,
    tags: queried('Tag', map(string(), string(), { flattened: true, keyName: 'Key', valueName: 'Value' })),
  }),
  output: structure({ QueueUrl: string() }),
  access: ({ input, call }) => ({
    action: 'sqs:CreateQueue',
    resource: queueArn(call.account, call.region, input.QueueName),
    account: call.account,
  }),
  async run({ input: { QueueName, tags = {}, ...input }, call, deps }) {
    const Attributes = spelled(input.Attributes ?? {});
    const fifo = Attributes.FifoQueue === 'true';
    requireName(QueueName, fifo);
    requireValid(Attributes, fifo, (value) => deps.ports.knowsPrincipal(value, call.account));
    const attributes = keptAttributes(Attributes);
    const { account, region } = call;
    const url = queueUrl({ account, name: QueueName }, call);
    const existing = deps.queues.find(account, region, QueueName);
    if (existing) {
      const held = { ...withDefaults(existing.attributes, existing.fifo), ...existing.attributes };
      requireSame({ ...Attributes, ...attributes }, held);
      return { QueueUrl: url };
    }
    requireDeadLetterQueue(deps, attributes.RedrivePolicy, {
      region,
      account,
      fifo,
      arn: queueArn(account, region, QueueName),
    });
    await deps.database.commit(() => {
      if (!deps.queues.find(account, region, QueueName)) {
        deps.queues.insert(account, region, QueueName, attributes, tags, call.time);
      }
    });
    return { QueueUrl: url };
  },
});

function requireName(name: string, fifo: boolean): void {
  if (fifo && !FIFO_NAME.test(name)) {
    throw errors.invalidParameterValue(
      'The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores, must end with .fifo suffix and be 1 to 80 in length',
    );
  }
  if (fifo || NAME.test(name)) return;
  throw errors.invalidParameterValue(
    'Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length',
  );
}

function requireSame(given: Attributes, held: Attributes): void {
  for (const [name, value] of Object.entries(given)) {
    if ((held[name] ?? '') !== value) throw errors.queueNameExists(name);
  }
}
