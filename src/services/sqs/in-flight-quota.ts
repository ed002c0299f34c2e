// How many messages of a queue may be in flight: 120,000, of either kind since November 2024 (guide, "Message
// quotas"). Counting them with every receive would cost more than the receive, so what was taken since the last
// count is added up, and counted anew only where that sum comes near the quota.

export const MOST_IN_FLIGHT = 120_000;

export class InFlightQuota {
  /** By queue: never less than there are. */
  private readonly bounds = new Map<number, number>();

  constructor(private readonly most = MOST_IN_FLIGHT) {}

  /** How many more may be taken. @param count counts them. */
  room(queue: number, count: () => number): number {
    const bound = this.bounds.get(queue);
    // Ten is what one receive takes at most.
    if (bound !== undefined && bound + 10 <= this.most) return this.most - bound;
    const counted = count();
    this.bounds.set(queue, counted);
    return Math.max(0, this.most - counted);
  }

  taken(queue: number, messages: number): void {
    this.bounds.set(queue, (this.bounds.get(queue) ?? 0) + messages);
  }

  forget(): void {
    this.bounds.clear();
  }
}
