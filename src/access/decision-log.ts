// The last decisions, for `GET /_waxseal/decisions`: rings that keep references and explain when read.
import type { AccessCheck, ConditionValue, Decision, StatementReport } from '../core/access-check.ts';
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

/** How many of each kind are kept: leaves flood a busy server, and it is refusals that people look for. */
export interface DecisionsKept {
  readonly allowed: number;
  readonly refused: number;
}

interface Entry {
  readonly sequence: number;
  readonly check: AccessCheck;
  readonly call: Call;
  readonly decision: Decision;
}

export function createDecisionLog(kept: DecisionsKept): DecisionLog {
  const leaves = new Array<Entry | undefined>(kept.allowed);
  const refusals = new Array<Entry | undefined>(kept.refused);
  let sequence = 0;
  let nextLeave = 0;
  let nextRefusal = 0;

  return {
    record(check, call, decision) {
      sequence += 1;
      const whole = { sequence, check, call, decision };
      const entry = call.bulky && isLong(check) ? shortened(whole) : whole;
      if (decision.allowed) {
        leaves[nextLeave] = entry;
        nextLeave = (nextLeave + 1) % kept.allowed;
      } else {
        refusals[nextRefusal] = entry;
        nextRefusal = (nextRefusal + 1) % kept.refused;
      }
    },
    list: ({ allowed, limit = kept.allowed + kept.refused } = {}) =>
      [...(allowed === false ? [] : leaves), ...(allowed === true ? [] : refusals)]
        .filter((entry) => entry !== undefined)
        .sort((a, b) => b.sequence - a.sequence)
        .slice(0, limit)
        .map(asRecord),
    clear() {
      leaves.fill(undefined);
      refusals.fill(undefined);
    },
  };
}

/** More than any check needs that may come to something: what is longer, its service has refused or will. */
const MOST_CHARACTERS = 32 * 1024;

function isLong({ resource, context }: AccessCheck): boolean {
  let size = resource.length;
  for (const name in context) size += name.length + lengthOf(context[name]);
  return size > MOST_CHARACTERS;
}

function lengthOf(value: ConditionValue | undefined): number {
  if (typeof value === 'string') return value.length;
  return typeof value === 'object' ? value.reduce((sum, text) => sum + text.length, 0) : 0;
}

/** The ring would hold the long text for ever, and so would the explanation. */
function shortened({ sequence, check, call, decision }: Entry): Entry {
  const { action, resource, account } = check;
  const { allowed, outcome, decidedBy } = decision;
  // Copied: of a slice, V8 keeps the whole text.
  const short = Buffer.from(resource.slice(0, 1024)).toString();
  const summary = `${action}: ${outcome}; what was asked is too long to be explained`;
  return {
    sequence,
    check: { action, resource: short, account },
    call,
    decision: { allowed, outcome, decidedBy, explain: () => ({ summary, statements: [] }) },
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
