// A replication task: what its row says, as values.
import type { RuleSnapshot } from './rules.ts';

/** By the size of the body, so that no large one stands in the way of the small. */
export type Lane = 'small' | 'medium' | 'large';
export const LANES: readonly Lane[] = ['small', 'medium', 'large'];

/** What is carried over: a whole version, or a later change of one that was admitted. */
export type TaskOperation = 'put' | 'delete-marker' | 'metadata';
/** `UNTRACKED`: the source version was deleted before it was replicated. */
export type TaskStatus = 'PENDING' | 'COMPLETED' | 'FAILED' | 'UNTRACKED';

export interface NewTask {
  /** The source bucket's row. */
  readonly bucket: number;
  readonly key: string;
  readonly versionId: string;
  readonly operation: TaskOperation;
  readonly rule: RuleSnapshot;
  readonly size: number;
  readonly time: number;
}

/** Bytes of the body that the task carries. */
export const bodyOf = ({ operation, size }: Pick<NewTask, 'operation' | 'size'>): number =>
  operation === 'put' ? size : 0;

export interface Task extends NewTask {
  readonly seq: number;
  readonly status: TaskStatus;
  readonly attempts: number;
  /** When it runs next, on the injected clock. */
  readonly due: number;
  readonly ended: number | undefined;
  /** AWS's failureReason: `DstPutObjectNotPermitted`. */
  readonly failureReason: string | undefined;
  /** Why, for people. */
  readonly explanation: string | undefined;
  readonly keyCalls: readonly KeyCall[];
}

/** A call that the task made to KMS, as `GET /_waxseal/replication` shows it. */
export interface KeyCall {
  readonly operation: 'Decrypt' | 'Encrypt' | 'GenerateDataKey';
  readonly keyId: string;
  readonly region: string;
  readonly encryptionContext: Readonly<Record<string, string>>;
  /** KMS's error code; absent when it answered. */
  readonly error?: string;
}

export interface TaskEnd {
  readonly status: Exclude<TaskStatus, 'PENDING'>;
  readonly failureReason?: string | undefined;
  readonly explanation?: string | undefined;
  readonly keyCalls: readonly KeyCall[];
}

/** Undefined members match everything. */
export interface TaskFilter {
  readonly bucket?: number | undefined;
  readonly key?: string | undefined;
  readonly versionId?: string | undefined;
  readonly destination?: string | undefined;
  readonly status?: TaskStatus | undefined;
  readonly limit?: number | undefined;
}

/** As it stands in the table. */
export interface TaskRow {
  readonly seq: number;
  readonly bucket: number;
  readonly key: string;
  readonly version_id: string;
  readonly operation: TaskOperation;
  readonly rule: string;
  readonly size: number;
  readonly status: TaskStatus;
  readonly attempts: number;
  readonly created: number;
  readonly due: number;
  readonly ended: number | null;
  readonly failure_reason: string | null;
  readonly explanation: string | null;
  readonly key_calls: string | null;
}

/** Many tasks follow one rule, and its text is parsed once. */
const rules = new Map<string, RuleSnapshot>();
const MOST_RULES = 1024;

function ruleOf(text: string): RuleSnapshot {
  const known = rules.get(text);
  if (known) return known;
  if (rules.size >= MOST_RULES) rules.clear();
  const rule = JSON.parse(text) as RuleSnapshot;
  rules.set(text, rule);
  return rule;
}

const texts = new WeakMap<RuleSnapshot, string>();

export function textOf(rule: RuleSnapshot): string {
  const known = texts.get(rule);
  if (known !== undefined) return known;
  const text = JSON.stringify(rule);
  texts.set(rule, text);
  return text;
}

export const taskOf = (row: TaskRow): Task => ({
  seq: row.seq,
  bucket: row.bucket,
  key: row.key,
  versionId: row.version_id,
  operation: row.operation,
  rule: ruleOf(row.rule),
  size: row.size,
  time: row.created,
  status: row.status,
  attempts: row.attempts,
  due: row.due,
  ended: row.ended ?? undefined,
  failureReason: row.failure_reason ?? undefined,
  explanation: row.explanation ?? undefined,
  keyCalls: row.key_calls ? (JSON.parse(row.key_calls) as KeyCall[]) : [],
});
