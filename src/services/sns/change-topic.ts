// Changing a topic: read again within the commit, so that two changes at once both stand.
import type { SnsDeps } from './deps.ts';
import * as errors from './errors.ts';
import type { Topic } from './topic.ts';

export const changeTopic = (
  { database, topics }: SnsDeps,
  { arn }: Topic,
  change: (topic: Topic) => Partial<Pick<Topic, 'attributes' | 'tags'>>,
): Promise<void> =>
  database.commit(() => {
    const topic = topics.find(arn);
    if (!topic) throw errors.topicNotFound();
    topics.save({ ...topic, ...change(topic) });
  });
