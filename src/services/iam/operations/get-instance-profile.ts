// GetInstanceProfile.
import { required, structure } from '../../../core/shape.ts';
import { iamOperation } from '../deps.ts';
import {
  instanceProfile,
  onProfile,
  profileName,
  profileView,
  requireProfile,
} from '../instance-profiles.ts';

export const getInstanceProfileOperation = iamOperation({
  name: 'GetInstanceProfile',
  input: structure({ InstanceProfileName: required(profileName) }),
  output: structure({ InstanceProfile: required(instanceProfile) }),
  resolve: ({ input, call, deps }) => requireProfile(deps, call, input.InstanceProfileName),
  access: ({ target, call, deps }) => onProfile('GetInstanceProfile', target, call, deps),
  run: ({ target, call, deps }) => ({ InstanceProfile: profileView(target, call.account, deps) }),
});
