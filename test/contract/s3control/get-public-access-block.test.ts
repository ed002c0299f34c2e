import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { accountBlock } from '../../support/account-block.ts';
import { ACCOUNT, startTestServer, type TestServer } from '../../support/server.ts';

let aws: TestServer;
beforeAll(async () => {
  aws = await startTestServer();
});
beforeEach(() => aws.reset());
afterAll(() => aws.close());

describe('GetPublicAccessBlock', () => {
  it('tells what was put', async () => {
    const block = accountBlock(aws);
    await block.put({ IgnorePublicAcls: true });
    const { status, text, element } = await block.get();
    expect(status).toBe(200);
    expect(text).toContain('<PublicAccessBlockConfiguration xmlns="http://awss3control.amazonaws.com/doc/');
    expect(element('IgnorePublicAcls')).toBe('true');
    expect(element('BlockPublicAcls')).toBe('false');
  });

  it('knows of none until one was put, and names the account (recorded)', async () => {
    const answer = await accountBlock(aws).get();
    expect([answer.status, answer.element('Code')]).toEqual([404, 'NoSuchPublicAccessBlockConfiguration']);
    expect(answer.element('Message')).toBe('The public access block configuration was not found');
    expect(answer.element('AccountId')).toBe(ACCOUNT);
  });

  it('knows of none after a reset', async () => {
    await accountBlock(aws).put({ IgnorePublicAcls: true });
    await accountBlock(aws).get();
    await aws.reset();
    expect((await accountBlock(aws).get()).status).toBe(404);
  });

  it('is told to the account alone, and to no account that is none', async () => {
    await accountBlock(aws).put({ IgnorePublicAcls: true });
    const stranger = await accountBlock(aws, { account: '111122223333' }).get(ACCOUNT);
    expect([stranger.status, stranger.element('Code')]).toEqual([403, 'AccessDenied']);
    expect((await accountBlock(aws).get('12')).status).toBe(400);
  });
});
