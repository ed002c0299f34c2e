// The permissions IAM's operations ask for, with IAM's condition keys.
import type { AccessCheck, ConditionContext } from '../../core/access-check.ts';
import type { Call } from '../../core/call.ts';
import type { IamDeps } from './deps.ts';
import { type Entity, entityArn } from './entity-store.ts';
import { iamArn } from './names.ts';
import type { ManagedPolicy } from './policy-store.ts';
import type { Tag } from './tag-store.ts';

/** An action on a user, role or group that exists; its tags and boundary are condition keys. */
export function onEntity(
  action: string,
  entity: Entity,
  deps: IamDeps,
  context: ConditionContext = {},
): AccessCheck {
  return {
    action: `iam:${action}`,
    resource: entityArn(entity),
    account: entity.account,
    context: {
      ...resourceTags(deps.tags.of(entity.id)),
      ...(entity.boundary !== null && { 'iam:PermissionsBoundary': entity.boundary }),
      ...context,
    },
  };
}

/** On a user, or on the account's root. */
export const onUserOrRoot = (
  action: string,
  user: Entity | undefined,
  call: Call,
  deps: IamDeps,
): AccessCheck => (user ? onEntity(action, user, deps) : onName(action, call, 'root'));

export function onPolicy(
  action: string,
  policy: ManagedPolicy,
  call: Call,
  deps: IamDeps,
  context: ConditionContext = {},
): AccessCheck {
  return {
    action: `iam:${action}`,
    resource: policy.arn,
    // AWS's own policies are everybody's.
    account: call.account,
    context: { ...resourceTags(deps.tags.of(policy.id)), ...context },
  };
}

/** An action on what does not exist yet, or on a collection (`*` as its name). */
export const onName = (
  action: string,
  call: Call,
  resource: string,
  context: ConditionContext = {},
): AccessCheck => ({
  action: `iam:${action}`,
  resource: iamArn(call.account, resource),
  account: call.account,
  context,
});

export function resourceTags(tags: readonly Tag[]): ConditionContext {
  return Object.fromEntries(
    tags.flatMap(({ Key, Value }) => [
      [`aws:ResourceTag/${Key}`, Value],
      [`iam:ResourceTag/${Key}`, Value],
    ]),
  );
}

export function requestTags(tags: readonly Tag[] | undefined): ConditionContext {
  if (!tags || tags.length === 0) return {};
  return {
    'aws:TagKeys': tags.map(({ Key }) => Key),
    ...Object.fromEntries(tags.map(({ Key, Value }) => [`aws:RequestTag/${Key}`, Value])),
  };
}
