// The block of public access of an account, by S3 Control's operations.
import { type ControlOptions, s3Control } from './s3control.ts';
import type { TestServer } from './server.ts';

export type BlockSetting =
  | 'BlockPublicAcls'
  | 'IgnorePublicAcls'
  | 'BlockPublicPolicy'
  | 'RestrictPublicBuckets';

const PATH = '/v20180820/configuration/publicAccessBlock';

export function accountBlock(aws: Pick<TestServer, 'url' | 'clock'>, options: ControlOptions = {}) {
  const { call } = s3Control(aws, options);
  /** For asking about another account than one's own. */
  const of = (account: string | undefined) =>
    account === undefined ? {} : { headers: { 'x-amz-account-id': account } };
  return {
    put: (settings: Partial<Record<BlockSetting, boolean>>, account?: string) => {
      const elements = Object.entries(settings).map(([name, on]) => `<${name}>${on}</${name}>`);
      return call('PUT', PATH, {
        ...of(account),
        body: `<PublicAccessBlockConfiguration xmlns="http://awss3control.amazonaws.com/doc/2018-08-20/">${elements.join('')}</PublicAccessBlockConfiguration>`,
      });
    },
    get: (account?: string) => call('GET', PATH, of(account)),
    remove: (account?: string) => call('DELETE', PATH, of(account)),
  };
}
