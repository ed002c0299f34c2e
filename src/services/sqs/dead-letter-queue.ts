// The target of a redrive policy: of the same account and region, and of the same kind.
import type { AccountId, Region } from '../../core/ids.ts';
import type { SqsDeps } from './deps.ts';
import * as errors from './errors.ts';
import { parseQueueArn } from './queue.ts';
import { admits, parseRedrive } from './redrive.ts';

interface Source {
  readonly account: AccountId;
  readonly region: Region;
  readonly fifo: boolean;
  readonly arn: string;
}

export function requireDeadLetterQueue(deps: SqsDeps, policy: string | undefined, source: Source): void {
  if (policy === undefined || policy === '') return;
  const redrive = parseRedrive(policy);
  const refuse = (reason: string) => errors.invalidValueFor('RedrivePolicy', policy, reason);
  if ('problem' in redrive) throw refuse(redrive.problem);
  const named = parseQueueArn(redrive.deadLetterTargetArn);
  const target = named && deps.queues.find(named.account, named.region, named.name);
  if (!target || target.account !== source.account || target.region !== source.region) {
    throw refuse('Dead letter target does not exist.');
  }
  if (target.fifo !== source.fifo) {
    throw refuse('Dead-letter queue must be same type of queue as the source.');
  }
  // The words are ours.
  if (!admits(target.attributes.RedriveAllowPolicy, source.arn)) {
    throw refuse('The redrive allow policy of the dead-letter queue does not admit this source queue.');
  }
}
