// CreateLoginProfile: a user's first password for the console.
import { boolean, required, structure } from '../../../core/shape.ts';
import { onEntity } from '../access.ts';
import { iamOperation } from '../deps.ts';
import { current, requireUser } from '../entities.ts';
import { alreadyExists, validationError } from '../errors.ts';
import { findLoginProfile, hashed, loginProfile, loginProfileView, password } from '../login-profiles.ts';
import { passwordPolicyOf, requireStrength } from '../password-policy.ts';
import * as shapes from '../shapes.ts';

export const createLoginProfileOperation = iamOperation({
  name: 'CreateLoginProfile',
  input: structure({
    UserName: shapes.userName,
    Password: password,
    PasswordResetRequired: boolean(),
  }),
  output: structure({ LoginProfile: required(loginProfile) }),
  resolve: ({ input, call, deps }) => requireUser(deps, call, input.UserName),
  access: ({ target, deps }) => onEntity('CreateLoginProfile', target, deps),
  async run({ input: { Password, PasswordResetRequired = false }, target, call, deps }) {
    // Only sessions of AssumeRoot go without one, and there are none here.
    if (Password === undefined) {
      throw validationError(
        "1 validation error detected: Value null at 'password' failed to satisfy constraint: Member must not be null",
      );
    }
    requireStrength(Password, passwordPolicyOf(deps, call.account));
    const salt = deps.random.bytes(16).toString('base64');
    const profile = {
      created: call.time,
      resetRequired: PasswordResetRequired,
      salt,
      hashes: [await hashed(Password, salt)],
    };
    await deps.database.commit(() => {
      current(deps, target);
      if (findLoginProfile(deps, target)) {
        throw alreadyExists(`Login Profile for user ${target.name} already exists.`);
      }
      deps.documents.save(call.account, 'login-profile', target.id, profile);
    });
    return { LoginProfile: loginProfileView(target, profile) };
  },
});
