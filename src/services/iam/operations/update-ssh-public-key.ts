// UpdateSSHPublicKey: switches it off and on.
import { empty, required, structure } from '../../../core/shape.ts';
import { onEntity } from '../access.ts';
import { iamOperation } from '../deps.ts';
import * as shapes from '../shapes.ts';
import { requireSshKey, resolveSshKey, sshKeyId } from '../ssh-keys.ts';

export const updateSshPublicKeyOperation = iamOperation({
  name: 'UpdateSSHPublicKey',
  input: structure({
    UserName: required(shapes.userName),
    SSHPublicKeyId: required(sshKeyId),
    Status: required(shapes.keyStatus),
  }),
  output: empty,
  resolve: resolveSshKey,
  access: ({ target, deps }) => onEntity('UpdateSSHPublicKey', target.user, deps),
  async run({ input, target: { user, key }, deps }) {
    await deps.database.commit(() => {
      const found = requireSshKey(deps, user, key.id);
      const active = input.Status === 'Active';
      deps.documents.save(user.account, 'ssh-key', found.id, { ...found, active });
    });
    return {};
  },
});
