// The latest calls in memory: the past of a server without a data directory.
//
// Calls on objects and with keys come in volume ("more than 99%" of what KMS does, says CloudTrail's guide of Encrypt,
// Decrypt and GenerateDataKey). They have a ring of their own: in one with all others they would push out the
// CreateKey that somebody looks for. It is short, as long as nobody reads on: thousands of entries outlive V8's young
// generation, and made a PutObject a twentieth dearer.
import type { Entry } from './entry.ts';
import type { EventStore } from './event-store.ts';
import { Ring } from './ring.ts';

export interface Capacities {
  /** Calls that manage something. */
  readonly management: number;
  /** Calls that come in volume; `management` of them too as soon as somebody reads on. */
  readonly volume: number;
}

export class EventMemory implements EventStore {
  readonly kept = undefined;
  private readonly management: Ring<Entry>;
  private readonly volume: Ring<Entry>;

  constructor(private readonly capacities: Capacities) {
    this.management = new Ring(capacities.management);
    this.volume = new Ring(capacities.volume);
  }

  append(entry: Entry): void {
    if (entry.kind.highVolume) this.volume.put(entry);
    else this.management.put(entry);
  }

  next(): number {
    return 0;
  }

  *recent(from: number): IterableIterator<Entry> {
    const { management, volume } = this;
    let next = from;
    // Both may turn while the reader is away, so each step looks for the place anew.
    while (true) {
      const one = management.from(next);
      const other = volume.from(next);
      const entry = !other || (one && one.sequence < other.sequence) ? one : other;
      if (!entry) return;
      next = entry.sequence + 1;
      yield entry;
    }
  }

  async *between(from: number, before: number): AsyncGenerator<Entry> {
    for (const entry of this.recent(from)) {
      if (entry.sequence >= before) return;
      yield entry;
    }
  }

  async *backwards(before: number): AsyncGenerator<Entry> {
    const { management, volume } = this;
    let next = before;
    while (true) {
      const one = management.before(next);
      const other = volume.before(next);
      const entry = !other || (one && one.sequence > other.sequence) ? one : other;
      if (!entry) return;
      next = entry.sequence;
      yield entry;
    }
  }

  expectReaders(): void {
    this.volume.grow(this.capacities.management);
  }

  clear(): void {
    this.management.clear(this.capacities.management);
    this.volume.clear(this.capacities.volume);
  }

  close(): void {}
}
