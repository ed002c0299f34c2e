// ResetServiceSpecificCredential: another password under the same name.
import { required, structure } from '../../../core/shape.ts';
import { onEntity } from '../access.ts';
import { iamOperation } from '../deps.ts';
import { newSecret } from '../names.ts';
import {
  credentialId,
  credentialView,
  resolveCredential,
  serviceCredential,
} from '../service-credentials.ts';
import * as shapes from '../shapes.ts';

export const resetServiceSpecificCredentialOperation = iamOperation({
  name: 'ResetServiceSpecificCredential',
  input: structure({ UserName: shapes.userName, ServiceSpecificCredentialId: required(credentialId) }),
  output: structure({ ServiceSpecificCredential: serviceCredential }),
  resolve: resolveCredential,
  access: ({ target, deps }) => onEntity('ResetServiceSpecificCredential', target.user, deps),
  // The password is kept nowhere, so there is nothing to write.
  run: ({ target, call, deps }) => ({
    ServiceSpecificCredential: credentialView(target, newSecret(deps.random), call.time),
  }),
});
