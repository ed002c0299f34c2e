// UploadSSHPublicKey: an RSA key, as SSH or as PEM spells it.
import { required, string, structure } from '../../../core/shape.ts';
import { onEntity } from '../access.ts';
import { iamOperation } from '../deps.ts';
import { current, requireEntity } from '../entities.ts';
import { duplicatePublicKey, quotaExceeded } from '../errors.ts';
import { newId } from '../names.ts';
import * as shapes from '../shapes.ts';
import { sshKey, sshKeysOf, sshKeyView } from '../ssh-keys.ts';
import { readPublicKey } from '../ssh-public-key.ts';

const MOST = 5;

export const uploadSshPublicKeyOperation = iamOperation({
  name: 'UploadSSHPublicKey',
  input: structure({
    UserName: required(shapes.userName),
    SSHPublicKeyBody: required(
      string({ min: 1, max: 16_384, pattern: '[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+' }),
    ),
  }),
  output: structure({ SSHPublicKey: sshKey }),
  resolve: ({ input, call, deps }) => requireEntity(deps, call, 'user', input.UserName),
  access: ({ target, deps }) => onEntity('UploadSSHPublicKey', target, deps),
  async run({ input: { SSHPublicKeyBody }, target: user, call, deps }) {
    const blob = readPublicKey(SSHPublicKeyBody).toString('base64');
    const id = newId('APKA', deps.random);
    const key = { id, user: user.id, blob, active: true, created: call.time };
    await deps.database.commit(() => {
      current(deps, user);
      const others = sshKeysOf(deps, user);
      if (others.some((other) => other.blob === blob)) throw duplicatePublicKey();
      if (others.length >= MOST) throw quotaExceeded('SSHPublicKeysPerUser', MOST);
      deps.documents.save(user.account, 'ssh-key', id, key);
    });
    const encoding = SSHPublicKeyBody.includes('-----BEGIN') ? 'PEM' : 'SSH';
    return { SSHPublicKey: sshKeyView({ user, key }, encoding) };
  },
});
