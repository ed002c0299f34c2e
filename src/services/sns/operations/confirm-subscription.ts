// ConfirmSubscription: the token decides, so nobody needs to sign; the link in the message leads here.
import { required, string, structure } from '../../../core/shape.ts';
import { snsOperation } from '../deps.ts';
import * as errors from '../errors.ts';
import * as shapes from '../shapes.ts';
import { requireArn } from '../topic.ts';

export const confirmSubscriptionOperation = snsOperation({
  name: 'ConfirmSubscription',
  input: structure({
    TopicArn: required(shapes.arn),
    Token: required(string({ sensitive: true })),
    AuthenticateOnUnsubscribe: string(),
  }),
  output: structure({ SubscriptionArn: string() }),
  access: () => undefined,
  async run({ input: { TopicArn, Token, AuthenticateOnUnsubscribe }, call, deps }) {
    requireArn(TopicArn, 'TopicArn');
    if (!/^[0-9a-f]+$/.test(Token)) throw errors.invalidToken();
    const pending = deps.subscriptions.findByToken(TopicArn, Token);
    const former = pending ? undefined : deps.subscriptions.findFormerByToken(TopicArn, Token, call.time);
    const subscription = pending ?? former;
    if (!subscription) throw errors.invalidParameter('Token');
    const authenticated = call.principal.type !== 'anonymous';
    const guarded = AuthenticateOnUnsubscribe?.toLowerCase() === 'true';
    if (guarded && !authenticated)
      throw errors.authorizationError('AuthenticateOnUnsubscribe needs a signature');
    await deps.database.commit(() => {
      const { arn, topic, protocol, endpoint } = subscription;
      // Whoever left and subscribed anew in between keeps the new subscription.
      if (former && !deps.subscriptions.findSame(topic, protocol, endpoint))
        deps.subscriptions.restore(former);
      const current = deps.subscriptions.find(arn);
      if (current) deps.subscriptions.save({ ...current, confirmed: true, authenticated, guarded });
    });
    return { SubscriptionArn: subscription.arn };
  },
});
