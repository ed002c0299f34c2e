// The receipt actions that neither store nor call, really done in their order; those that do are in lambda-action,
// s3-action and sns-action.
import { type ReceiptAction, VerifyDomainIdentityCommand } from '@aws-sdk/client-ses';
import { describe, expect, it } from 'vitest';
import { ACCOUNT } from '../../support/server.ts';
import { actionSuite, header, RAW, store } from './action-suite.ts';

const on = actionSuite();
const { deliver, receive, rule, stored } = on;

describe('AddHeader', () => {
  it('shows in what comes after it, and only there', async () => {
    const { id } = await receive(store('before'), header('X-One'), header('X-Two'), store('after'));
    expect(await stored(`before/${id}`)).not.toContain('X-One');
    expect(await stored(`after/${id}`)).toContain('\r\nX-One: yes\r\nX-Two: yes\r\nFrom: Ann');
  });
});

describe('Stop', () => {
  it('ends the rule set: later rules do nothing', async () => {
    const to = 'stopped@example.com';
    await rule('second', to, header('X-Late'));
    await rule('first', to, header('X-Early'), { StopAction: { Scope: 'RuleSet' } });
    const { actions } = await deliver(to);
    expect(actions().map(({ rule: name, type, status }) => [name, type, status])).toEqual([
      ['first', 'AddHeader', 'done'],
      ['first', 'Stop', 'done'],
      ['second', 'AddHeader', 'skipped'],
    ]);
  });
});

describe('Bounce', () => {
  const action: ReceiptAction = {
    BounceAction: {
      SmtpReplyCode: '550',
      StatusCode: '5.1.1',
      Message: 'Mailbox does not exist',
      Sender: 'mailer-daemon@example.com',
    },
  };

  it('sends a real delivery status notification to the sender', async () => {
    const { to, actions } = await receive(action);
    const id = actions()[0]?.result?.bounceMessageId;
    const sent = (await (await fetch(`${on.aws.url}/_waxseal/sent`)).json()) as { id: string; raw: string }[];
    const raw = Buffer.from(sent.find((mail) => mail.id === id)?.raw ?? '', 'base64').toString();
    expect(raw).toContain('From: mailer-daemon@example.com\r\nTo: ann@example.net\r\n');
    expect(raw).toContain(
      `Final-Recipient: rfc822; ${to}\r\nAction: failed\r\nStatus: 5.1.1\r\nDiagnostic-Code: smtp; 550 Mailbox does not exist\r\n`,
    );
  });

  it('is never sent for a bounce', async () => {
    await rule('for-bounces', 'null@example.com', action);
    const { mails } = await on.aws.deliver(RAW, { from: '', to: ['null@example.com'] });
    expect(mails[0]?.actions[0]).toMatchObject({ type: 'Bounce', status: 'not executed' });
  });

  it('finds a sender who is received here', async () => {
    await on.ses.send(new VerifyDomainIdentityCommand({ Domain: 'local.com' }));
    await rule('local', 'local.com');
    await rule('bouncing', 'b@example.com', action);
    await on.aws.deliver(RAW, { from: 'me@local.com', to: ['b@example.com'] });
    await on.aws.receiving.idle();
    const last = on.aws.receiving.mails().at(-1);
    expect(last?.envelope).toMatchObject({ from: '', to: ['me@local.com'] });
  });
});

describe('WorkMail and Connect', () => {
  it('are accepted and recorded as not executed', async () => {
    const { actions } = await receive(
      { WorkmailAction: { OrganizationArn: `arn:aws:workmail:us-east-1:${ACCOUNT}:organization/m-1` } },
      {
        ConnectAction: {
          InstanceARN: `arn:aws:connect:us-east-1:${ACCOUNT}:instance/1`,
          IAMRoleARN: `arn:aws:iam::${ACCOUNT}:role/connect`,
        },
      },
    );
    expect(actions()).toMatchObject([
      { type: 'WorkMail', status: 'not executed' },
      { type: 'Connect', status: 'not executed' },
    ]);
  });
});
