// What SNS needs of other services, and what may be chosen about it; emulator.ts fits both.
import type { Port } from '../../core/operation.ts';
import type { MessageAttributes } from './shapes.ts';

export interface SnsPorts {
  readonly sendMessage: Port<SendMessageInput, unknown>;
}
export interface SendMessageInput {
  readonly QueueUrl: string;
  readonly MessageBody: string;
  readonly MessageAttributes?: MessageAttributes;
  readonly MessageGroupId?: string | undefined;
  readonly MessageDeduplicationId?: string | undefined;
}

export interface SnsSettings {
  /** HTTP endpoints of functions (the Lambda runtime interface's invoke URL) by function ARN. */
  readonly functions?: Readonly<Record<string, string>> | undefined;
}
