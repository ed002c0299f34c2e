// GetInstanceProfile.
import { required, structure } from '../../../core/shape.ts';
import { onName } from '../access.ts';
import { iamOperation } from '../deps.ts';
import {
  instanceProfile,
  profileName,
  profileResource,
  profileView,
  requireProfile,
} from '../instance-profiles.ts';

export const getInstanceProfileOperation = iamOperation({
  name: 'GetInstanceProfile',
  input: structure({ InstanceProfileName: required(profileName) }),
  output: structure({ InstanceProfile: required(instanceProfile) }),
  resolve: ({ input, call, deps }) => requireProfile(deps, call, input.InstanceProfileName),
  access: ({ target, call }) => onName('GetInstanceProfile', call, profileResource(target)),
  run: ({ target, call, deps }) => ({ InstanceProfile: profileView(target, call.account, deps) }),
});
