// GetLoginProfile: whether a user has a password, and since when.
import { required, structure } from '../../../core/shape.ts';
import { onEntity } from '../access.ts';
import { iamOperation } from '../deps.ts';
import { requireUser } from '../entities.ts';
import { loginProfile, loginProfileView, requireLoginProfile } from '../login-profiles.ts';
import * as shapes from '../shapes.ts';

export const getLoginProfileOperation = iamOperation({
  name: 'GetLoginProfile',
  input: structure({ UserName: shapes.userName }),
  output: structure({ LoginProfile: required(loginProfile) }),
  resolve: ({ input, call, deps }) => requireUser(deps, call, input.UserName),
  access: ({ target, deps }) => onEntity('GetLoginProfile', target, deps),
  run: ({ target, deps }) => ({ LoginProfile: loginProfileView(target, requireLoginProfile(deps, target)) }),
});
