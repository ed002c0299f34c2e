// ListSSHPublicKeys: without the keys themselves.
import { list, structure } from '../../../core/shape.ts';
import { onEntity } from '../access.ts';
import { iamOperation } from '../deps.ts';
import { requireUser } from '../entities.ts';
import { pageOf } from '../paging.ts';
import * as shapes from '../shapes.ts';
import { metadataView, sshKeyMetadata, sshKeysOf } from '../ssh-keys.ts';

export const listSshPublicKeysOperation = iamOperation({
  name: 'ListSSHPublicKeys',
  input: structure({ UserName: shapes.userName, ...shapes.pageInput }),
  output: structure({ SSHPublicKeys: list(sshKeyMetadata), ...shapes.pageOutput }),
  resolve: ({ input, call, deps }) => requireUser(deps, call, input.UserName),
  access: ({ target, deps }) => onEntity('ListSSHPublicKeys', target, deps),
  run({ input, target: user, deps }) {
    const keys = [...sshKeysOf(deps, user)].sort((a, b) => (a.id < b.id ? -1 : 1));
    const { items, page } = pageOf(keys, input, ({ id }) => id);
    return { SSHPublicKeys: items.map((key) => metadataView({ user, key })), ...page };
  },
});
