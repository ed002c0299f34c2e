// Whom a simulation is about: an ARN read back into the user, group or role it names.
import { parseArn } from '../../core/arn.ts';
import type { Call, Principal } from '../../core/call.ts';
import type { IamDeps } from './deps.ts';
import { type Entity, type EntityKind, entityArn } from './entity-store.ts';
import { invalidInput, noSuchEntity } from './errors.ts';

const KINDS: readonly string[] = ['user', 'role', 'group'] satisfies EntityKind[];
const isKind = (text: string): text is EntityKind => KINDS.includes(text);

export function requireEntityByArn(deps: IamDeps, call: Call, arn: string): Entity {
  const parsed = parseArn(arn);
  const [kind = '', ...rest] = parsed?.resource.split('/') ?? [];
  if (parsed?.service !== 'iam' || !isKind(kind)) throw invalidInput(`Invalid Entity Arn: ${arn}`);
  const found = deps.entities.find(call.account, kind, rest.at(-1) ?? '');
  if (!found || entityArn(found) !== arn) throw noSuchEntity(`The ${kind} with ARN ${arn} cannot be found.`);
  return found;
}

/** A group stands for its members: resource policies cannot name it, so a nameless user serves. */
export function simulatedPrincipal(entity: Entity): Principal {
  const { account, name, id } = entity;
  const arn = entityArn(entity);
  if (entity.kind !== 'role') return { type: 'user', account, arn, name, id };
  return {
    type: 'role',
    account,
    roleArn: arn,
    roleName: name,
    roleId: id,
    sessionName: 'simulation',
    arn: `arn:aws:sts::${account}:assumed-role/${name}/simulation`,
  };
}
