// Rows as AWS shows them.
import type { TypeOf } from '../../core/shape.ts';
import type { AccessKey } from './access-key-store.ts';
import type { IamDeps } from './deps.ts';
import { type Entity, entityArn } from './entity-store.ts';
import { encodeDocument } from './names.ts';
import type { ManagedPolicy, PolicyVersion } from './policy-store.ts';
import type * as shapes from './shapes.ts';
import type { Tag } from './tag-store.ts';

/** IAM keeps time in seconds. */
export const wholeSeconds = (time: number): Date => new Date(Math.floor(time / 1000) * 1000);

const boundaryView = (boundary: string | null) =>
  boundary === null
    ? {}
    : {
        PermissionsBoundary: {
          // Not its enum's word: what AWS answers (LocalStack's tests against AWS).
          PermissionsBoundaryType: 'Policy',
          PermissionsBoundaryArn: boundary,
        },
      };
const tagsView = (tags: readonly Tag[]) => (tags.length === 0 ? {} : { Tags: tags });

/** ListRoles leaves tags, boundary and last use out: GetRole has them. */
export const roleSummary = (role: Entity): TypeOf<typeof shapes.role> => ({
  Path: role.path,
  RoleName: role.name,
  RoleId: role.id,
  Arn: entityArn(role),
  CreateDate: wholeSeconds(role.created),
  AssumeRolePolicyDocument: encodeDocument(role.trust ?? ''),
  ...(role.description !== null && { Description: role.description }),
  MaxSessionDuration: role.max_session ?? 3600,
});

export const roleView = (role: Entity, { tags }: IamDeps): TypeOf<typeof shapes.role> => ({
  ...roleSummary(role),
  ...boundaryView(role.boundary),
  ...tagsView(tags.of(role.id)),
});

export const userSummary = (user: Entity): TypeOf<typeof shapes.user> => ({
  Path: user.path,
  UserName: user.name,
  UserId: user.id,
  Arn: entityArn(user),
  CreateDate: wholeSeconds(user.created),
});

export const userView = (user: Entity, { tags }: IamDeps): TypeOf<typeof shapes.user> => ({
  ...userSummary(user),
  ...boundaryView(user.boundary),
  ...tagsView(tags.of(user.id)),
});

export const groupView = (group: Entity): TypeOf<typeof shapes.group> => ({
  Path: group.path,
  GroupName: group.name,
  GroupId: group.id,
  Arn: entityArn(group),
  CreateDate: wholeSeconds(group.created),
});

export const accessKeyView = (
  { id, active, created }: AccessKey,
  user: Entity,
): TypeOf<typeof shapes.accessKeyMetadata> => ({
  UserName: user.name,
  AccessKeyId: id,
  Status: active ? 'Active' : 'Inactive',
  CreateDate: wholeSeconds(created),
});

const versionName = (version: number): string => `v${version}`;

/** ListPolicies leaves description and tags out. */
export const policySummary = (
  policy: ManagedPolicy,
  account: Entity['account'],
  { entities }: IamDeps,
): TypeOf<typeof shapes.policy> => ({
  PolicyName: policy.name,
  PolicyId: policy.id,
  Arn: policy.arn,
  Path: policy.path,
  DefaultVersionId: versionName(policy.default_version),
  AttachmentCount: entities.attachedTo(policy.arn, account).length,
  PermissionsBoundaryUsageCount: entities.boundedBy(policy.arn, account).length,
  IsAttachable: true,
  CreateDate: wholeSeconds(policy.created),
  UpdateDate: wholeSeconds(policy.updated),
});

/** CreatePolicy leaves the description out too, and tags that are none (moto's tests, run on AWS). */
export const newPolicyView = (
  policy: ManagedPolicy,
  account: Entity['account'],
  deps: IamDeps,
): TypeOf<typeof shapes.policy> => ({
  ...policySummary(policy, account, deps),
  ...tagsView(deps.tags.of(policy.id)),
});

/** GetPolicy's: with the description, and with tags even where there are none. */
export const policyView = (
  policy: ManagedPolicy,
  account: Entity['account'],
  deps: IamDeps,
): TypeOf<typeof shapes.policy> => ({
  ...policySummary(policy, account, deps),
  ...(policy.description !== null && { Description: policy.description }),
  Tags: [...deps.tags.of(policy.id)],
});

/** @param withDocument ListPolicyVersions leaves the documents out. */
export const versionView = (
  { version, document, created }: PolicyVersion,
  policy: ManagedPolicy,
  withDocument: boolean,
): TypeOf<typeof shapes.policyVersion> => ({
  ...(withDocument && { Document: encodeDocument(document) }),
  VersionId: versionName(version),
  IsDefaultVersion: version === policy.default_version,
  CreateDate: wholeSeconds(created),
});
