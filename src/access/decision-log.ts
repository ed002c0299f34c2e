// The last decisions, for `GET /_waxseal/decisions`: a ring that keeps references and explains when read.
import type { AccessCheck, Decision, StatementReport } from '../core/access-check.ts';
import { type Call, principalArn } from '../core/call.ts';
import type { OnDecision } from './authorizer.ts';

export interface DecisionRecord {
  /** ISO 8601, on the injected clock. */
  readonly time: string;
  readonly requestId: string;
  readonly principal: string;
  readonly viaService?: string;
  readonly action: string;
  readonly resource: string;
  readonly allowed: boolean;
  readonly outcome: Decision['outcome'];
  readonly decidedBy: string;
  readonly summary: string;
  readonly statements: readonly StatementReport[];
}

export interface DecisionLog {
  readonly record: OnDecision;
  /** Newest first. */
  readonly list: (filter?: DecisionFilter) => readonly DecisionRecord[];
  readonly clear: () => void;
}
export interface DecisionFilter {
  readonly allowed?: boolean | undefined;
  readonly limit?: number | undefined;
}

interface Entry {
  readonly check: AccessCheck;
  readonly call: Call;
  readonly decision: Decision;
}

export function createDecisionLog(capacity: number): DecisionLog {
  let ring: Entry[] = [];
  let next = 0;

  function newestFirst(): readonly Entry[] {
    return [...ring.slice(next), ...ring.slice(0, next)].reverse();
  }

  return {
    record(check, call, decision) {
      if (capacity <= 0) return;
      ring[next] = { check, call, decision };
      next = (next + 1) % capacity;
    },
    list: ({ allowed, limit = capacity } = {}) =>
      newestFirst()
        .filter(({ decision }) => allowed === undefined || decision.allowed === allowed)
        .slice(0, limit)
        .map(asRecord),
    clear() {
      ring = [];
      next = 0;
    },
  };
}

function asRecord({ check, call, decision }: Entry): DecisionRecord {
  const { summary, statements } = decision.explain();
  return {
    time: new Date(call.time).toISOString(),
    requestId: call.requestId,
    principal: principalArn(call.principal),
    ...(call.viaService !== undefined && { viaService: call.viaService }),
    action: check.action,
    resource: check.resource,
    allowed: decision.allowed,
    outcome: decision.outcome,
    decidedBy: decision.decidedBy,
    summary,
    statements,
  };
}
