// The rules that the parts of an upload are held to.
import { AwsError } from '../../../core/errors.ts';
import { type CustomerKey, isSameKey, requireKeyLength } from '../encryption/customer-key.ts';
import { invalidArgument, invalidRequest } from '../errors.ts';
import type { Envelope } from '../versions/object-version.ts';

export const SMALLEST_PART = 5 * 1024 ** 2;
const MOST_PARTS = 10_000;

export function requirePartNumber(number: number): void {
  if (Number.isInteger(number) && number >= 1 && number <= MOST_PARTS) return;
  throw invalidArgument(
    'Part number must be an integer between 1 and 10000, inclusive',
    'partNumber',
    String(number),
  );
}

/** Every part comes with the key that the upload was begun with (recorded: facts/s3 §5.2). */
export function requireUploadKey(envelope: Envelope, customer: CustomerKey | undefined): void {
  if ((envelope.mode === 'SSE-C') !== (customer !== undefined)) {
    throw invalidRequest(
      'The multipart upload initiate requested encryption. Subsequent part requests must include the appropriate encryption parameters.',
    );
  }
  if (customer) requireKeyLength(customer);
  if (customer && !isSameKey(envelope.customerKey, customer)) {
    throw invalidRequest('The provided encryption parameters did not match the ones used originally.');
  }
}

/** x-amz-mp-object-size, in words of its own whatever is wrong with it (recorded, and versitygw#1398). */
export function checkObjectSize(given: string | undefined, size: number): void {
  if (given === undefined) return;
  const named = (why: string) =>
    invalidRequest(`Value for x-amz-mp-object-size header is ${why}: '${given}'`);
  if (!/^-?\d+$/.test(given)) throw named('invalid');
  if (Number(given) < 0) throw named('less than zero');
  if (Number(given) === size) return;
  throw invalidRequest(
    `The provided 'x-amz-mp-object-size' header value ${given} does not match what was computed: ${size}`,
  );
}

/** What a list of parts may not have at all (versitygw#1072). */
export const partNumberTooSmall = (number: number) =>
  invalidArgument('PartNumber must be >= 1', 'PartNumber', String(number));

export const invalidPart = (UploadId: string, PartNumber: number, ETag: string) =>
  new AwsError(
    'InvalidPart',
    400,
    "One or more of the specified parts could not be found.  The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.",
    { UploadId, PartNumber, ETag },
  );

export const invalidPartOrder = (UploadId: string) =>
  new AwsError(
    'InvalidPartOrder',
    400,
    'The list of parts was not in ascending order. Parts must be ordered by part number.',
    { UploadId },
  );

export const partTooSmall = (PartNumber: number, ETag: string, ProposedSize: number) =>
  new AwsError('EntityTooSmall', 400, 'Your proposed upload is smaller than the minimum allowed size', {
    ETag,
    PartNumber,
    MinSizeAllowed: SMALLEST_PART,
    ProposedSize,
  });
