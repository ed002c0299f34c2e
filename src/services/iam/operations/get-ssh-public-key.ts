// GetSSHPublicKey: in the form asked for, whichever it was uploaded in.
import { oneOf, required, structure } from '../../../core/shape.ts';
import { onEntity } from '../access.ts';
import { iamOperation } from '../deps.ts';
import * as shapes from '../shapes.ts';
import { resolveSshKey, sshKey, sshKeyId, sshKeyView } from '../ssh-keys.ts';

export const getSshPublicKeyOperation = iamOperation({
  name: 'GetSSHPublicKey',
  input: structure({
    UserName: required(shapes.userName),
    SSHPublicKeyId: required(sshKeyId),
    Encoding: required(oneOf('SSH', 'PEM')),
  }),
  output: structure({ SSHPublicKey: sshKey }),
  resolve: resolveSshKey,
  access: ({ target, deps }) => onEntity('GetSSHPublicKey', target.user, deps),
  run: ({ input, target }) => ({ SSHPublicKey: sshKeyView(target, input.Encoding) }),
});
