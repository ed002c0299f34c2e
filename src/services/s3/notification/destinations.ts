// What PutBucketNotificationConfiguration asks of the destinations: each takes a test event from S3, or the whole
// configuration is refused with the reason for each that did not (recorded).
import { parseArn } from '../../../core/arn.ts';
import type { Call } from '../../../core/call.ts';
import { AwsError } from '../../../core/errors.ts';
import { type Bucket, bucketArn } from '../buckets/bucket-store.ts';
import { invalidArgument } from '../errors.ts';
import { type Courier, deliver } from './deliver.ts';
import { overlap, type Subscriber } from './subscribers.ts';

const KINDS: Readonly<Record<string, string>> = { sns: 'topic', sqs: 'queue' };

export async function verifyDestinations(
  courier: Courier,
  subscribers: readonly Subscriber[],
  bucket: Bucket,
  call: Call,
  hostId: string,
): Promise<void> {
  const body = JSON.stringify({
    Service: 'Amazon S3',
    Event: 's3:TestEvent',
    Time: new Date(call.time).toISOString(),
    Bucket: bucket.name,
    RequestId: call.requestId,
    HostId: hostId,
  });
  const refusals: [arn: string, reason: string][] = [];
  for (const { destination } of subscribers) {
    const kind = KINDS[parseArn(destination)?.service ?? ''];
    // There are no functions here to be asked, only endpoints, which get no test event on AWS either.
    if (kind === undefined) continue;
    try {
      await deliver(courier, {
        destination,
        account: bucket.account,
        source: bucketArn(bucket),
        body,
        trace: null,
      });
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      refusals.push([destination, reasonOf(error, kind)]);
    }
  }
  if (refusals.length > 0) throw unableToValidate(refusals);
}

function reasonOf({ code }: AwsError, kind: string): string {
  const isAbsent = /^NotFound$|NonExistentQueue|QueueDoesNotExist|^Invalid/.test(code);
  if (isAbsent) return `The destination ${kind} does not exist`;
  return `Permissions on the destination ${kind} do not allow S3 to publish notifications from this bucket`;
}

function unableToValidate(refusals: readonly (readonly [arn: string, reason: string])[]): AwsError {
  const members: Record<string, string> = {};
  for (const [index, [arn, reason]] of refusals.entries()) {
    members[`ArgumentName${index + 1}`] = arn;
    members[`ArgumentValue${index + 1}`] = reason;
  }
  const message = 'Unable to validate the following destination configurations';
  return new AwsError('InvalidArgument', 400, message, members);
}

/** What is refused whether or not destinations are validated. */
export function checkSubscribers(subscribers: readonly Subscriber[], { region }: Bucket): void {
  for (const { destination } of subscribers) {
    if (parseArn(destination)?.region === region) continue;
    throw invalidArgument(
      'The notification destination service region is not valid for the bucket location constraint',
      'Region',
      parseArn(destination)?.region,
    );
  }
  for (const [index, one] of subscribers.entries()) {
    for (const other of subscribers.slice(index + 1)) {
      if (overlap(one, other)) throw overlapping(one, other);
    }
  }
}

function overlapping(one: Subscriber, other: Subscriber): AwsError {
  const filtered = [one, other].some(({ prefix, suffix }) => prefix !== '' || suffix !== '');
  return invalidArgument(
    filtered
      ? 'Configuration is ambiguously defined. Cannot have overlapping suffixes in two rules if the prefixes are overlapping for the same event type.'
      : 'Configurations overlap. Configurations on the same bucket cannot share a common event type.',
  );
}
