// UpdateServiceSpecificCredential: switches it off and on.
import { empty, required, structure } from '../../../core/shape.ts';
import { onEntity } from '../access.ts';
import { iamOperation } from '../deps.ts';
import { credentialId, requireCredential, resolveCredential } from '../service-credentials.ts';
import * as shapes from '../shapes.ts';

export const updateServiceSpecificCredentialOperation = iamOperation({
  name: 'UpdateServiceSpecificCredential',
  input: structure({
    UserName: shapes.userName,
    ServiceSpecificCredentialId: required(credentialId),
    Status: required(shapes.keyStatus),
  }),
  output: empty,
  resolve: resolveCredential,
  access: ({ target, deps }) => onEntity('UpdateServiceSpecificCredential', target.user, deps),
  async run({ input, target: { user, credential }, deps }) {
    await deps.database.commit(() => {
      const found = requireCredential(deps, user, credential.id);
      const active = input.Status === 'Active';
      deps.documents.save(user.account, 'service-credential', found.id, { ...found, active });
    });
    return {};
  },
});
