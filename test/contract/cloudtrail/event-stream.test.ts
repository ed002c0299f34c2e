// GET /_waxseal/events as server-sent events: what was, what comes, and readers that do not keep up.
import { get, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CreateKeyCommand, ListKeysCommand } from '@aws-sdk/client-kms';
import fastify from 'fastify';
import { describe, expect, it } from 'vitest';
import type { ControlPorts } from '../../../src/control/ports.ts';
import { recordRoutes } from '../../../src/control/record-routes.ts';
import type { Invocation } from '../../../src/core/invoke.ts';
import { empty } from '../../../src/core/shape.ts';
import { createEventFeed } from '../../../src/services/cloudtrail/event-feed.ts';
import { createEventLog } from '../../../src/services/cloudtrail/event-log.ts';
import { EventMemory } from '../../../src/services/cloudtrail/event-memory.ts';
import { Kinds } from '../../../src/services/cloudtrail/kind.ts';
import { useServer } from './trails.ts';

const server = useServer();

const open = (url: string): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    get(`${url}/_waxseal/events`, { headers: { accept: 'text/event-stream' } }, resolve).on('error', reject);
  });

/** Reads until `enough`, answers every block of the stream. */
async function read(
  stream: IncomingMessage,
  enough: (blocks: readonly string[]) => boolean,
): Promise<string[]> {
  const blocks: string[] = [];
  let rest = '';
  for await (const chunk of stream) {
    const parts = (rest + String(chunk)).split('\n\n');
    rest = parts.pop() ?? '';
    blocks.push(...parts);
    if (enough(blocks)) break;
  }
  return blocks;
}
const namesOf = (blocks: readonly string[]) =>
  blocks.map((block) => JSON.parse(block.replace(/^data: /, '')).eventName);

describe('the stream of events', () => {
  it('begins with what was and goes on with what happens', async () => {
    await server.aws.reset();
    await server.aws.kms().send(new CreateKeyCommand({}));
    const stream = await open(server.aws.url);
    expect(stream.headers['content-type']).toBe('text/event-stream');
    const reading = read(stream, (blocks) => blocks.length >= 3);
    await server.aws.kms().send(new ListKeysCommand({}));
    await server.aws.kms().send(new ListKeysCommand({}));
    expect(namesOf(await reading)).toEqual(['CreateKey', 'ListKeys', 'ListKeys']);
  });
});

describe('a reader that does not keep up', () => {
  const EVENTS = 4_000;
  const RING = 100;

  it('costs no memory, and is told how much it has missed', async () => {
    const log = createEventLog(new Kinds(), new EventMemory({ management: RING, volume: RING }));
    const app = fastify();
    let response: ServerResponse | undefined;
    app.addHook('onRequest', async (_request, reply) => {
      response = reply.raw;
    });
    const ports = { decisions: () => [], events: createEventFeed(log, RING) };
    recordRoutes(app, ports as unknown as ControlPorts);
    await app.listen({ host: '127.0.0.1', port: 0 });
    const stream = await open(`http://127.0.0.1:${(app.server.address() as AddressInfo).port}`);

    const large = 'x'.repeat(10_000);
    let most = 0;
    for (let made = 0; made < EVENTS; made += 1) {
      log.record(invocation(large, String(made)));
      most = Math.max(most, response?.writableLength ?? 0);
      // Lets the socket take what it will.
      if (made % 50 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    // At most what is written between two looks at the socket, and never the forty megabytes.
    expect(most).toBeLessThan(2_000_000);

    const isLast = (blocks: readonly string[]) =>
      blocks.at(-1)?.includes(`"requestID":"${EVENTS - 1}"`) ?? false;
    const blocks = await read(stream, isLast);
    const told = blocks.filter((block) => block.startsWith('data: '));
    const missed = blocks
      .filter((block) => block.startsWith('event: missed'))
      .reduce((sum, block) => sum + JSON.parse(block.split('data: ')[1] ?? '{}').missed, 0);
    expect(missed).toBeGreaterThan(0);
    expect(told.length + missed).toBe(EVENTS);
    stream.destroy();
    await app.close();
  });
});

function invocation(userAgent: string, requestId: string): Invocation {
  return {
    service: { name: 'kms', eventSource: 'kms.amazonaws.com' },
    operation: { name: 'ListKeys', input: empty, output: empty },
    input: {},
    call: {
      principal: { type: 'root', account: '000000000000' },
      account: '000000000000',
      region: 'us-east-1',
      requestId,
      time: 0,
      sourceIp: '127.0.0.1',
      userAgent,
      secure: false,
    },
    output: {},
  } as unknown as Invocation;
}
