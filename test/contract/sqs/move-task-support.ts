// A queue whose messages have gone to its dead-letter queue.
import {
  CancelMessageMoveTaskCommand,
  ListMessageMoveTasksCommand,
  StartMessageMoveTaskCommand,
} from '@aws-sdk/client-sqs';
import type { sqsStory } from './story.ts';

export function moveTasks(story: ReturnType<typeof sqsStory>) {
  const tasks = {
    /** Sends the bodies and receives each once more than it may be. */
    async buried(name: string, ...bodies: string[]) {
      const dead = await story.queue(`${name}-dead`);
      const deadArn = await story.arn(dead);
      const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: deadArn, maxReceiveCount: 1 });
      const url = await story.queue(name, { RedrivePolicy, VisibilityTimeout: '0' });
      await story.send(url, ...bodies);
      for (let receive = 0; receive < 2; receive += 1) await story.receive(url, { MaxNumberOfMessages: 10 });
      return { url, arn: await story.arn(url), dead, deadArn };
    },
    async start(
      SourceArn: string,
      more: { DestinationArn?: string; MaxNumberOfMessagesPerSecond?: number } = {},
    ) {
      const { TaskHandle = '' } = await story.sqs.send(
        new StartMessageMoveTaskCommand({ SourceArn, ...more }),
      );
      await story.server.idle();
      return TaskHandle;
    },
    async list(SourceArn: string, MaxResults?: number) {
      const { Results = [] } = await story.sqs.send(
        new ListMessageMoveTasksCommand({ SourceArn, MaxResults }),
      );
      return Results;
    },
    cancel: (TaskHandle: string) => story.sqs.send(new CancelMessageMoveTaskCommand({ TaskHandle })),
    async bodies(url: string): Promise<(string | undefined)[]> {
      return (await story.receive(url, { MaxNumberOfMessages: 10 })).map(({ Body }) => Body);
    },
    async after(seconds: number) {
      story.server.clock.advance(seconds * 1000);
      await story.server.idle();
    },
  };
  return tasks;
}

export const invalid = (message: string) => ({ name: 'InvalidParameterValue', message });
export const notFound = (message: string) => ({
  name: 'ResourceNotFoundException',
  message,
});
