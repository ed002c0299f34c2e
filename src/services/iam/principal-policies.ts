// What binds a user or a session: its inline and attached policies, its groups', its boundary, its tags.
// Asked for on every call, so it is gathered once and forgotten at every write.
import type { Principal } from '../../core/call.ts';
import type { NamedPolicy, PoliciesOf, PrincipalPolicies } from '../../core/credentials.ts';
import type { AccountId } from '../../core/ids.ts';
import type { Entity, EntityStore } from './entity-store.ts';
import type { PolicyStore } from './policy-store.ts';
import type { TagStore } from './tag-store.ts';

const NOTHING: PrincipalPolicies = { identity: [] };

export class PrincipalPolicyReader {
  private readonly known = new Map<string, PrincipalPolicies>();

  constructor(
    private readonly entities: EntityStore,
    private readonly policies: PolicyStore,
    private readonly tags: TagStore,
  ) {}

  readonly of: PoliciesOf = (principal: Principal) => {
    // By unique id: a role made anew under an old name does not serve the old role's sessions.
    if (principal.type === 'user') return this.byId(principal.id);
    if (principal.type === 'role') return this.byId(principal.roleId);
    if (principal.type === 'federated' && principal.user) return this.byId(principal.user.id);
    return NOTHING;
  };

  forget(): void {
    this.known.clear();
  }

  private byId(id: string): PrincipalPolicies {
    const known = this.known.get(id);
    if (known) return known;
    const entity = this.entities.findById(id);
    const found = entity ? this.policiesOf(entity) : NOTHING;
    this.known.set(id, found);
    return found;
  }

  /** The same of an entity, freshly read. */
  policiesOf(entity: Entity): PrincipalPolicies {
    const owners = entity.kind === 'user' ? [entity, ...this.entities.groupsOf(entity)] : [entity];
    const tags = this.tags.of(entity.id);
    const boundary = entity.boundary === null ? undefined : this.boundaryOf(entity.boundary, entity.account);
    return {
      identity: owners.flatMap((owner) => this.ownPolicies(owner)),
      ...(boundary && { boundary }),
      tags: Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value])),
    };
  }

  private ownPolicies(owner: Entity): readonly NamedPolicy[] {
    const inline = this.entities.inlinePolicies(owner).map(({ name, document }) => ({
      name: `inline policy ${name} of ${owner.kind}/${owner.name}`,
      id: name,
      document,
    }));
    return [
      ...inline,
      ...this.entities.attachedPolicies(owner).flatMap((arn) => this.managed(arn, owner.account)),
    ];
  }

  private managed(arn: string, account: AccountId): readonly NamedPolicy[] {
    const policy = this.policies.find(arn, account);
    const document = policy && this.policies.document(policy);
    return document === undefined
      ? []
      : [{ name: `managed policy ${arn}`, id: policy?.name ?? arn, document }];
  }

  /** A boundary that cannot be found bounds everything: it is present and allows nothing. */
  private boundaryOf(arn: string, account: AccountId): NamedPolicy {
    return this.managed(arn, account)[0] ?? { name: `managed policy ${arn}`, document: '' };
  }
}
