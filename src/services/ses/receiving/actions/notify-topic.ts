// The notification that most actions may send beside their work (TopicArn).
//
// It never undoes the action: what became of it stands in the action's result.
import { topicOf } from '../../shapes.ts';
import type { Mail, Outcome, Step } from '../mail.ts';
import { describeAction, notificationOf } from '../notification.ts';
import type { ActionContext } from './action.ts';
import { Interrupted } from './endpoint.ts';
import { publishTo } from './publish.ts';

/** @param took within the transaction that publishes it, where SNS is our own. */
export async function notifyTopic(
  context: ActionContext,
  mail: Mail,
  step: Step,
  { result }: Outcome,
  id: string,
  took: (notification: string) => void,
): Promise<string> {
  const topicArn = topicOf(step.action) ?? '';
  const action = describeAction(step.action, result?.key);
  const message = JSON.stringify(notificationOf(mail, step, context.platform.clock.now(), action));
  try {
    const published = await publishTo(
      context,
      mail,
      step,
      { topicArn, subject: 'Amazon SES Email Receipt Notification', message, id },
      took,
    );
    return published ?? 'not executed: there is no SNS here';
  } catch (error) {
    if (error instanceof Interrupted) throw error;
    return `failed: ${(error as Error).message}`;
  }
}
