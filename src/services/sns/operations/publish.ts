// Publish: answered once the message and all its deliveries stand in the outbox.
//
// Gaps: phone numbers and mobile endpoints.
import { string, structure } from '../../../core/shape.ts';
import { onTopic, requireTopic } from '../access.ts';
import { snsOperation } from '../deps.ts';
import * as errors from '../errors.ts';
import { publicationOf } from '../publication.ts';
import { publish, requireRegion } from '../publish.ts';
import * as shapes from '../shapes.ts';

export const publishOperation = snsOperation({
  name: 'Publish',
  input: structure({
    TopicArn: shapes.arn,
    TargetArn: shapes.arn,
    PhoneNumber: string({ sensitive: true }),
    ...shapes.publishMembers,
  }),
  output: structure({ MessageId: string(), SequenceNumber: string() }),
  resolve({ input: { TopicArn, TargetArn, PhoneNumber }, call, deps }) {
    if (PhoneNumber !== undefined) throw errors.invalidParameter('PhoneNumber Reason: no SMS is sent here');
    const arn = TopicArn ?? TargetArn;
    if (arn === undefined) {
      throw errors.invalidParameter('TopicArn or TargetArn Reason: no value for required parameter');
    }
    if (TopicArn === undefined && arn.includes(':endpoint/')) {
      throw errors.invalidParameter('TargetArn Reason: No endpoint found for the target arn specified');
    }
    requireRegion(arn, call);
    return requireTopic(deps, arn);
  },
  access: ({ target, call }) => onTopic('Publish', target, call),
  async run({ input, target, call, deps }) {
    const publication = publicationOf(input, target);
    await deps.encryption.require(target, call);
    const [published] = await publish(deps, target, [publication], ([only]) => call.alongside?.(only));
    return { ...published };
  },
});
