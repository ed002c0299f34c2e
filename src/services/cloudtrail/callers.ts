// Callers by number: a caller's facts are written once a segment of the history, its calls name the number.
import type { Principal } from '../../core/call.ts';
import type { CallerFacts } from './entry.ts';

/** Callers that are compared one by one before the slower way: most requests are of the latest few. */
const LATEST = 4;

export class Callers {
  private readonly numbers = new Map<string, number>();
  private latest: { readonly caller: CallerFacts; readonly number: number }[] = [];

  /** @param introduce is given the facts of a caller that has no number yet. */
  numberOf(caller: CallerFacts, introduce: (number: number, facts: string) => void): number {
    for (const each of this.latest) if (isSame(each.caller, caller)) return each.number;
    const facts = JSON.stringify(factsOf(caller));
    let number = this.numbers.get(facts);
    if (number === undefined) {
      number = this.numbers.size;
      this.numbers.set(facts, number);
      introduce(number, facts);
    }
    this.latest = [{ caller, number }, ...this.latest.slice(0, LATEST - 1)];
    return number;
  }

  clear(): void {
    this.numbers.clear();
    this.latest = [];
  }
}

const isSame = (one: CallerFacts, other: CallerFacts): boolean =>
  one.principal === other.principal &&
  one.account === other.account &&
  one.region === other.region &&
  one.sourceIp === other.sourceIp &&
  one.userAgent === other.userAgent &&
  one.viaService === other.viaService &&
  one.source?.arn === other.source?.arn &&
  one.source?.account === other.source?.account;

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
  if (principal.type !== 'role') return principal;
  const { sessionPolicies, sessionTags, ...rest } = principal;
  return rest;
}
