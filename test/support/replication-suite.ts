// One server for a file of tests of replication, and what they ask of its settings.
import { afterAll, beforeAll } from 'vitest';
import { type ReplicationSetting, type Statement, setReplicationUp } from './replication.ts';
import { startTestServer, type TestServer } from './server.ts';

/** Call it at the top of the file; the server is there once the tests run. */
export function replicationSuite() {
  const made = {} as { aws: TestServer };
  beforeAll(async () => {
    made.aws = await startTestServer();
  });
  afterAll(() => made.aws.close());
  return {
    get aws(): TestServer {
      return made.aws;
    },
    /** Two buckets of their own, and the page's rule between them. */
    async fresh(options?: Parameters<typeof setReplicationUp>[1]): Promise<ReplicationSetting> {
      const setting = await setReplicationUp(made.aws, options);
      await setting.configure();
      return setting;
    },
  };
}

export async function statusAndReason(setting: ReplicationSetting, Key = 'k') {
  const { ReplicationStatus } = await setting.settled(Key);
  return [ReplicationStatus, setting.task(Key).failureReason];
}

export const allow = (Action: string[], Resource: string): Statement => ({
  Effect: 'Allow',
  Action,
  Resource,
});
export const deny = (Action: string[], Resource: string): Statement => ({ Effect: 'Deny', Action, Resource });
