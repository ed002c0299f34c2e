// Endpoints of functions and topics that never answer: the emulator closes all the same, and goes on after a restart.
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ReceiptAction } from '@aws-sdk/client-ses';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ACCOUNT, startTestServer } from '../../support/server.ts';
import { createRule, receiveAt } from './rules.ts';

const FunctionArn = `arn:aws:lambda:us-east-1:${ACCOUNT}:function:f`;
const TopicArn = `arn:aws:sns:us-east-1:${ACCOUNT}:t`;
const RAW = 'From: ann@example.net\r\nSubject: Hi\r\n\r\n';

const endpoint = createServer();
let url: string;
beforeAll(async () => {
  await new Promise<void>((resolve) => endpoint.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(endpoint.address() as AddressInfo).port}`;
});
afterAll(() => {
  endpoint.closeAllConnections();
  endpoint.close();
});

const asked = () => once(endpoint, 'request') as Promise<[IncomingMessage, ServerResponse]>;

/** Closes while the endpoint is being asked, starts again, and answers what the next process asks, if it does. */
async function closeMeanwhile(action: ReceiptAction, begin: (response: ServerResponse) => void = () => {}) {
  const dataDir = await mkdtemp(join(tmpdir(), 'waxseal-hanging-'));
  const settings = { dataDir, functions: { [FunctionArn]: url }, topics: { [TopicArn]: url } };
  const first = await startTestServer(settings);
  await receiveAt(first.ses(), 'example.com');
  await createRule(first.ses(), 'inbound', { Name: 'r', Enabled: true, Actions: [action] });
  const request = asked();
  const delivered = first.deliver(RAW, { from: 'ann@example.net', to: ['u@example.com'] });
  const [before, response] = await request;
  begin(response);
  await first.close();
  await delivered;

  const again: IncomingMessage[] = [];
  const answer = (message: IncomingMessage, response: ServerResponse) => {
    again.push(message);
    response.end('null');
  };
  endpoint.on('request', answer);
  const second = await startTestServer(settings);
  await second.idle();
  const listed = (await fetch(`${second.url}/_waxseal/mail`).then((got) => got.json())) as Listed[];
  await second.close();
  endpoint.off('request', answer);
  await rm(dataDir, { recursive: true, force: true });
  return { before, again, action: listed[0]?.actions[0] };
}
interface Listed {
  readonly actions: readonly Record<string, unknown>[];
}

describe('closing while an endpoint hangs', () => {
  it('leaves a function’s event to the next process, under the same request id', async () => {
    const { before, again, action } = await closeMeanwhile({ LambdaAction: { FunctionArn } });
    const id = before.headers['x-amzn-requestid'];
    expect(again.map(({ headers }) => headers['x-amzn-requestid'])).toEqual([id]);
    expect(action).toMatchObject({ status: 'done' });
  });

  it('does not invoke twice a function whose disposition was awaited', async () => {
    const LambdaAction = { FunctionArn, InvocationType: 'RequestResponse' } as const;
    const { again, action } = await closeMeanwhile({ LambdaAction });
    expect(again).toEqual([]);
    expect(JSON.stringify(action)).toContain('Interrupted');
  });

  it.each([
    ['no head', () => {}],
    ['no end', (response: ServerResponse) => void response.writeHead(200).write('x')],
  ])('tells a topic again that gave %s of an answer', async (_what, begin) => {
    const SNSAction = { TopicArn };
    const { before, again, action } = await closeMeanwhile({ SNSAction }, begin);
    const id = before.headers['x-amz-sns-message-id'];
    expect(again.map(({ headers }) => headers['x-amz-sns-message-id'])).toEqual([id]);
    expect(action).toMatchObject({ status: 'done' });
  });
});
