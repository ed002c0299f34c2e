// What of an input or output may be kept in a record, worked out once for each shape.
//
// Blobs and streams (plaintexts, data keys, bodies) and members marked sensitive never enter; nor do the few
// that AWS hides though its model does not mark them.
import type { ShapeNode } from '../../core/shape.ts';
import type { Members } from './entry.ts';

/** `whole`: the value itself may be kept; `nothing`: none of it; otherwise what is left of it. */
type Rule = 'whole' | 'nothing' | ((value: never) => unknown);

/** Texts that people send each other, tokens and keys. */
const HIDDEN = new Set([
  'CopySourceSSECustomerKey',
  'Message',
  'MessageAttributes',
  'MessageBody',
  'NewPassword',
  'OldPassword',
  'Password',
  'SAMLAssertion',
  'SSECustomerKey',
  'SecretAccessKey',
  'SessionToken',
  'Subject',
  'WebIdentityToken',
]);
/** Marked sensitive in AWS's model of S3, and shown by CloudTrail all the same. */
const SHOWN = new Set(['SSEKMSKeyId', 'SSEKMSEncryptionContext']);

const EMPTY: Members = {};

type Structure = Extract<ShapeNode, { type: 'structure' }>;
/** Which members of an input or output events tell at all: what none tells need not be kept for one. */
export type IsTold = (member: Structure['members'][string]) => boolean;

/** What keeps of a value what may be recorded; an empty object stands for nothing at all. */
export function keeperOf(shape: ShapeNode, isTold: IsTold = () => true): (value: unknown) => Members {
  let rule: Rule | undefined;
  return (value) => {
    rule ??= shape.type === 'structure' ? ruleOfStructure(shape, isTold) : ruleOf(shape);
    if (rule === 'nothing' || typeof value !== 'object' || value === null) return EMPTY;
    return rule === 'whole' ? (value as Members) : (rule(value as never) as Members);
  };
}

function ruleOf(shape: ShapeNode): Rule {
  switch (shape.type) {
    case 'blob':
      return 'nothing';
    case 'string':
      return shape.sensitive ? 'nothing' : 'whole';
    case 'list': {
      const member = ruleOf(shape.member);
      if (typeof member === 'string') return member;
      return (value: readonly never[]) => value.map((item) => member(item));
    }
    case 'map': {
      const entry = ruleOf(shape.value);
      if (typeof entry === 'string') return entry;
      return (value: Readonly<Record<string, never>>) =>
        Object.fromEntries(Object.entries(value).map(([name, item]) => [name, entry(item)]));
    }
    case 'structure':
      return ruleOfStructure(shape, () => true);
    default:
      return 'whole';
  }
}

function ruleOfStructure({ members }: Structure, isTold: IsTold): Rule {
  const rules = new Map<string, Exclude<Rule, 'nothing'>>();
  let whole = true;
  for (const [name, member] of Object.entries(members)) {
    // User metadata is the customer's data, and sealed mails keep their wrapped key in it.
    const hidden = HIDDEN.has(name) || member.location === 'headers' || !isTold(member);
    const rule = hidden ? 'nothing' : SHOWN.has(name) ? 'whole' : ruleOf(member.shape);
    if (rule !== 'whole') whole = false;
    if (rule !== 'nothing') rules.set(name, rule);
  }
  if (whole) return 'whole';
  if (rules.size === 0) return 'nothing';
  return (value: Readonly<Record<string, never>>) => {
    const kept: Record<string, unknown> = {};
    for (const name in value) {
      const rule = rules.get(name);
      if (rule === undefined || value[name] === undefined) continue;
      kept[name] = rule === 'whole' ? value[name] : rule(value[name]);
    }
    return kept;
  };
}
