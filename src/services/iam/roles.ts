// A role as STS needs it: who may assume it, for how long, and what the session inherits.
import { parseArn } from '../../core/arn.ts';
import { type AccountId, isAccountId } from '../../core/ids.ts';
import { type EntityStore, entityArn } from './entity-store.ts';
import type { TagStore } from './tag-store.ts';

export interface RoleFacts {
  readonly arn: string;
  readonly account: AccountId;
  readonly name: string;
  readonly id: string;
  readonly trustPolicy: string;
  /** Seconds. */
  readonly maxSessionDuration: number;
  readonly tags: Readonly<Record<string, string>>;
}

const DEFAULT_SESSION = 3600;

export function findRole(arn: string, entities: EntityStore, tags: TagStore): RoleFacts | undefined {
  const parsed = parseArn(arn);
  if (parsed?.service !== 'iam' || !isAccountId(parsed.account) || !parsed.resource.startsWith('role/')) {
    return undefined;
  }
  const name = parsed.resource.slice(parsed.resource.lastIndexOf('/') + 1);
  const role = entities.find(parsed.account, 'role', name);
  if (!role || entityArn(role) !== arn) return undefined;
  return {
    arn,
    account: role.account,
    name: role.name,
    id: role.id,
    trustPolicy: role.trust ?? '',
    maxSessionDuration: role.max_session ?? DEFAULT_SESSION,
    tags: Object.fromEntries(tags.of(role.id).map(({ Key, Value }) => [Key, Value])),
  };
}
