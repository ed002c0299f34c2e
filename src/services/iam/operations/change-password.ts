// ChangePassword: a user's own, by who knows the old one.
import { empty, required, structure } from '../../../core/shape.ts';
import { onEntity } from '../access.ts';
import { iamOperation } from '../deps.ts';
import { requireUser } from '../entities.ts';
import { accessDenied, invalidUserType } from '../errors.ts';
import { changeLoginProfile, hashed, password, requireLoginProfile } from '../login-profiles.ts';
import { leaveToChange } from '../password-policy.ts';

export const changePasswordOperation = iamOperation({
  name: 'ChangePassword',
  input: structure({ OldPassword: required(password), NewPassword: required(password) }),
  output: empty,
  resolve({ call, deps }) {
    if (call.principal.type !== 'user') {
      throw invalidUserType('Only IAM Users can change their own password');
    }
    return requireUser(deps, call, undefined);
  },
  access: ({ target, call, deps }) => ({
    ...onEntity('ChangePassword', target, deps),
    otherwise: leaveToChange(deps, call),
  }),
  async run({ input: { OldPassword, NewPassword: given }, target, deps }) {
    const profile = requireLoginProfile(deps, target);
    if ((await hashed(OldPassword, profile.salt)) !== profile.hashes[0]) {
      throw accessDenied('The old password was incorrect.');
    }
    await changeLoginProfile(deps, target, profile, { given, resetRequired: false });
    return {};
  },
});
