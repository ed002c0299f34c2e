// What each protocol's endpoint must look like, and whose it is.
import { parseArn } from '../../core/arn.ts';
import * as errors from './errors.ts';
import { requireSmsEndpoint } from './phone-number.ts';
import type { Protocol } from './subscription.ts';
import type { Topic } from './topic.ts';

export interface Endpoint {
  readonly protocol: Protocol;
  readonly endpoint: string;
  /** The account that may confirm by subscribing itself; undefined where a token must come back. */
  readonly owner: string | undefined;
}

export function requireEndpoint(protocol: string, endpoint: string | undefined, topic: Topic): Endpoint {
  if (!isProtocol(protocol)) {
    throw errors.invalidParameter(`Amazon SNS does not support this protocol string: ${protocol}`);
  }
  if (endpoint === undefined || endpoint === '') throw errors.invalidParameter('Endpoint');
  switch (protocol) {
    case 'http':
    case 'https':
      if (!endpoint.startsWith(`${protocol}://`) || !URL.canParse(endpoint)) {
        throw errors.invalidParameter('Endpoint must match the specified protocol');
      }
      return { protocol, endpoint, owner: undefined };
    case 'email':
    case 'email-json':
      if (!/^[^\s@]+@[^\s@]+$/.test(endpoint)) throw errors.invalidParameter('Email address');
      return { protocol, endpoint, owner: undefined };
    case 'sms':
      return { protocol, endpoint: requireSmsEndpoint(endpoint), owner: undefined };
    case 'application': {
      const arn = parseArn(endpoint);
      if (arn?.service !== 'sns' || !arn.resource.startsWith('endpoint/')) {
        throw errors.invalidParameter('Application endpoint arn invalid');
      }
      return { protocol, endpoint, owner: arn.account };
    }
    case 'firehose': {
      const arn = parseArn(endpoint);
      if (arn?.service !== 'firehose') throw errors.invalidParameter('Firehose endpoint ARN');
      return { protocol, endpoint, owner: arn.account };
    }
    case 'sqs': {
      const arn = parseArn(endpoint);
      if (arn?.service !== 'sqs') throw errors.invalidParameter('SQS endpoint ARN');
      if (!topic.fifo && arn.resource.endsWith('.fifo')) {
        throw errors.invalidParameter(
          'Invalid parameter: Endpoint Reason: FIFO SQS Queues can not be subscribed to standard SNS topics',
        );
      }
      return { protocol, endpoint, owner: arn.account };
    }
    case 'lambda': {
      const arn = parseArn(endpoint);
      if (arn?.service !== 'lambda') throw errors.invalidParameter('Lambda endpoint ARN');
      return { protocol, endpoint, owner: arn.account };
    }
  }
}

const PROTOCOLS: readonly string[] = [
  'http',
  'https',
  'sqs',
  'lambda',
  'email',
  'email-json',
  'sms',
  'application',
  'firehose',
] satisfies Protocol[];
const isProtocol = (text: string): text is Protocol => PROTOCOLS.includes(text);
