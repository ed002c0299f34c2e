// GetAccessKeyInfo: the account an access key belongs to.
//
// By design: a key nobody created is its account's root here, so it has an account to tell, where AWS refuses
// a key it never made.
import { DEFAULT_ACCOUNT, isAccountId } from '../../../core/ids.ts';
import { required, string, structure } from '../../../core/shape.ts';
import { stsOperation } from '../deps.ts';
import * as shapes from '../shapes.ts';

export const getAccessKeyInfoOperation = stsOperation({
  name: 'GetAccessKeyInfo',
  input: structure({ AccessKeyId: required(shapes.accessKeyId) }),
  output: structure({ Account: string() }),
  access: ({ call }) => ({ action: 'sts:GetAccessKeyInfo', resource: '*', account: call.account }),
  run({ input: { AccessKeyId }, deps }) {
    const principal = (deps.sessions.find(AccessKeyId) ?? deps.ports.findCredential?.(AccessKeyId))
      ?.principal;
    if (principal && 'account' in principal) return { Account: principal.account };
    return { Account: isAccountId(AccessKeyId) ? AccessKeyId : DEFAULT_ACCOUNT };
  },
});
