// The queues of a message move task, and the permissions it takes (API page StartMessageMoveTask).
import type { AccessCheck } from '../../../core/access-check.ts';
import type { Call } from '../../../core/call.ts';
import type { SqsDeps } from '../deps.ts';
import * as errors from '../errors.ts';
import { parseQueueArn, type Queue } from '../queue.ts';
import { onOwnQueue, onQueue } from '../queue-access.ts';
import { parseRedrive } from '../redrive.ts';

export function requireQueueByArn(
  { queues }: SqsDeps,
  arn: string,
  { region }: Call,
  parameter: 'SourceArn' | 'DestinationArn',
): Queue {
  const named = parseQueueArn(arn);
  const queue = named && named.region === region && queues.find(named.account, named.region, named.name);
  if (!queue) throw errors.noSuchArn(parameter);
  return queue;
}

/** The queues whose redrive policy names it. */
export function sourcesOf({ queues }: SqsDeps, { account, region, arn }: Queue): readonly Queue[] {
  return queues.list(account, region, '', '').filter(({ attributes }) => {
    const redrive = attributes.RedrivePolicy ? parseRedrive(attributes.RedrivePolicy) : undefined;
    return redrive && 'deadLetterTargetArn' in redrive && redrive.deadLetterTargetArn === arn;
  });
}

export const toMove = (from: Queue, to: readonly Queue[], call: Call): readonly AccessCheck[] => [
  onOwnQueue('StartMessageMoveTask', from, call),
  onQueue('ReceiveMessage', from),
  onQueue('DeleteMessage', from),
  onQueue('GetQueueAttributes', from),
  ...to.map((queue) => onQueue('SendMessage', queue)),
];
