// Instance profiles: the cover in which a role is handed to a machine; each holds one role at most.
import type { AccessCheck, ConditionContext } from '../../core/access-check.ts';
import type { Call } from '../../core/call.ts';
import type { AccountId } from '../../core/ids.ts';
import { list, required, string, structure, type TypeOf, timestamp } from '../../core/shape.ts';
import { onName, resourceTags } from './access.ts';
import type { IamDeps } from './deps.ts';
import type { InstanceProfile } from './document-store.ts';
import { noSuchEntity } from './errors.ts';
import { iamArn } from './names.ts';
import * as shapes from './shapes.ts';
import { roleSummary, wholeSeconds } from './views.ts';

export const profileName = string({ min: 1, max: 128, pattern: '[\\w+=,.@-]+' });

export const instanceProfile = structure({
  Path: required(string()),
  InstanceProfileName: required(string()),
  InstanceProfileId: required(string()),
  Arn: required(string()),
  CreateDate: required(timestamp()),
  Roles: required(list(shapes.role)),
  Tags: shapes.tags,
});

/** As ARNs name it: `instance-profile/path/name`. */
export const profileResource = ({ path, name }: Pick<InstanceProfile, 'path' | 'name'>): string =>
  `instance-profile${path}${name}`;

export function requireProfile({ documents }: IamDeps, call: Call, name: string): InstanceProfile {
  const found = documents.find(call.account, 'instance-profile', name);
  if (!found) throw noSuchEntity(`Instance Profile ${name} cannot be found.`);
  return found;
}

export const onProfile = (
  action: string,
  profile: InstanceProfile,
  call: Call,
  deps: IamDeps,
  context: ConditionContext = {},
): AccessCheck =>
  onName(action, call, profileResource(profile), {
    ...resourceTags(deps.tags.of(profile.id)),
    ...context,
  });

export const profilesOfRole = ({ documents }: IamDeps, account: AccountId, roleId: string) =>
  documents
    .list(account, 'instance-profile')
    .map(({ document }) => document)
    .filter(({ role }) => role === roleId);

/** @param tagged lists leave the tags out. */
export function profileView(
  profile: InstanceProfile,
  account: AccountId,
  { entities, tags }: IamDeps,
  tagged = true,
): TypeOf<typeof instanceProfile> {
  const role = profile.role === undefined ? undefined : entities.findById(profile.role);
  const Tags = tagged ? tags.of(profile.id) : [];
  return {
    Path: profile.path,
    InstanceProfileName: profile.name,
    InstanceProfileId: profile.id,
    Arn: iamArn(account, profileResource(profile)),
    CreateDate: wholeSeconds(profile.created),
    Roles: role ? [roleSummary(role)] : [],
    ...(Tags.length > 0 && { Tags }),
  };
}
