// The notification that most actions may send beside their work (TopicArn).
//
// It never undoes the action: what became of it stands in the action's result.
import type { Mail, Step } from '../mail.ts';
import { notificationOf } from '../notification.ts';
import type { ActionContext } from './action.ts';
import { publishTo } from './publish.ts';

export async function notifyTopic(
  context: ActionContext,
  mail: Mail,
  step: Step,
  topicArn: string | undefined,
  action: object,
): Promise<{ notification?: string }> {
  if (topicArn === undefined) return {};
  const message = JSON.stringify(notificationOf(mail, step, context.platform.clock.now(), action));
  try {
    const published = await publishTo(
      context,
      mail,
      step.rule,
      topicArn,
      'Amazon SES Email Receipt Notification',
      message,
    );
    return { notification: published ?? 'not executed: there is no SNS here' };
  } catch (error) {
    return { notification: `failed: ${(error as Error).message}` };
  }
}
