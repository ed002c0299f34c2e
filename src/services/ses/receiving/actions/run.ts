// One action of whatever type.
import type { ActionType } from '../../shapes.ts';
import { actionTypes } from '../../shapes.ts';
import type { RunAction } from './action.ts';
import { bounce } from './bounce.ts';
import { invokeFunction } from './lambda.ts';
import { storeInS3 } from './s3.ts';
import { publishMessage } from './sns.ts';

/** "Stop" ends the rule set (DOC action-stop). */
const stop: RunAction = async () => ({ status: 'done', stops: 'STOP_RULE_SET' });

const addHeader: RunAction = async (_context, _mail, _content, { action }) => ({
  status: 'done',
  header: `${action.AddHeaderAction?.HeaderName}: ${action.AddHeaderAction?.HeaderValue}\r\n`,
});

const workmail: RunAction = async () => ({
  status: 'not executed',
  result: { reason: 'there is no WorkMail here' },
});

const connect: RunAction = async () => ({
  status: 'not executed',
  result: { reason: 'there is no Connect here' },
});

const ACTIONS: Record<ActionType, RunAction> = {
  S3Action: storeInS3,
  AddHeaderAction: addHeader,
  StopAction: stop,
  BounceAction: bounce,
  LambdaAction: invokeFunction,
  SNSAction: publishMessage,
  WorkmailAction: workmail,
  ConnectAction: connect,
};

export const runAction: RunAction = (context, mail, content, step, effect) => {
  const type = actionTypes(step.action)[0];
  if (!type) throw new Error('an action without a type');
  return ACTIONS[type](context, mail, content, step, effect);
};
