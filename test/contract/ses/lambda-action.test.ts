// The Lambda action: what the function is given, what its answer decides, and what becomes of one that fails.
import type { ReceiptAction } from '@aws-sdk/client-ses';
import { describe, expect, it } from 'vitest';
import { actionSuite, FUNCTION, header } from './action-suite.ts';

const on = actionSuite();
const { deliver, lastHeard, receive, rule } = on;

describe('Lambda', () => {
  const invoke = (InvocationType: 'Event' | 'RequestResponse', FunctionArn = FUNCTION): ReceiptAction => ({
    LambdaAction: { FunctionArn, InvocationType },
  });

  it('gives the function SES’s event', async () => {
    on.endpoint.answer(200, 'null');
    const { id, to } = await receive(invoke('Event'));
    const { headers, body } = lastHeard();
    expect(headers['x-amz-invocation-type']).toBe('Event');
    const record = JSON.parse(body).Records[0];
    expect(record).toMatchObject({
      eventSource: 'aws:ses',
      eventVersion: '1.0',
      ses: {
        mail: {
          messageId: id,
          source: 'ann@example.net',
          destination: ['list@example.com'],
          headersTruncated: false,
          commonHeaders: { from: ['Ann <ann@example.net>'], subject: 'Hi', returnPath: 'ann@example.net' },
        },
        receipt: {
          recipients: [to],
          spamVerdict: { status: 'DISABLED' },
          spfVerdict: { status: 'GRAY' },
          action: { type: 'Lambda', functionArn: FUNCTION, invocationType: 'Event' },
        },
      },
    });
    expect(record.ses.mail.headers[0]).toEqual({ name: 'Return-Path', value: '<ann@example.net>' });
  });

  it.each([
    ['CONTINUE', 'done', 'done'],
    ['STOP_RULE', 'skipped', 'done'],
    ['STOP_RULE_SET', 'skipped', 'skipped'],
    ['WHATEVER', 'done', 'done'],
  ])('obeys the disposition %s', async (disposition, inRule, inSet) => {
    on.endpoint.answer(200, JSON.stringify({ disposition }));
    const to = `${disposition.toLowerCase()}@example.com`;
    await rule(`${disposition}-2`, to, header('X-Next-Rule'));
    await rule(`${disposition}-1`, to, invoke('RequestResponse'), header('X-Same-Rule'));
    const { actions } = await deliver(to);
    expect(actions().map(({ status }) => status)).toEqual(['done', inRule, inSet]);
  });

  it('is given an Event again after one minute and after two more, as by Lambda’s own queue', async () => {
    on.endpoint.answer(500, 'boom');
    const { actions } = await receive(invoke('Event'), header('X-After'));
    const heardBefore = on.endpoint.posted.length;
    expect(actions()).toMatchObject([
      { status: 'retrying', error: { code: 'LambdaInvocationFailed' } },
      { status: 'done' },
    ]);
    for (const [minutes, status] of [
      [1, 'retrying'],
      [2, 'failed'],
    ] as const) {
      on.aws.clock.advance(minutes * 60_000);
      await on.aws.idle();
      expect(actions()[0]).toMatchObject({ status });
    }
    expect(actions()[0]?.attempts).toHaveLength(3);
    expect(on.endpoint.posted).toHaveLength(heardBefore + 2);
    const ids = on.endpoint.posted.slice(heardBefore - 1).map(({ headers }) => headers['x-amzn-requestid']);
    expect(new Set(ids).size).toBe(1);
    on.endpoint.answer(200, 'null');
  });

  it('goes on when the function fails, or is none', async () => {
    on.endpoint.answer(500, 'boom');
    const failing = await receive(invoke('RequestResponse'), header('X-After'));
    expect(failing.actions()).toMatchObject([
      { status: 'failed', error: { code: 'LambdaInvocationFailed' } },
      { status: 'done' },
    ]);
    const unknown = await receive(invoke('Event', `${FUNCTION}-unknown`), header('X-After'));
    expect(unknown.actions()).toMatchObject([{ status: 'not executed' }, { status: 'done' }]);
    on.endpoint.answer(200, 'null');
  });
});
