// DeleteSSHPublicKey.
import { empty, required, structure } from '../../../core/shape.ts';
import { onEntity } from '../access.ts';
import { iamOperation } from '../deps.ts';
import * as shapes from '../shapes.ts';
import { requireSshKey, resolveSshKey, sshKeyId } from '../ssh-keys.ts';

export const deleteSshPublicKeyOperation = iamOperation({
  name: 'DeleteSSHPublicKey',
  input: structure({ UserName: required(shapes.userName), SSHPublicKeyId: required(sshKeyId) }),
  output: empty,
  resolve: resolveSshKey,
  access: ({ target, deps }) => onEntity('DeleteSSHPublicKey', target.user, deps),
  async run({ target: { user, key }, deps }) {
    await deps.database.commit(() => {
      requireSshKey(deps, user, key.id);
      deps.documents.remove(user.account, 'ssh-key', key.id);
    });
    return {};
  },
});
