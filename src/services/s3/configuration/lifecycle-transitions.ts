// What S3 refuses in a rule's transitions: too early, out of order, twice, or later than the object lives
// (the user guide's "Transitioning objects using Amazon S3 Lifecycle", "Constraints and considerations").
import { invalidArgument, invalidRequest, malformedXml } from '../errors.ts';
import type { LifecycleRule } from './lifecycle.ts';

/** The waterfall, warmest first: objects only go down. */
export const WATERFALL = [
  'STANDARD_IA',
  'INTELLIGENT_TIERING',
  'ONEZONE_IA',
  'GLACIER_IR',
  'GLACIER',
  'DEEP_ARCHIVE',
] as const;
const SHORTEST_BEFORE_IA = 30;

type StorageClass = (typeof WATERFALL)[number];
interface Step {
  readonly storageClass: StorageClass;
  /** Days, or a date's milliseconds. */
  readonly after: number;
}
interface Kind {
  readonly action: 'Transition' | 'NoncurrentVersionTransition';
  readonly unit: 'Days' | 'NoncurrentDays' | 'Date';
}

export function checkTransitions(rule: LifecycleRule): void {
  checkCurrent(rule);
  checkNoncurrent(rule);
}

function checkCurrent(rule: LifecycleRule): void {
  const { Transitions = [], Expiration } = rule;
  const steps: Step[] = [];
  for (const { Date: date, Days, StorageClass } of Transitions) {
    const after = Days ?? date?.getTime();
    if ((date && Days !== undefined) || after === undefined || !StorageClass) throw malformedXml();
    steps.push({ storageClass: StorageClass as StorageClass, after });
  }
  if (steps.length === 0) return;
  const dated = Transitions.filter(({ Date: date }) => date).length;
  if (dated > 0 && dated < steps.length) throw mixed('Transition', rule);
  const kind: Kind = { action: 'Transition', unit: dated > 0 ? 'Date' : 'Days' };
  checkSteps(kind, steps, rule);
  if (dated > 0 ? Expiration?.Days !== undefined : Expiration?.Date) {
    throw mixed('Expiration and Transition', rule);
  }
  checkEnd(kind, 'Expiration', steps, Expiration?.Days ?? Expiration?.Date?.getTime(), rule);
}

function checkNoncurrent(rule: LifecycleRule): void {
  const { NoncurrentVersionTransitions = [], NoncurrentVersionExpiration } = rule;
  const steps = NoncurrentVersionTransitions.map(({ NoncurrentDays, StorageClass }) => {
    if (NoncurrentDays === undefined || !StorageClass) throw malformedXml();
    return { storageClass: StorageClass as StorageClass, after: NoncurrentDays };
  });
  const kind: Kind = { action: 'NoncurrentVersionTransition', unit: 'NoncurrentDays' };
  checkSteps(kind, steps, rule);
  checkEnd(kind, 'NoncurrentVersionExpiration', steps, NoncurrentVersionExpiration?.NoncurrentDays, rule);
}

function checkSteps({ action, unit }: Kind, steps: readonly Step[], rule: LifecycleRule): void {
  const about = described(rule);
  for (const { storageClass, after } of steps) {
    if (after < 0) {
      throw invalidArgument(`'${unit}' in ${action} action must be nonnegative`, unit, String(after));
    }
    if (unit !== 'Date' && storageClass.endsWith('_IA') && after < SHORTEST_BEFORE_IA) {
      throw invalidArgument(
        `'${unit}' in ${action} action must be greater than or equal to ${SHORTEST_BEFORE_IA} for storageClass '${storageClass}'`,
        unit,
        String(after),
      );
    }
  }
  if (new Set(steps.map(({ storageClass }) => storageClass)).size < steps.length) {
    throw invalidRequest(
      `'StorageClass' must be different for '${action}' actions in same 'Rule' with ${about}`,
    );
  }
  const downwards = [...steps].sort((a, b) => rank(a) - rank(b));
  downwards.forEach((step, index) => {
    const before = downwards[index - 1];
    if (!before || step.after > before.after) return;
    const place = (of: Step) =>
      `'${unit}' in the ${action} action for StorageClass '${of.storageClass}' for ${about}`;
    throw invalidArgument(`${place(step)} must be greater than ${place(before)}`);
  });
}

const rank = ({ storageClass }: Step): number => WATERFALL.indexOf(storageClass);

function checkEnd(
  { action, unit }: Kind,
  ending: string,
  steps: readonly Step[],
  end: number | undefined,
  rule: LifecycleRule,
): void {
  if (end === undefined || steps.every(({ after }) => after < end)) return;
  throw invalidArgument(
    `'${unit}' in the ${ending} action for ${described(rule)} must be greater than '${unit}' in the ${action} action`,
  );
}

const mixed = (actions: string, rule: LifecycleRule) =>
  invalidRequest(
    `Found mixed 'Date' and 'Days' based ${actions} actions in lifecycle rule for ${described(rule)}`,
  );

function described({ Prefix, Filter }: LifecycleRule): string {
  if (Prefix !== undefined) return `prefix '${Prefix}'`;
  const prefix = Filter?.Prefix ?? Filter?.And?.Prefix;
  return prefix === undefined ? "filter '()'" : `filter '(prefix=${prefix})'`;
}
