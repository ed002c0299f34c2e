// Rows of jobs. A status changes only by compare and set, so that a cancellation and the runner never overtake
// one another.
import type { AccountId, Region } from '../../core/ids.ts';
import type { Database } from '../../platform/database.ts';
import type { Job, JobChange, JobRequest } from './job.ts';
import { isTerminal, type JobStatus, mayBecome } from './job-status.ts';

/** Jobs that ended longer ago are forgotten ("Troubleshooting S3 Batch Operations", NoSuchJobException). */
const KEPT_MS = 90 * 86_400_000;

interface JobRow {
  readonly seq: number;
  readonly id: string;
  readonly account: string;
  readonly region: string;
  readonly fingerprint: string;
  readonly request: string;
  readonly created: number;
  readonly status: JobStatus;
  readonly priority: number;
  readonly state: string;
  readonly ended: number | null;
}
export interface ListedJob {
  readonly seq: number;
  readonly job: Job;
}
export interface NewJob {
  readonly id: string;
  readonly account: AccountId;
  readonly region: Region;
  readonly token: string;
  readonly fingerprint: string;
  readonly request: JobRequest;
  readonly created: number;
  readonly priority: number;
  readonly tags: Job['tags'];
}

type State = Pick<Job, 'tags' | 'succeeded' | 'failed' | 'activeMs' | 'failures'> & JobChange;

export type JobStore = ReturnType<typeof createJobStore>;

export function createJobStore(database: Database) {
  const sql = {
    byId: database.prepare<[string], JobRow>('SELECT * FROM s3control_job WHERE id = ?'),
    byToken: database.prepare<[string, string, string], JobRow>(
      'SELECT * FROM s3control_job WHERE account = ? AND region = ? AND token = ?',
    ),
    insert: database.prepare(
      `INSERT INTO s3control_job
         (id, account, region, token, fingerprint, request, created, status, priority, state)
       VALUES (?, ?, ?, ?, ?, ?, ?, 'New', ?, ?)`,
    ),
    save: database.prepare<[number, string, number | null, string]>(
      'UPDATE s3control_job SET priority = ?, state = ?, ended = ? WHERE id = ?',
    ),
    move: database.prepare<[string, string, string]>(
      'UPDATE s3control_job SET status = ? WHERE id = ? AND status = ?',
    ),
    live: database.prepare<[], JobRow>(
      'SELECT * FROM s3control_job WHERE ended IS NULL ORDER BY priority DESC, seq',
    ),
    page: database.prepare<[string, string, number, number], JobRow>(
      `SELECT * FROM s3control_job WHERE account = ? AND region = ? AND seq < ?
         AND coalesce(ended, 9e15) > ? ORDER BY seq DESC`,
    ),
  };

  /** Within a commit: all that changes but the status. */
  function change(job: Job, changed: JobChange): Job {
    const next = { ...job, ...changed };
    sql.save.run(next.priority, stateOf(next), next.ended ?? null, job.id);
    return next;
  }

  const find = (id: string): Job | undefined => {
    const row = sql.byId.get(id);
    return row && jobOf(row);
  };

  return {
    find,
    change,

    /** As its account sees it: gone after 90 days. */
    visible(account: string, region: string, id: string, now: number): Job | undefined {
      const job = find(id);
      if (!job || job.account !== account || job.region !== region) return undefined;
      return job.ended !== undefined && job.ended <= now - KEPT_MS ? undefined : job;
    },

    byToken(account: string, region: string, token: string) {
      const row = sql.byToken.get(account, region, token);
      return row && { job: jobOf(row), fingerprint: row.fingerprint };
    },

    /** Within a commit. */
    insert({ id, account, region, token, fingerprint, request, created, priority, tags }: NewJob): void {
      const state: State = { tags, succeeded: 0, failed: 0, activeMs: 0, failures: [] };
      const text = JSON.stringify(request);
      sql.insert.run(id, account, region, token, fingerprint, text, created, priority, JSON.stringify(state));
    },

    /** Within a commit; undefined, and nothing changed, where the job has moved on meanwhile. */
    move(id: string, from: JobStatus, to: JobStatus, now: number, changed: JobChange = {}): Job | undefined {
      if (!mayBecome(from, to)) throw new Error(`a job never goes from ${from} to ${to}`);
      if (sql.move.run(to, id, from).changes === 0) return undefined;
      const job = find(id);
      return job && change(job, { ...timesOf(job, to, now), ...changed });
    },

    /** Those that are not over, the highest priority first. */
    live: (): readonly Job[] => sql.live.all().map(jobOf),

    /** The newest first, below that place. */
    *newest(account: string, region: string, below: number, now: number): Generator<ListedJob> {
      for (const row of sql.page.all(account, region, below, now - KEPT_MS)) {
        yield { seq: row.seq, job: jobOf(row) };
      }
    },
  };
}

/** What a status takes down of the time. */
function timesOf(job: Job, to: JobStatus, now: number): JobChange {
  const active = job.activeSince === undefined ? 0 : now - job.activeSince;
  return {
    ...(to === 'Active' ? { activeSince: now } : { activeSince: undefined, activeMs: job.activeMs + active }),
    ...(to === 'Suspended' && { suspended: now }),
    ...(isTerminal(to) && { ended: now }),
  };
}

function jobOf({ id, account, region, request, created, status, priority, state, ended }: JobRow): Job {
  return {
    id,
    account: account as AccountId,
    region: region as Region,
    request: JSON.parse(request, revive) as JobRequest,
    created,
    status,
    priority,
    ...(JSON.parse(state) as State),
    ended: ended ?? undefined,
  };
}

const stateOf = (job: Job): string => {
  const { tags, total, succeeded, failed, activeMs, activeSince, suspended } = job;
  const { statusReason, failures, generated } = job;
  return JSON.stringify({
    tags,
    total,
    succeeded,
    failed,
    activeMs,
    activeSince,
    suspended,
    statusReason,
    failures,
    generated,
  });
};

/** The two dates of a generator's filter. */
const revive = (name: string, value: unknown): unknown =>
  (name === 'CreatedAfter' || name === 'CreatedBefore') && typeof value === 'string'
    ? new Date(value)
    : value;
