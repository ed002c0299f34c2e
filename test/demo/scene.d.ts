import { KMSClient } from '@aws-sdk/client-kms';
import { S3Client } from '@aws-sdk/client-s3';
import type { RunningServer } from '../../src/index.ts';
export type Scene = ReturnType<typeof createScene>;
export interface Refusal {
  readonly code: string;
  readonly message: string;
  readonly reasons: readonly string[];
}
export declare function createScene(server: RunningServer): {
  sourceRegion: string;
  replicaRegion: string;
  sourceBucket: string;
  replicaBucket: string;
  smtp: {
    readonly host: string;
    readonly port: number;
    readonly url: string;
  };
  replication: import('../../src/control/ports.ts').ReplicationControl;
  kmsSource: KMSClient;
  s3Source: S3Client;
  readonly sourceKeyArn: string;
  readonly replicaKeyArn: string;
  readonly roleArn: string;
  createKeys(): Promise<void>;
  createBuckets(): Promise<void>;
  configureReplication(): Promise<void>;
  configureReceiving(): Promise<void>;
  removeSesStatement: () => Promise<import('@aws-sdk/client-kms').PutKeyPolicyCommandOutput>;
  /** Waits until the actions of every accepted mail have been tried. */
  receivingIdle: () => Promise<void>;
  onlyMailKey(): Promise<string>;
  headSource: (key: string) => Promise<import('@aws-sdk/client-s3').HeadObjectCommandOutput>;
  headReplica: (key: string) => Promise<import('@aws-sdk/client-s3').HeadObjectCommandOutput>;
  close(): void;
};
