// What holds when several rules, accounts or regions meet in one message.
import {
  type SESClient,
  SetActiveReceiptRuleSetCommand,
  VerifyDomainIdentityCommand,
} from '@aws-sdk/client-ses';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { createRule, createSet, receiveAt } from './rules.ts';

const Actions = [{ AddHeaderAction: { HeaderName: 'X-Seen', HeaderValue: 'yes' } }];
const RAW = Buffer.from('Subject: Hi\r\n\r\n');
let aws: TestServer;
let ses: SESClient;
beforeAll(async () => {
  aws = await startTestServer();
  ses = aws.ses();
  await receiveAt(ses, 'example.com');
});
afterAll(() => aws.close());

const deliver = async (to: string, more: { tls?: boolean } = {}) =>
  (await aws.deliver(RAW, { from: 'ann@example.net', to: [to], ...more })).mails[0];
const rule = (Name: string, recipient: string, more: object = {}) =>
  createRule(ses, 'inbound', { Name, Enabled: true, Recipients: [recipient], Actions, ...more });

describe('two rules that take one message', () => {
  it('one of which asks for a scan: it is scanned', async () => {
    await rule('unscanned', 'scan@example.com');
    await rule('scanned', 'scan@example.com', { ScanEnabled: true });
    expect((await deliver('scan@example.com'))?.verdicts).toMatchObject({ spam: 'PASS', virus: 'PASS' });
  });

  it('one of which requires TLS: it is refused without', async () => {
    await rule('open', 'tls@example.com');
    await rule('closed', 'tls@example.com', { TlsPolicy: 'Require' });
    await expect(deliver('tls@example.com', { tls: false })).rejects.toMatchObject({ responseCode: 530 });
    expect((await deliver('tls@example.com', { tls: true }))?.rules).toEqual(['closed', 'open']);
  });
});

describe('a domain that two accounts verified', () => {
  const Domain = 'shared.com';
  const later = () => aws.ses({ account: '111122223333' });

  it('belongs to the one that was first', async () => {
    await ses.send(new VerifyDomainIdentityCommand({ Domain }));
    await receiveAt(later(), Domain);
    await rule('first', Domain);
    await createRule(later(), 'inbound', { Name: 'later', Enabled: true, Actions });
    expect(await deliver(`bob@${Domain}`)).toMatchObject({ account: '000000000000', rules: ['first'] });
  });

  it('and to the other where the first takes no mail', async () => {
    await createSet(ses, 'empty');
    await ses.send(new SetActiveReceiptRuleSetCommand({ RuleSetName: 'empty' }));
    expect(await deliver(`bob@${Domain}`)).toMatchObject({ account: '111122223333', rules: ['later'] });
    await ses.send(new SetActiveReceiptRuleSetCommand({ RuleSetName: 'inbound' }));
  });
});
