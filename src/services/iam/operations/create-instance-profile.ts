// CreateInstanceProfile: empty at first.
import { required, structure } from '../../../core/shape.ts';
import { onName, requestTags } from '../access.ts';
import { iamOperation } from '../deps.ts';
import type { InstanceProfile } from '../document-store.ts';
import { alreadyExists } from '../errors.ts';
import { instanceProfile, profileName, profileResource, profileView } from '../instance-profiles.ts';
import { newId } from '../names.ts';
import * as shapes from '../shapes.ts';
import { exact, requireTags } from '../tags.ts';

export const createInstanceProfileOperation = iamOperation({
  name: 'CreateInstanceProfile',
  input: structure({ InstanceProfileName: required(profileName), Path: shapes.path, Tags: shapes.tags }),
  output: structure({ InstanceProfile: required(instanceProfile) }),
  access: ({ input, call }) => {
    const { Path = '/', InstanceProfileName, Tags } = input;
    const resource = profileResource({ path: Path, name: InstanceProfileName });
    return onName('CreateInstanceProfile', call, resource, requestTags(Tags));
  },
  async run({ input, call, deps }) {
    const { InstanceProfileName: name, Path: path = '/', Tags = [] } = input;
    requireTags(Tags, exact);
    const profile: InstanceProfile = { id: newId('AIPA', deps.random), name, path, created: call.time };
    await deps.database.commit(() => {
      if (deps.documents.find(call.account, 'instance-profile', name)) {
        throw alreadyExists(`Instance Profile ${name} already exists.`);
      }
      deps.documents.save(call.account, 'instance-profile', name, profile);
      deps.tags.save(profile.id, Tags);
    });
    return { InstanceProfile: profileView(profile, call.account, deps) };
  },
});
