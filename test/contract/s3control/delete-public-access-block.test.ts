import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { accountBlock } from '../../support/account-block.ts';
import { ACCOUNT, startTestServer, type TestServer } from '../../support/server.ts';

let aws: TestServer;
beforeAll(async () => {
  aws = await startTestServer();
});
beforeEach(() => aws.reset());
afterAll(() => aws.close());

describe('DeletePublicAccessBlock', () => {
  it('takes it away, and where there is none it is no error (recorded)', async () => {
    const block = accountBlock(aws);
    await block.put({ BlockPublicAcls: true });
    expect((await block.remove()).status).toBe(204);
    expect((await block.get()).element('Code')).toBe('NoSuchPublicAccessBlockConfiguration');
    expect((await block.remove()).status).toBe(204);
  });

  it('is the account’s alone to do', async () => {
    await accountBlock(aws).put({ BlockPublicAcls: true });
    const stranger = await accountBlock(aws, { account: '111122223333' }).remove(ACCOUNT);
    expect([stranger.status, stranger.element('Code')]).toEqual([403, 'AccessDenied']);
    expect((await accountBlock(aws).get()).status).toBe(200);
  });
});
