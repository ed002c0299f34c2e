// The sentence AWS's generated validators write: `2 validation errors detected: Value 'x' at 'keyId' failed …`.
import type { Violation } from './validate.ts';

/**
 * KMS, IAM, STS and most json and query services (recorded: facts/kms.md §8). Members are spelled in lower
 * camel case, absent ones show `Value null`, blobs, lists and secrets show no value.
 */
export function validationMessage(violations: readonly Violation[]): string {
  const count = violations.length;
  const sentences = violations.map(sentence).join('; ');
  return `${count} validation error${count === 1 ? '' : 's'} detected: ${sentences}`;
}

function sentence(violation: Violation): string {
  const value = violation.missing ? ' null' : violation.value === undefined ? '' : ` '${violation.value}'`;
  return `Value${value} at '${memberPath(violation.path)}' failed to satisfy constraint: ${violation.constraint}`;
}

/** `tags.1.member.tagKey` */
export const memberPath = (path: readonly string[]): string => path.map(lowerFirst).join('.');

const lowerFirst = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);
