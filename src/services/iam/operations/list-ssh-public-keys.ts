// ListSSHPublicKeys: none, for nobody can upload one here; Terraform asks before it deletes a user by force.
import { list, required, string, structure, timestamp } from '../../../core/shape.ts';
import { onEntity } from '../access.ts';
import { iamOperation } from '../deps.ts';
import { requireUser } from '../entities.ts';
import * as shapes from '../shapes.ts';

export const listSshPublicKeysOperation = iamOperation({
  name: 'ListSSHPublicKeys',
  input: structure({ UserName: shapes.userName, ...shapes.pageInput }),
  output: structure({
    SSHPublicKeys: list(
      structure({
        UserName: required(string()),
        SSHPublicKeyId: required(string()),
        Status: required(shapes.keyStatus),
        UploadDate: required(timestamp()),
      }),
    ),
    ...shapes.pageOutput,
  }),
  resolve: ({ input, call, deps }) => requireUser(deps, call, input.UserName),
  access: ({ target, deps }) => onEntity('ListSSHPublicKeys', target, deps),
  run: () => ({ SSHPublicKeys: [], IsTruncated: false }),
});
