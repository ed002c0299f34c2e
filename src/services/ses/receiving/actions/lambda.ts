// The Lambda action: the event to the function's HTTP endpoint, and its disposition back.
import { describeAction, lambdaEventOf } from '../notification.ts';
import { GiveUp } from '../retry.ts';
import type { RunAction } from './action.ts';
import { notifyTopic } from './notify-topic.ts';

/** DOC action-lambda: a RequestResponse invocation may take 30 seconds. */
const TIMEOUT = 30_000;

export const invokeFunction: RunAction = async (context, mail, _content, step) => {
  const action = step.action.LambdaAction;
  if (!action) throw new Error('not a Lambda action');
  const endpoint = context.settings.functions?.[action.FunctionArn];
  if (endpoint === undefined) {
    return {
      status: 'not executed',
      result: { reason: `no endpoint is registered for ${action.FunctionArn}` },
    };
  }
  const described = describeAction(step.action);
  const type = action.InvocationType ?? 'Event';
  const body = await invoke(
    endpoint,
    type,
    lambdaEventOf(mail, step, context.platform.clock.now(), described),
  );
  const told = await notifyTopic(context, mail, step, action.TopicArn, described);
  if (type === 'Event') return { status: 'done', result: told };

  const disposition = dispositionOf(body);
  return {
    status: 'done',
    result: { disposition, ...told },
    ...(disposition !== 'CONTINUE' && { stops: disposition }),
  };
};

async function invoke(endpoint: string, type: string, event: object): Promise<string> {
  let response: Response;
  try {
    response = await fetch(endpoint, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-amz-invocation-type': type },
      body: JSON.stringify(event),
      signal: AbortSignal.timeout(TIMEOUT),
    });
  } catch (error) {
    throw new GiveUp('LambdaInvocationFailed', (error as Error).message);
  }
  const body = await response.text();
  if (!response.ok)
    throw new GiveUp('LambdaInvocationFailed', `the function's endpoint answered ${response.status}`);
  return body;
}

/** Anything but the two stops means to go on (DOC action-lambda). */
function dispositionOf(body: string): 'STOP_RULE' | 'STOP_RULE_SET' | 'CONTINUE' {
  try {
    const disposition: unknown = JSON.parse(body)?.disposition;
    if (disposition === 'STOP_RULE' || disposition === 'STOP_RULE_SET') return disposition;
  } catch {
    // Not JSON: no disposition.
  }
  return 'CONTINUE';
}
