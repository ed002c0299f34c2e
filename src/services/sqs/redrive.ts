// The redrive policy: after how many receives a message goes to which dead-letter queue.
import { parseObject } from './json.ts';

export interface Redrive {
  readonly deadLetterTargetArn: string;
  readonly maxReceiveCount: number;
}

/** A sentence of AWS's where the policy is none. */
export function parseRedrive(text: string): Redrive | { readonly problem: string } {
  const document = parseObject(text);
  if (!document) return { problem: 'Redrive policy is not a valid JSON map.' };
  const { deadLetterTargetArn, maxReceiveCount } = document;
  if (typeof deadLetterTargetArn !== 'string') return missing('deadLetterTargetArn');
  if (maxReceiveCount === undefined) return missing('maxReceiveCount');
  const count = Number(maxReceiveCount);
  if (!Number.isInteger(count) || count < 1 || count > 1000) {
    return {
      problem: `Invalid value for maxReceiveCount: ${maxReceiveCount}, valid values are from 1 to 1000 both inclusive.`,
    };
  }
  return { deadLetterTargetArn, maxReceiveCount: count };
}

const missing = (name: string) => ({
  problem: `Redrive policy does not contain mandatory attribute: ${name}.`,
});

/** AWS answers a number, whichever it was given. */
export function normalRedrive(text: string): string {
  const document = parseObject(text) ?? {};
  if (typeof document.maxReceiveCount === 'number') return text;
  return JSON.stringify({ ...document, maxReceiveCount: Number(document.maxReceiveCount) });
}

/** RedriveAllowPolicy: which queues may name this one as their dead-letter queue. */
export interface RedriveAllow {
  readonly redrivePermission: 'allowAll' | 'denyAll' | 'byQueue';
  readonly sourceQueueArns: readonly string[];
}

const MOST_SOURCES = 10;

/** A sentence of ours where the policy is none: AWS's are not recorded. */
export function parseRedriveAllow(text: string): RedriveAllow | { readonly problem: string } {
  const document = parseObject(text);
  if (!document) return { problem: 'Redrive allow policy is not a valid JSON map.' };
  const { redrivePermission, sourceQueueArns } = document;
  if (redrivePermission === undefined) {
    return { problem: 'Redrive allow policy does not contain mandatory attribute: redrivePermission.' };
  }
  if (
    redrivePermission !== 'allowAll' &&
    redrivePermission !== 'denyAll' &&
    redrivePermission !== 'byQueue'
  ) {
    return { problem: `Invalid value for redrivePermission: ${redrivePermission}.` };
  }
  if (redrivePermission !== 'byQueue') {
    if (sourceQueueArns === undefined) return { redrivePermission, sourceQueueArns: [] };
    return { problem: 'sourceQueueArns may be given only when redrivePermission is byQueue.' };
  }
  if (!isArnList(sourceQueueArns)) {
    return { problem: `sourceQueueArns must hold 1 to ${MOST_SOURCES} ARNs of queues.` };
  }
  return { redrivePermission, sourceQueueArns };
}

const isArnList = (value: unknown): value is readonly string[] =>
  Array.isArray(value) &&
  value.length > 0 &&
  value.length <= MOST_SOURCES &&
  value.every((arn) => typeof arn === 'string' && /^arn:[^:]+:sqs:[^:]+:\d{12}:[^:]+$/.test(arn));

export function admits(policy: string | undefined, sourceArn: string): boolean {
  const allow = policy === undefined ? undefined : parseRedriveAllow(policy);
  if (!allow || 'problem' in allow || allow.redrivePermission === 'allowAll') return true;
  return allow.redrivePermission === 'byQueue' && allow.sourceQueueArns.includes(sourceArn);
}
