// Callers by number: a caller's facts are written once a segment of the history, its calls name the number.
import type { Principal } from '../../core/call.ts';
import type { CallerFacts } from './entry.ts';

/** Callers that are compared one by one before the slower way: most requests are of the latest few. */
const LATEST = 4;

export interface NumberedCaller {
  readonly number: number;
  readonly caller: CallerFacts;
}

export class Callers {
  private readonly known = new Map<string, NumberedCaller>();
  private latest: readonly NumberedCaller[] = [];

  /** @param introduce is given a caller that has had no number yet. */
  find(call: CallerFacts, introduce: (fresh: NumberedCaller) => void): NumberedCaller {
    for (const each of this.latest) if (isSame(each.caller, call)) return each;
    const caller = factsOf(call);
    const text = JSON.stringify(caller);
    let found = this.known.get(text);
    if (found === undefined) {
      found = { number: this.known.size, caller };
      this.known.set(text, found);
      introduce(found);
    }
    this.latest = [found, ...this.latest.slice(0, LATEST - 1)];
    return found;
  }

  clear(): void {
    this.known.clear();
    this.latest = [];
  }
}

const isSame = (one: CallerFacts, other: CallerFacts): boolean =>
  isSamePrincipal(one.principal, other.principal) &&
  one.account === other.account &&
  one.region === other.region &&
  one.sourceIp === other.sourceIp &&
  one.userAgent === other.userAgent &&
  one.viaService === other.viaService &&
  one.source?.arn === other.source?.arn &&
  one.source?.account === other.source?.account;

/** By reference first; a role's facts are copies without its policies. */
const isSamePrincipal = (one: Principal, other: Principal): boolean =>
  one === other ||
  (one.type === 'role' &&
    other.type === 'role' &&
    one.accessKeyId === other.accessKeyId &&
    one.arn === other.arn &&
    one.roleId === other.roleId) ||
  (one.type === 'federated' &&
    other.type === 'federated' &&
    one.accessKeyId === other.accessKeyId &&
    one.arn === other.arn);

const factsOf = ({ principal, account, region, sourceIp, userAgent, viaService, source }: CallerFacts) => ({
  principal: withoutPolicies(principal),
  account,
  region,
  sourceIp,
  userAgent,
  viaService,
  source,
});

/** No event tells what a session was given to narrow it, or its tags. */
function withoutPolicies(principal: Principal): Principal {
  if (principal.type !== 'role' && principal.type !== 'federated') return principal;
  const { sessionTags, ...rest } = principal;
  if (rest.type === 'federated') return { ...rest, sessionPolicies: [] };
  const { sessionPolicies, ...role } = rest;
  return role;
}
