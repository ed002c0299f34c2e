// Changing a queue: read again within the commit, so that two changes at once both stand.
import type { SqsDeps } from './deps.ts';
import * as errors from './errors.ts';
import type { Queue } from './queue.ts';

export const changeQueue = (
  { database, queues, arrivals }: SqsDeps,
  { account, region, name }: Queue,
  change: (queue: Queue) => Partial<Pick<Queue, 'attributes' | 'tags' | 'modified'>>,
): Promise<void> =>
  database.commit(() => {
    const queue = queues.find(account, region, name);
    if (!queue) throw errors.queueDoesNotExist();
    queues.save({ ...queue, ...change(queue) });
    arrivals.announce(queue.id);
  });
