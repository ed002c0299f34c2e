// PutIdentityPolicy through the SDK.
import {
  DeleteIdentityCommand,
  GetIdentityPoliciesCommand,
  ListIdentityPoliciesCommand,
  SendEmailCommand,
  SendRawEmailCommand,
  VerifyDomainIdentityCommand,
} from '@aws-sdk/client-ses';
import { describe, expect, it } from 'vitest';
import { allow, identitySuite } from './identity.ts';

const on = identitySuite();

describe('PutIdentityPolicy', () => {
  it('keeps a policy without the blanks between its words, and replaces it', async () => {
    await on.put('send', JSON.stringify(JSON.parse(allow('*')), null, 2));
    const get = () =>
      on.aws.ses().send(new GetIdentityPoliciesCommand({ Identity: 'example.com', PolicyNames: ['send'] }));
    expect((await get()).Policies).toEqual({ send: allow('*') });
    await on.put('send', allow({ AWS: '111122223333' }));
    expect((await get()).Policies).toEqual({ send: allow({ AWS: '111122223333' }) });
  });

  it.each([
    ['bad name', allow('*'), 'InvalidParameterValue'],
    ['n'.repeat(65), allow('*'), 'ValidationError'],
    [' ', allow('*'), 'InvalidParameterValue'],
    ['ok', '{"no": "policy"}', 'InvalidPolicyException'],
    ['ok', 'no JSON', 'InvalidPolicyException'],
    ['ok', ' ', 'InvalidParameterValue'],
    ['ok', allow({ AWS: Array(300).fill('111122223333') }), 'InvalidPolicyException'],
  ])('refuses the name %j with %.20s by %s', async (name, policy, code) => {
    await expect(on.put(name, policy)).rejects.toMatchObject({ name: code });
  });

  it('takes twenty to an identity', async () => {
    for (let n = 0; n < 20; n += 1) await on.put(`p${n}`, allow('*'), 'many.com');
    await on.put('p0', allow('*'), 'many.com');
    await expect(on.put('p20', allow('*'), 'many.com')).rejects.toMatchObject({
      name: 'InvalidParameterValue',
      message: 'Number of policies for <many.com> exceeds max allowed number of policies per resource',
    });
  });

  it('is gone with its identity', async () => {
    await on.aws.ses().send(new VerifyDomainIdentityCommand({ Domain: 'gone.com' }));
    await on.put('p', allow('*'), 'gone.com');
    await on.aws.ses().send(new DeleteIdentityCommand({ Identity: 'gone.com' }));
    const { PolicyNames } = await on.aws
      .ses()
      .send(new ListIdentityPoliciesCommand({ Identity: 'gone.com' }));
    expect(PolicyNames).toEqual([]);
  });
});

describe('sending authorization', () => {
  const SourceArn = 'arn:aws:ses:us-east-1:000000000000:identity/example.com';
  const stranger = (account: string) => on.aws.ses({ account });
  const send = (account: string, Source = 'ann@example.com', arn: string | undefined = SourceArn) =>
    stranger(account).send(
      new SendEmailCommand({
        Source,
        SourceArn: arn,
        Destination: { ToAddresses: ['bob@example.org'] },
        Message: { Subject: { Data: 'Hi' }, Body: { Text: { Data: 'x' } } },
      }),
    );

  it('lets the account that the policy names send as the identity, and nobody else', async () => {
    await on.put('send', allow({ AWS: 'arn:aws:iam::111122223333:root' }));
    expect((await send('111122223333')).MessageId).toBeDefined();
    await expect(send('444455556666')).rejects.toMatchObject({
      name: 'AccessDenied',
      message: `User \`arn:aws:iam::444455556666:root' is not authorized to perform \`ses:SendEmail' on resource \`${SourceArn}'`,
    });
  });

  it('of one action is not that of another', async () => {
    const Data = Buffer.from('From: ann@example.com\r\nTo: b@example.org\r\n\r\n');
    const raw = new SendRawEmailCommand({ SourceArn, RawMessage: { Data } });
    await expect(stranger('111122223333').send(raw)).rejects.toMatchObject({ name: 'AccessDenied' });
    await on.put('raw', allow({ AWS: '111122223333' }, 'ses:SendRawEmail'));
    expect((await stranger('111122223333').send(raw)).MessageId).toBeDefined();
  });

  it('covers the identity’s own addresses alone, and only under its ARN', async () => {
    await expect(send('111122223333', 'ann@elsewhere.com')).rejects.toMatchObject({
      name: 'MessageRejected',
    });
    await expect(send('111122223333', 'ann@example.com', '')).rejects.toMatchObject({
      name: 'MessageRejected',
    });
    await expect(send('111122223333', 'ann@example.com', 'example.com')).rejects.toMatchObject({
      name: 'InvalidParameterValue',
    });
  });

  it('a Deny holds for the owner’s users, too', async () => {
    const deny = JSON.parse(allow('*'));
    deny.Statement[0].Effect = 'Deny';
    await on.put('never', JSON.stringify(deny));
    await expect(send('111122223333')).rejects.toMatchObject({ name: 'AccessDenied' });
  });
});
