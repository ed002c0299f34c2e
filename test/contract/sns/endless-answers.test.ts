// A subscriber whose answer never ends: SNS looks at its status, and reads no more of it than it must.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SubscribeCommand } from '@aws-sdk/client-sns';
import { expect, it } from 'vitest';
import { snsStory } from './story.ts';

const story = snsStory();

it('an endless answer with a good status is a delivery, and its connection is let go', async () => {
  const endpoint = createServer((_request, response) => {
    const more = () => {
      while (response.write(Buffer.alloc(64 * 1024)));
    };
    response.on('drain', more);
    more();
  });
  await new Promise<void>((resolve) => endpoint.listen(0, '127.0.0.1', resolve));
  const connection = once(endpoint, 'connection');
  const Endpoint = `http://127.0.0.1:${(endpoint.address() as AddressInfo).port}/`;
  const TopicArn = await story.topic('endless');
  await story.sns.send(new SubscribeCommand({ TopicArn, Protocol: 'http', Endpoint }));
  const [socket] = await connection;
  const closed = once(socket, 'close').catch(() => {});
  await story.server.idle();
  await closed;
  expect(socket.destroyed).toBe(true);
  endpoint.close();
});
