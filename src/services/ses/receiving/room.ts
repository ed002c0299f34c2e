// The memory that all messages of middle size share while they come in.

const SIZE = 64 * 1024 * 1024;

export class Room {
  private left = SIZE;
  /** Held by messages that have come to their end: they leave without any client's help. */
  private settling = 0;
  private waiting: (() => void)[] = [];

  get isSettling(): boolean {
    return this.settling > 0;
  }

  take(bytes: number): boolean {
    if (bytes > this.left) return false;
    this.left -= bytes;
    return true;
  }

  /** Of what was taken, so much belongs to a message that is complete. */
  settle(bytes: number): void {
    this.settling += bytes;
  }

  give(bytes: number, settled: boolean): void {
    if (bytes === 0) return;
    this.left += bytes;
    if (settled) this.settling -= bytes;
    const { waiting } = this;
    this.waiting = [];
    for (const go of waiting) go();
  }

  /** Resolves when something is given back; only while something settles. */
  given(): Promise<void> {
    return new Promise((resolve) => this.waiting.push(resolve));
  }
}
