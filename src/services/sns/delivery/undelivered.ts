// Messages whose last mile nobody goes here: SMS, e-mail, mobile push, Firehose. They are accepted as on AWS and
// stand in a ring for the control API, so that a test can see what would have been sent.
import type { Protocol } from '../subscription.ts';

export interface UndeliveredMessage {
  /** ISO 8601, on the injected clock. */
  readonly time: string;
  readonly messageId: string;
  /** Absent where a phone number was published to directly. */
  readonly topicArn?: string;
  readonly protocol: Protocol;
  readonly endpoint: string;
  readonly subject?: string;
  readonly message: string;
}

const MOST = 1_000;

export class Undelivered {
  private messages: UndeliveredMessage[] = [];

  add(message: UndeliveredMessage): void {
    this.messages.push(message);
    if (this.messages.length > MOST) this.messages.shift();
  }

  /** Oldest first. */
  list(): readonly UndeliveredMessage[] {
    return this.messages;
  }

  forget(): void {
    this.messages = [];
  }
}
