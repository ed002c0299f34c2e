// DeleteLoginProfile: no password any more; access keys go on working.
import { empty, structure } from '../../../core/shape.ts';
import { onEntity } from '../access.ts';
import { iamOperation } from '../deps.ts';
import { requireUser } from '../entities.ts';
import { requireLoginProfile } from '../login-profiles.ts';
import * as shapes from '../shapes.ts';

export const deleteLoginProfileOperation = iamOperation({
  name: 'DeleteLoginProfile',
  input: structure({ UserName: shapes.userName }),
  output: empty,
  resolve: ({ input, call, deps }) => requireUser(deps, call, input.UserName),
  access: ({ target, deps }) => onEntity('DeleteLoginProfile', target, deps),
  async run({ target, call, deps }) {
    await deps.database.commit(() => {
      requireLoginProfile(deps, target);
      deps.documents.remove(call.account, 'login-profile', target.id);
    });
    return {};
  },
});
