// Roles that a service links to itself: AWS says what they are called, who assumes them and what they may, and nobody
// changes that (IAM guide "Create a service-linked role").
import type { Entity } from './entity-store.ts';
import { invalidInput, unmodifiableRole } from './errors.ts';
import { findLinkedService } from './service-linked-services.ts';

const PATH = '/aws-service-role/';
const LONGEST_NAME = 64;

export const isServiceLinked = ({ kind, path }: Pick<Entity, 'kind' | 'path'>): boolean =>
  kind === 'role' && path.startsWith(PATH);

/** Of all that is done to the policies, the trust and the boundary of users, roles and groups. */
export function requireModifiable(entity: Entity): void {
  if (isServiceLinked(entity)) throw unmodifiableRole(entity.name);
}

/** Seen of AWS (tilfin/aws-iam-policy-tool#9). */
export function refuseReservedPath(path: string | undefined): void {
  if (path?.startsWith(PATH)) {
    throw invalidInput(`Path prefix '${PATH}' can only be used for AWS Service linked Roles`);
  }
}

/** What the role of a service is going to be; undefined for a principal that links none. */
export function linkedRole(service: string, suffix: string | undefined) {
  const known = findLinkedService(service);
  if (!known) return undefined;
  return {
    name: suffix === undefined ? known.role : `${known.role}_${suffix}`,
    path: `${PATH}${service}/`,
    policyArn: known.policyArn,
    takesSuffix: known.suffixed,
    trust: JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Action: 'sts:AssumeRole', Effect: 'Allow', Principal: { Service: service } }],
    }),
  };
}

export function requireLinkedRole(service: string, suffix: string | undefined) {
  const role = linkedRole(service, suffix);
  // AWS's words are not public: a choice, and so are those about a name too long.
  if (!role) throw invalidInput(`The service principal ${service} does not support service-linked roles.`);
  if (suffix !== undefined && !role.takesSuffix) {
    throw invalidInput(`Custom suffix is not allowed for ${service}`);
  }
  if (role.name.length > LONGEST_NAME) {
    throw invalidInput(`The role name ${role.name} has more than ${LONGEST_NAME} characters.`);
  }
  return role;
}

export const taken = (name: string) =>
  invalidInput(`Service role name ${name} has been taken in this account, please try a different suffix.`);
