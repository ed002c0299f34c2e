// What GetKeyLastUsage tells: noted in memory at each use, written out in batches.
import type { Clock } from '../../platform/clock.ts';
import type { Database } from '../../platform/database.ts';
import type { KeyArn } from './key.ts';

export type UsedOperation =
  | 'Decrypt'
  | 'DeriveSharedSecret'
  | 'Encrypt'
  | 'GenerateDataKey'
  | 'GenerateDataKeyPair'
  | 'GenerateDataKeyPairWithoutPlaintext'
  | 'GenerateDataKeyWithoutPlaintext'
  | 'GenerateMac'
  | 'ReEncrypt'
  | 'Sign'
  | 'Verify'
  | 'VerifyMac';

export interface Usage {
  readonly operation: UsedOperation;
  readonly time: number;
  readonly requestId: string;
}

/** How long a use may stand in memory alone; AWS's own record lags likewise. */
const WRITE_AFTER = 5_000;

export class UsageLog {
  private unwritten = new Map<KeyArn, Usage>();
  /** On its way into the database. */
  private leaving: ReadonlyMap<KeyArn, Usage> = new Map();
  private planned = false;
  private readonly sql: ReturnType<typeof prepare>;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {
    this.sql = prepare(database);
  }

  note(keyArn: KeyArn, operation: UsedOperation, time: number, requestId: string): void {
    this.unwritten.set(keyArn, { operation, time, requestId });
    if (this.planned) return;
    this.planned = true;
    this.clock.at(this.clock.now() + WRITE_AFTER, () => this.write());
  }

  last(keyArn: KeyArn): Usage | undefined {
    return this.unwritten.get(keyArn) ?? this.leaving.get(keyArn) ?? this.sql.find.get(keyArn);
  }

  forget(): void {
    this.unwritten.clear();
  }

  private async write(): Promise<void> {
    this.planned = false;
    const batch = this.unwritten;
    this.leaving = batch;
    this.unwritten = new Map();
    await this.database.commit(() => {
      for (const [keyArn, { operation, time, requestId }] of batch) {
        // Only for a key that still stands.
        this.sql.save.run(operation, time, requestId, keyArn);
      }
    });
  }
}

function prepare(database: Database) {
  return {
    find: database.prepare<[string], Usage>(
      'SELECT operation, time, request_id AS requestId FROM kms_usage WHERE key_arn = ?',
    ),
    save: database.prepare<[string, number, string, string]>(
      `INSERT OR REPLACE INTO kms_usage (key_arn, operation, time, request_id)
       SELECT arn, ?, ?, ? FROM kms_key WHERE arn = ?`,
    ),
  };
}
