// Publish: answered once the message and all its deliveries stand in the outbox.
//
// By design: a text message is accepted and kept where the control API shows it; mobile endpoints there are none.
import { string, structure } from '../../../core/shape.ts';
import { onTopic, requireTopic } from '../access.ts';
import { type SnsDeps, snsOperation } from '../deps.ts';
import * as errors from '../errors.ts';
import { requirePhoneNumber } from '../phone-number.ts';
import { publicationOf } from '../publication.ts';
import { publish } from '../publish.ts';
import * as shapes from '../shapes.ts';
import type { Topic } from '../topic.ts';

type Target =
  | { readonly topic: Topic; readonly phone?: undefined }
  | { readonly topic?: undefined; readonly phone: string };

export const publishOperation = snsOperation({
  name: 'Publish',
  input: structure({
    TopicArn: shapes.arn,
    TargetArn: shapes.arn,
    PhoneNumber: string({ sensitive: true }),
    ...shapes.publishMembers,
  }),
  output: structure({ MessageId: string(), SequenceNumber: string() }),
  resolve({ input: { TopicArn, TargetArn, PhoneNumber }, call, deps }): Target {
    if (PhoneNumber !== undefined) return { phone: requirePhoneNumber(PhoneNumber) };
    const arn = TopicArn ?? TargetArn;
    if (arn === undefined) {
      throw errors.invalidParameter('TopicArn or TargetArn Reason: no value for required parameter');
    }
    if (TopicArn === undefined && arn.includes(':endpoint/')) {
      throw errors.invalidParameter('TargetArn Reason: No endpoint found for the target arn specified');
    }
    return { topic: requireTopic(deps, arn, call) };
  },
  access: ({ target, call }) =>
    target.topic
      ? onTopic('Publish', target.topic, call)
      : { action: 'sns:Publish', resource: '*', account: call.account },
  async run({ input, target: { topic, phone }, call, deps }) {
    if (!topic) return text(deps, phone, input);
    const publication = publicationOf(input, topic);
    await deps.encryption.require(topic, call);
    const [published] = await publish(deps, topic, [publication], ([only]) => call.alongside?.(only));
    return { ...published };
  },
});

function text(
  { undelivered, random, clock }: SnsDeps,
  endpoint: string,
  { Message, Subject }: { readonly Message: string; readonly Subject?: string | undefined },
): { readonly MessageId: string } {
  if (Message === '') throw errors.invalidParameter('Empty message');
  const MessageId = random.uuid();
  undelivered.add({
    time: new Date(clock.now()).toISOString(),
    messageId: MessageId,
    protocol: 'sms',
    endpoint,
    ...(Subject !== undefined && { subject: Subject }),
    message: Message,
  });
  return { MessageId };
}
