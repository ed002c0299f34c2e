// The permission a KMS operation asks: its action on its key, under the key policy, with grants beside it.
import type { AccessCheck, ConditionContext, ConditionValue } from '../../core/access-check.ts';
import type { Call } from '../../core/call.ts';
import type { AccountId } from '../../core/ids.ts';
import type { KmsDeps } from './deps.ts';
import * as errors from './errors.ts';
import { type Grant, permits, readToken } from './grant.ts';
import type { Key } from './key.ts';
import { requestAlias } from './key-resolution.ts';
import type { EncryptionContext, GrantOperation } from './shapes.ts';

export interface KeyAccess {
  /** Without the prefix: `GenerateDataKey`. */
  readonly action: string;
  readonly key: Key;
  readonly call: Call;
  readonly deps: KmsDeps;
  /** The key as the caller named it. */
  readonly named?: string | undefined;
  readonly encryptionContext?: EncryptionContext | undefined;
  readonly grantTokens?: readonly string[] | undefined;
  /** Condition keys of this operation alone. */
  readonly conditions?: ConditionContext;
  /** Set when a grant may allow it. */
  readonly grantOperation?: GrantOperation;
  /** What else a grant must satisfy: one made through it may only narrow it. */
  readonly grantFits?: (grant: Grant) => boolean;
}

export function keyAccess(access: KeyAccess): AccessCheck {
  // A token must be true; which grant then lets the caller in is for the grants to say.
  if (access.grantTokens) {
    for (const token of access.grantTokens) {
      if (readToken(token, access.deps.wrapping) === undefined) throw errors.invalidGrantToken();
    }
  }
  return new KeyCheck(access);
}

class KeyCheck implements AccessCheck {
  readonly action: string;
  readonly resource: string;
  readonly account: AccountId;
  readonly policy: string;
  readonly policyRule = 'key';
  private gathered: ConditionContext | undefined;

  constructor(private readonly access: KeyAccess) {
    const { key } = access;
    this.action = actionNamed(access.action);
    this.resource = key.arn;
    this.account = key.account;
    this.policy = key.policy;
  }

  /** Most policies put no condition: the keys are gathered when one asks. */
  get context(): ConditionContext {
    this.gathered ??= contextOf(this.access);
    return this.gathered;
  }

  /** A grant. */
  otherwise(): string | undefined {
    const { key, call, deps, grantOperation, encryptionContext, grantFits } = this.access;
    if (!grantOperation) return undefined;
    const grant = deps.grants
      .of(key.arn)
      .find(
        (each) =>
          permits(each, grantOperation, call.principal, encryptionContext) && (grantFits?.(each) ?? true),
      );
    return grant && `grant ${grant.id}`;
  }
}

const actions = new Map<string, string>();

/** One text an action, so that its hash is computed once. */
function actionNamed(operation: string): string {
  let action = actions.get(operation);
  if (action === undefined) {
    action = `kms:${operation}`;
    actions.set(operation, action);
  }
  return action;
}

function contextOf({ key, named, encryptionContext, conditions }: KeyAccess): ConditionContext {
  const alias = requestAlias(named);
  if (!alias && !encryptionContext && !conditions) return key.conditions;
  const context: Record<string, ConditionValue | undefined> = { ...key.conditions, ...conditions };
  if (alias) context['kms:RequestAlias'] = alias;
  if (encryptionContext) {
    const names = Object.keys(encryptionContext);
    for (const name of names) context[`kms:EncryptionContext:${name}`] = encryptionContext[name];
    if (names.length > 0) context['kms:EncryptionContextKeys'] = names;
  }
  return context;
}
