// GetCallerIdentity: who signed. It needs no permission, and no policy can deny it.
import { principalArn } from '../../../core/call.ts';
import { empty, string, structure } from '../../../core/shape.ts';
import { stsOperation } from '../deps.ts';
import { missingAuthenticationToken } from '../errors.ts';

export const getCallerIdentityOperation = stsOperation({
  name: 'GetCallerIdentity',
  input: empty,
  output: structure({ UserId: string(), Account: string(), Arn: string() }),
  access: () => undefined,
  run({ call: { principal } }) {
    const Arn = principalArn(principal);
    switch (principal.type) {
      case 'root':
        return { UserId: principal.account, Account: principal.account, Arn };
      case 'user':
        return { UserId: principal.id, Account: principal.account, Arn };
      case 'role':
        return { UserId: `${principal.roleId}:${principal.sessionName}`, Account: principal.account, Arn };
      case 'federated':
        return { UserId: `${principal.account}:${principal.name}`, Account: principal.account, Arn };
      default:
        throw missingAuthenticationToken();
    }
  },
});
