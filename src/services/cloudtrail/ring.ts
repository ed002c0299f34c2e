// The latest of a sequence, found by their sequence numbers. Each has a place, counted from the first that ever came,
// which stays true as the ring turns.

export class Ring<T extends { readonly sequence: number }> {
  private items: (T | undefined)[];
  /** The place that the next will have. */
  private end = 0;
  private begin = 0;

  constructor(capacity: number) {
    this.items = new Array(capacity);
  }

  put(item: T): void {
    this.items[this.end % this.items.length] = item;
    this.end += 1;
  }

  /** The first of that sequence number or a later one. */
  from(sequence: number): T | undefined {
    return this.at(this.placeOf(sequence));
  }

  /** The last of an earlier one. */
  before(sequence: number): T | undefined {
    return this.at(this.placeOf(sequence) - 1);
  }

  /** Room for more; what is there stays. */
  grow(capacity: number): void {
    if (capacity <= this.items.length) return;
    const items = new Array<T | undefined>(capacity);
    for (let place = this.first; place < this.end; place += 1) items[place % capacity] = this.at(place);
    this.begin = this.first;
    this.items = items;
  }

  /** Forgets all, and has room for that many. */
  clear(capacity: number): void {
    this.items = new Array(capacity);
    this.begin = this.end;
  }

  /** The oldest place that is still there; `end` where none is. */
  private get first(): number {
    return Math.max(this.begin, this.end - this.items.length);
  }

  private at(place: number): T | undefined {
    return place < this.first || place >= this.end ? undefined : this.items[place % this.items.length];
  }

  private placeOf(sequence: number): number {
    let low = this.first;
    let high = this.end;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.at(middle)?.sequence ?? 0) < sequence) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
