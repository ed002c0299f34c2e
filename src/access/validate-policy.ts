// What each kind of policy must and must not hold. IAM's MalformedPolicyDocument sentences are given; other
// services word the reason their own way by `code`.
import { parseOperatorName } from './condition.ts';
import { type PolicyDocument, parsePolicy, type StatementElements } from './policy-document.ts';
import { legacyNameProblem, resourceNameProblem } from './resource-name.ts';

/**
 * `identity`: inline and managed policies, boundaries, session policies. `trust`: a role's AssumeRole policy.
 * `key`: a KMS key policy. `resource`: bucket, topic and queue policies.
 */
export type DocumentKind = 'identity' | 'trust' | 'key' | 'resource';

export type PolicyProblemCode =
  | 'json'
  | 'syntax'
  | 'version'
  | 'principal-missing'
  | 'principal-prohibited'
  | 'action-missing'
  | 'action-invalid'
  | 'resource-missing'
  | 'resource-prohibited'
  | 'resource-invalid'
  | 'condition-invalid'
  | 'sid-invalid'
  | 'sid-duplicate';

export interface PolicyProblem {
  readonly code: PolicyProblemCode;
  /** In IAM's words. */
  readonly message: string;
  /** What exactly, in ours: for the log. */
  readonly detail?: string;
}
export type PolicyValidation = { readonly document: PolicyDocument } | { readonly problem: PolicyProblem };

export function validatePolicy(text: string, kind: DocumentKind): PolicyValidation {
  const parsed = parsePolicy(text);
  if ('problem' in parsed) {
    return {
      problem: { code: parsed.problem, message: unreadable(parsed.problem, kind), detail: parsed.detail },
    };
  }
  const { document } = parsed;
  const problem = firstOf(PHASES, (phase) => phase(document, kind));
  return problem ? { problem } : { document };
}

type Phase = (document: PolicyDocument, kind: DocumentKind) => PolicyProblem | undefined;

const everyStatement =
  (find: (statement: StatementElements, kind: DocumentKind) => PolicyProblem | undefined): Phase =>
  ({ statements }, kind) =>
    firstOf(statements, (statement) => find(statement, kind));

const unreadable = (problem: 'json' | 'syntax', kind: DocumentKind): string =>
  problem === 'json' && kind === 'trust' ? 'This policy contains invalid Json' : 'Syntax errors in policy.';

/** New identity policies must be of today's version; resource policies may be of either. */
const versionProblem: Phase = ({ version }, kind) =>
  kind === 'identity' && version !== '2012-10-17'
    ? { code: 'version', message: 'Policy document must be version 2012-10-17 or greater.' }
    : undefined;

function firstOf<T>(
  items: readonly T[],
  find: (item: T) => PolicyProblem | undefined,
): PolicyProblem | undefined {
  for (const item of items) {
    const found = find(item);
    if (found) return found;
  }
  return undefined;
}

/** Resource policies take any text as Sid; identity policies letters and digits alone. */
function sidProblem({ sid }: StatementElements, kind: DocumentKind): PolicyProblem | undefined {
  if (kind !== 'identity' || /^[0-9A-Za-z]*$/.test(sid)) return undefined;
  const message =
    'Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*';
  return { code: 'sid-invalid', message, detail: sid };
}

function principalProblem({ principal }: StatementElements, kind: DocumentKind): PolicyProblem | undefined {
  if (kind === 'identity') {
    const message = 'Policy document should not specify a principal.';
    return principal && { code: 'principal-prohibited', message };
  }
  if (principal && principal.named.length > 0) return undefined;
  return { code: 'principal-missing', message: 'Missing required field Principal' };
}

function actionProblem({ action }: StatementElements, kind: DocumentKind): PolicyProblem | undefined {
  if (!action || action.patterns.length === 0) {
    // KMS keeps such a statement and ignores it (facts/kms.md §9).
    if (kind === 'key') return undefined;
    const message =
      kind === 'trust' ? 'Missing required field Action' : 'Policy statement must contain actions.';
    return { code: 'action-missing', message };
  }
  return undefined;
}

const actionNamesProblem = ({ action }: StatementElements, kind: DocumentKind): PolicyProblem | undefined =>
  firstOf(action?.patterns ?? [], (pattern) => actionNameProblem(pattern, kind));

function actionNameProblem(pattern: string, kind: DocumentKind): PolicyProblem | undefined {
  const [vendor = '', name, ...more] = pattern.split(':');
  const problem = (message: string): PolicyProblem => ({ code: 'action-invalid', message, detail: pattern });
  if (pattern === '*') return undefined;
  if (name === undefined) {
    return problem('Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.');
  }
  if (more.length > 0) return problem('Actions/Condition can contain only one colon.');
  if (!/^[a-zA-Z0-9.-]+$/.test(vendor) && vendor !== '*') return problem(`Vendor ${vendor} is not valid`);
  if (kind === 'trust' && vendor.toLowerCase() !== 'sts') {
    return problem('AssumeRole policy may only specify STS AssumeRole actions.');
  }
  return undefined;
}

function resourceProblem({ resource }: StatementElements, kind: DocumentKind): PolicyProblem | undefined {
  if (kind === 'trust') {
    return resource && { code: 'resource-prohibited', message: 'Has prohibited field Resource' };
  }
  if (!resource || resource.patterns.length === 0) {
    if (kind === 'key') return undefined;
    return { code: 'resource-missing', message: 'Policy statement must contain resources.' };
  }
  return undefined;
}

const resourceNamesProblem = (
  { resource }: StatementElements,
  kind: DocumentKind,
): PolicyProblem | undefined =>
  kind === 'identity' ? firstOf(resource?.patterns ?? [], resourceNameProblem) : undefined;

/** A first, older reader stands before the rules. */
const legacyProblem = ({ resource }: StatementElements, kind: DocumentKind): PolicyProblem | undefined =>
  kind === 'identity' ? firstOf(resource?.patterns ?? [], legacyNameProblem) : undefined;

function conditionProblem({ conditions }: StatementElements, kind: DocumentKind): PolicyProblem | undefined {
  return firstOf(conditions, ({ operator, key, values }) => {
    if (!parseOperatorName(operator)) {
      return {
        code: 'condition-invalid',
        message: 'Syntax errors in policy.',
        detail: `unknown operator ${operator}`,
      };
    }
    // Identity policies may name keys that nobody has.
    if (kind !== 'identity' && !key.includes(':')) {
      const message = 'Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.';
      return { code: 'condition-invalid', message, detail: key };
    }
    if (values.length > 0) return undefined;
    return { code: 'condition-invalid', message: 'Syntax errors in policy.', detail: `${key} has no values` };
  });
}

function duplicateSid({ statements }: PolicyDocument): PolicyProblem | undefined {
  const seen = new Set<string>();
  return firstOf(statements, ({ sid }) => {
    if (sid === '' || !seen.has(sid)) {
      seen.add(sid);
      return undefined;
    }
    return {
      code: 'sid-duplicate',
      message: 'Statement IDs (SID) in a single policy must be unique.',
      detail: sid,
    };
  });
}

/** In the order in which IAM finds fault. */
const PHASES: readonly Phase[] = [
  versionProblem,
  everyStatement(legacyProblem),
  everyStatement(principalProblem),
  everyStatement(sidProblem),
  duplicateSid,
  everyStatement(actionProblem),
  everyStatement(resourceProblem),
  everyStatement(resourceNamesProblem),
  everyStatement(actionNamesProblem),
  everyStatement(conditionProblem),
];
