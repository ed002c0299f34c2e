// Replication metrics out of the tasks themselves: when each began to wait and when it ended is all they need, so
// there is nothing to sample and nothing to lose over a restart. Pure.
//
// S3 guide, "Monitoring progress with replication metrics": minute by minute; what a batch job makes counts for the
// failures alone. The pending figures and the latency are maxima of their minute.

/** A task's life, in milliseconds since the epoch. */
export interface Span {
  readonly begun: number;
  /** Undefined while it is pending. */
  readonly ended: number | undefined;
  readonly failed: boolean;
  /** The version was deleted before it was replicated: it ended, but neither well nor badly. */
  readonly untracked: boolean;
  readonly bytes: number;
  /** Made by a batch job. */
  readonly byJob: boolean;
}

/** One minute of a rule's life; absent where nothing waited and nothing ended. */
export interface MinuteFigures {
  /** The minute's beginning. */
  readonly time: number;
  readonly operationsPending: number;
  readonly bytesPending: number;
  /** Seconds. */
  readonly latency: number;
  readonly ended: number;
  readonly failed: number;
}

const MINUTE = 60_000;
const minuteOf = (time: number): number => Math.floor(time / MINUTE) * MINUTE;

/** The minutes in which something was pending or ended, from `start` up to but without `end`. */
export function minutesOf(
  spans: readonly Span[],
  start: number,
  end: number,
  now: number,
): readonly MinuteFigures[] {
  const live = spans.filter(({ byJob }) => !byJob).sort((a, b) => a.begun - b.begun);
  const pending = new Pending(live);
  const delays = new Delays(live);
  const results = resultsOf(spans);
  const minutes: MinuteFigures[] = [];
  const last = Math.min(end - 1, now);
  for (let time = minuteOf(start); time <= last; time += MINUTE) {
    const close = Math.min(time + MINUTE, now + 1);
    const { operations, bytes } = pending.peak(time, close);
    const { ended, failed } = results.get(time) ?? { ended: 0, failed: 0 };
    if (operations === 0 && ended === 0) continue;
    const latency = delays.longest(time, close) / 1000;
    minutes.push({ time, operationsPending: operations, bytesPending: bytes, latency, ended, failed });
  }
  return minutes;
}

/** What is pending as time goes by; asked minute after minute. */
class Pending {
  private readonly changes: readonly { readonly time: number; readonly by: 1 | -1; readonly bytes: number }[];
  private at = 0;
  private operations = 0;
  private bytes = 0;

  constructor(spans: readonly Span[]) {
    const begun = spans.map(({ begun, bytes }) => ({ time: begun, by: 1 as const, bytes }));
    const ended = spans.flatMap(({ ended, bytes }) =>
      ended === undefined ? [] : [{ time: ended, by: -1 as const, bytes: -bytes }],
    );
    // A task that ends in the instant in which another begins is let go after it: the peak counts both.
    this.changes = [...begun, ...ended].sort((a, b) => a.time - b.time || b.by - a.by);
  }

  /** The most at any moment of [from, to). */
  peak(from: number, to: number): { readonly operations: number; readonly bytes: number } {
    this.move(from);
    let { operations, bytes } = this;
    while (this.next < to) {
      this.step();
      operations = Math.max(operations, this.operations);
      bytes = Math.max(bytes, this.bytes);
    }
    return { operations, bytes };
  }

  private get next(): number {
    return this.changes[this.at]?.time ?? Number.POSITIVE_INFINITY;
  }

  private move(to: number): void {
    while (this.next < to) this.step();
  }

  private step(): void {
    const change = this.changes[this.at];
    this.operations += change?.by ?? 0;
    this.bytes += change?.bytes ?? 0;
    this.at += 1;
  }
}

/** By how much the destination was behind; asked minute after minute. */
class Delays {
  /** The longest way of those that ended in a minute. */
  private readonly ended = new Map<number, number>();
  private oldest = 0;

  /** @param spans by their beginning. */
  constructor(private readonly spans: readonly Span[]) {
    for (const { begun, ended } of spans) {
      if (ended === undefined) continue;
      const minute = minuteOf(ended);
      this.ended.set(minute, Math.max(this.ended.get(minute) ?? 0, ended - begun));
    }
  }

  longest(minute: number, close: number): number {
    const { spans } = this;
    // What ended before is never the oldest again.
    while (this.oldest < spans.length && (spans[this.oldest]?.ended ?? Number.POSITIVE_INFINITY) < close)
      this.oldest += 1;
    const begun = spans[this.oldest]?.begun ?? close;
    return Math.max(this.ended.get(minute) ?? 0, close - begun);
  }
}

function resultsOf(spans: readonly Span[]): ReadonlyMap<number, { ended: number; failed: number }> {
  const results = new Map<number, { ended: number; failed: number }>();
  for (const { ended, failed, untracked } of spans) {
    if (ended === undefined || untracked) continue;
    const minute = minuteOf(ended);
    const before = results.get(minute) ?? { ended: 0, failed: 0 };
    results.set(minute, { ended: before.ended + 1, failed: before.failed + (failed ? 1 : 0) });
  }
  return results;
}
