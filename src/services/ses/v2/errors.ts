// SESv2's error dictionary, and v1's refusals in its words: both APIs stand before one service.
import type { AccessCheck, Decision } from '../../../core/access-check.ts';
import type { Call } from '../../../core/call.ts';
import { AwsError } from '../../../core/errors.ts';
import type { ServiceErrors } from '../../../core/operation.ts';
import type { Violation } from '../../../core/validate.ts';
import { memberPath } from '../../../core/violations.ts';
import { sesErrors } from '../errors.ts';

/** Without a message SESv2 answers `{"message":null}` (probed: Simple content without a sender). */
export const badRequest = (message?: string) => new AwsError('BadRequestException', 400, message);
export const notFound = (message: string) => new AwsError('NotFoundException', 404, message);

/** Seen on AWS: anomalyco/sst #4556 (the grammar is SES's own). */
export const identityExists = (identity: string) =>
  new AwsError('AlreadyExistsException', 400, `Email identity ${identity} already exist.`);
/** Probed: floci-io/floci #723. */
export const noSuchIdentity = (identity: string) => notFound(`Email identity ${identity} does not exist.`);
/** Probed: floci-io/floci #1812. */
export const noSuchConfigurationSet = (name: string) =>
  notFound(`Configuration set <${name}> does not exist.`);
export const noSuchTemplate = (name: string) => notFound(`Template ${name} does not exist.`);

/** No value is shown, as in v1 (probed: "Value at 'policy' failed to satisfy constraint: Member must not be null"). */
function invalid(violations: readonly Violation[]): AwsError {
  const sentences = violations.map(
    ({ path, constraint }) => `Value at '${memberPath(path)}' failed to satisfy constraint: ${constraint}`,
  );
  const count = `${sentences.length} validation error${sentences.length === 1 ? '' : 's'}`;
  return badRequest(`${count} detected: ${sentences.join('; ')}`);
}

function denied(check: AccessCheck, decision: Decision, call: Call): AwsError {
  const { message } = sesErrors.denied(check, decision, call);
  return new AwsError('AccessDeniedException', 403, message);
}

export const sesV2Errors: ServiceErrors = { invalid, denied };

const OF_THE_CALLER = new Set(['InvalidParameterValue', 'ValidationError', 'MalformedInput']);

/** What is shared with v1 refuses in v1's words: SESv2 has one code for them. */
export function inWordsOfV2<T>(work: () => T): T {
  try {
    const result = work();
    return result instanceof Promise ? (result.catch(rethrow) as T) : result;
  } catch (error) {
    return rethrow(error);
  }
}

function rethrow(error: unknown): never {
  if (error instanceof AwsError && OF_THE_CALLER.has(error.code)) throw badRequest(error.message);
  throw error;
}
