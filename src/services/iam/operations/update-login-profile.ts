// UpdateLoginProfile: another password, set by somebody else than its user.
import { boolean, empty, required, structure } from '../../../core/shape.ts';
import { onEntity } from '../access.ts';
import { iamOperation } from '../deps.ts';
import { requireEntity } from '../entities.ts';
import { changeLoginProfile, password, requireLoginProfile } from '../login-profiles.ts';
import * as shapes from '../shapes.ts';

export const updateLoginProfileOperation = iamOperation({
  name: 'UpdateLoginProfile',
  input: structure({
    UserName: required(shapes.userName),
    Password: password,
    PasswordResetRequired: boolean(),
  }),
  output: empty,
  resolve: ({ input, call, deps }) => requireEntity(deps, call, 'user', input.UserName),
  access: ({ target, deps }) => onEntity('UpdateLoginProfile', target, deps),
  async run({ input: { Password: given, PasswordResetRequired: resetRequired }, target, deps }) {
    await changeLoginProfile(deps, target, requireLoginProfile(deps, target), { given, resetRequired });
    return {};
  },
});
