// The Lambda action: the event to the function's HTTP endpoint, and its disposition back.
//
// No transaction holds somebody else's function, so its start is durable before it is invoked. An Event
// invocation whose end nobody saw is made again, as Lambda's own queue does (at least once; the event names the
// mail); a RequestResponse one is not (at most once): the rules go on as they do after a function that failed.
import { describeAction, lambdaEventOf } from '../notification.ts';
import { ActionFailed, GiveUp } from '../retry.ts';
import type { ActionContext, RunAction } from './action.ts';
import { Interrupted, isSuccess, post } from './endpoint.ts';

/** DOC action-lambda: a RequestResponse invocation may take 30 seconds. */
const TIMEOUT = 30_000;

export const invokeFunction: RunAction = async (context, mail, _content, step, effect) => {
  const action = step.action.LambdaAction;
  if (!action) throw new Error('not a Lambda action');
  const { FunctionArn, InvocationType: type = 'Event' } = action;
  const endpoint = context.settings.functions?.[FunctionArn];
  if (endpoint === undefined) {
    return { status: 'not executed', result: { reason: `no endpoint is registered for ${FunctionArn}` } };
  }
  if (effect.interrupted && type === 'RequestResponse') {
    throw new GiveUp('Interrupted', 'the emulator ended while the function ran; it is not invoked twice');
  }
  await effect.begin();
  const event = lambdaEventOf(mail, step, context.platform.clock.now(), describeAction(step.action));
  const body = await invoke(context, endpoint, type, effect.id, event);
  if (type === 'Event') return { status: 'done' };

  const disposition = dispositionOf(body);
  return {
    status: 'done',
    result: { disposition },
    ...(disposition !== 'CONTINUE' && { stops: disposition }),
  };
};

async function invoke(
  { closing }: ActionContext,
  endpoint: string,
  type: string,
  requestId: string,
  event: object,
): Promise<string> {
  const headers = {
    'content-type': 'application/json',
    'x-amz-invocation-type': type,
    'x-amzn-requestid': requestId,
  };
  const body = JSON.stringify(event);
  const { status, text } = await post(endpoint, { headers, body, within: TIMEOUT, closing }).catch(
    (error) => {
      throw error instanceof Interrupted ? error : failed((error as Error).message);
    },
  );
  if (!isSuccess(status)) throw failed(`the function's endpoint answered ${status}`);
  return text;
}

const failed = (message: string) => new ActionFailed('LambdaInvocationFailed', message);

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
