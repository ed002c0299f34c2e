// A message move task: what brings messages from a dead-letter queue back, or to a queue of one's choice.
import * as errors from '../errors.ts';

export type MoveStatus = 'RUNNING' | 'COMPLETED' | 'CANCELLED' | 'FAILED';

export interface MoveTask {
  readonly id: string;
  /** ARN of the dead-letter queue. */
  readonly source: string;
  /** Undefined: every message goes back to the queue it came from. */
  readonly destination: string | undefined;
  /** Messages a second; undefined where SQS may choose. */
  readonly rate: number | undefined;
  readonly started: number;
  readonly toMove: number;
  readonly moved: number;
  readonly status: MoveStatus;
  readonly failure: string | undefined;
}

/** As AWS's own handles decode. */
export const writeTaskHandle = ({ id, source }: MoveTask): string =>
  Buffer.from(JSON.stringify({ taskId: id, sourceArn: source })).toString('base64');

export function readTaskHandle(handle: string): { readonly id: string; readonly source: string } {
  try {
    const { taskId, sourceArn } = JSON.parse(Buffer.from(handle, 'base64').toString());
    if (typeof taskId === 'string' && typeof sourceArn === 'string') return { id: taskId, source: sourceArn };
  } catch {
    // Worded below.
  }
  throw errors.invalidTaskHandle();
}
