// The redrive policy: after how many receives a message goes to which dead-letter queue.
import { isObject } from './json.ts';

export interface Redrive {
  readonly deadLetterTargetArn: string;
  readonly maxReceiveCount: number;
}

/** A sentence of AWS's where the policy is none. */
export function parseRedrive(text: string): Redrive | { readonly problem: string } {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    // Worded below.
  }
  if (!isObject(document)) return { problem: 'Redrive policy is not a valid JSON map.' };
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
