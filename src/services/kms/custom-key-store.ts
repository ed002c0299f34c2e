// The custom key store family: validated, authorized, then refused. There are no HSMs behind this emulator.
import type { Call } from '../../core/call.ts';
import { oneOf, required, type Shape, string, structure } from '../../core/shape.ts';
import { kmsOperation } from './deps.ts';
import * as errors from './errors.ts';

export const customKeyStoreName = string({ min: 1, max: 256 });
const credential = structure({
  AccessKeyId: required(string({ min: 20, max: 30, pattern: '^[A-Z2-7]+$', sensitive: true })),
  RawSecretAccessKey: required(string({ min: 43, max: 64, pattern: '^[a-zA-Z0-9\\/+=]+$', sensitive: true })),
});

/** What Create and Update share. */
export const storeMembers = {
  CloudHsmClusterId: string({ min: 19, max: 24, pattern: 'cluster-[2-7a-zA-Z]{11,16}' }),
  KeyStorePassword: string({ min: 7, max: 32, sensitive: true }),
  XksProxyUriEndpoint: string({ min: 10, max: 128, pattern: '^https://[a-zA-Z0-9.-]+$' }),
  XksProxyUriPath: string({
    min: 10,
    max: 128,
    pattern: '^(/[a-zA-Z0-9\\/_-]+/kms/xks/v\\d{1,2})$|^(/kms/xks/v\\d{1,2})$',
  }),
  XksProxyVpcEndpointServiceName: string({
    min: 20,
    max: 64,
    pattern: '^(com|eu)\\.amazonaws\\.vpce\\.([a-z]+-){2,3}\\d+\\.vpce-svc-[0-9a-z]+$',
  }),
  XksProxyVpcEndpointServiceOwner: string({ min: 12, max: 12, pattern: '[0-9]{12}' }),
  XksProxyAuthenticationCredential: credential,
  XksProxyConnectivity: oneOf('PUBLIC_ENDPOINT', 'VPC_ENDPOINT_SERVICE'),
};

export const refusedOperation = <In, Out>(name: string, input: Shape<In>, output: Shape<Out>) =>
  kmsOperation<In, Out>({
    name,
    input,
    output,
    access: ({ call }: { call: Call }) => ({
      action: `kms:${name}`,
      resource: '*',
      account: call.account,
    }),
    run() {
      throw errors.unsupported('Custom key stores are not supported.');
    },
  });
