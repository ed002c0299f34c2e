// "Giving Amazon SES permission to use your AWS KMS key", sentence by sentence.
import { describe, expect, it } from 'vitest';
import { openMail, storedMail, storedMails } from '../../support/sealed-mail.ts';
import { ACCOUNT } from '../../support/server.ts';
import { OWNER, pageStatement, sesPage } from './page.ts';

const page = sesPage();
const { mail, actionOf, setKeyPolicy } = page;

describe('Giving SES permission to use your key', () => {
  /** Puts the policy back as it was, whatever the story did to it. */
  const restore = () => setKeyPolicy(OWNER, pageStatement(ACCOUNT));

  it('without the statement the mail is not stored, neither sealed nor in the clear', async () => {
    await setKeyPolicy(OWNER);
    const before = await storedMails(page.s3, 'mail');
    const id = await mail('customer@example.com', 'Nobody may seal this');
    const action = actionOf(id);
    expect(action).toMatchObject({ status: 'retrying', error: { code: 'AccessDeniedException' } });
    expect(JSON.stringify(action?.explanation)).toContain('Enable IAM User Permissions');
    expect(await storedMails(page.s3, 'mail')).toHaveLength(before.length);
    await restore();
  });

  it('SES tries again: once the statement is there the mail is stored', async () => {
    await setKeyPolicy(OWNER);
    const id = await mail('customer@example.com', 'Later');
    await restore();
    page.aws.clock.advance(10_000);
    await page.aws.idle();
    expect(actionOf(id)?.status).toBe('done');
    const stored = await storedMail(page.s3, 'mail', `customer/${id}`);
    expect((await openMail(page.kms, stored)).toString()).toContain('Subject: Later');
  });

  it('the source account must match the one of the policy', async () => {
    await setKeyPolicy(OWNER, pageStatement('999999999999'));
    const action = actionOf(await mail('customer@example.com', 'For another account'));
    expect(action?.error?.code).toBe('AccessDeniedException');
    expect(JSON.stringify(action?.explanation)).toContain('kms:EncryptionContext:aws:ses:source-account');
    await restore();
  });

  it('SES must specify rule-name and message-id: a policy that wants them absent keeps it out', async () => {
    const absent = pageStatement(ACCOUNT);
    const Null = {
      'kms:EncryptionContext:aws:ses:rule-name': true,
      'kms:EncryptionContext:aws:ses:message-id': true,
    };
    await setKeyPolicy(OWNER, { ...absent, Condition: { Null } });
    const action = actionOf(await mail('customer@example.com', 'Must be absent'));
    expect(action?.error?.code).toBe('AccessDeniedException');
    await restore();
  });

  it('the statement may spell its nulls as strings', async () => {
    const spelled = pageStatement(ACCOUNT);
    const Null = {
      'kms:EncryptionContext:aws:ses:rule-name': 'false',
      'kms:EncryptionContext:aws:ses:message-id': 'false',
    };
    await setKeyPolicy(OWNER, { ...spelled, Condition: { ...spelled.Condition, Null } });
    expect(actionOf(await mail('customer@example.com', 'Strings'))?.status).toBe('done');
    await restore();
  });
});
