// DeleteServiceSpecificCredential.
import { empty, required, structure } from '../../../core/shape.ts';
import { onEntity } from '../access.ts';
import { iamOperation } from '../deps.ts';
import { credentialId, requireCredential, resolveCredential } from '../service-credentials.ts';
import * as shapes from '../shapes.ts';

export const deleteServiceSpecificCredentialOperation = iamOperation({
  name: 'DeleteServiceSpecificCredential',
  input: structure({ UserName: shapes.userName, ServiceSpecificCredentialId: required(credentialId) }),
  output: empty,
  resolve: resolveCredential,
  access: ({ target, deps }) => onEntity('DeleteServiceSpecificCredential', target.user, deps),
  async run({ target: { user, credential }, deps }) {
    await deps.database.commit(() => {
      requireCredential(deps, user, credential.id);
      deps.documents.remove(user.account, 'service-credential', credential.id);
    });
    return {};
  },
});
