// An object's bytes on their way in or out: a stream that may already be wholly in hand.

export interface Body extends AsyncIterable<Uint8Array> {
  /**
   * All of it, where it was small enough to be gathered on arrival or stands in memory anyway; then nobody
   * needs to iterate. It has passed every check that the stream would have made.
   */
  readonly whole?: Uint8Array;
  /** Bytes, after the transfer's framing is taken off; undefined where the request did not tell. */
  readonly length?: number;
  /** Trailing headers by lower-case name (aws-chunked); complete once the body has been read to its end. */
  readonly trailers?: Readonly<Record<string, string>> | undefined;
}

/** A body that is in memory. */
export const bodyOf = (whole: Uint8Array, trailers?: Body['trailers']): Body =>
  new WholeBody(whole, trailers);

class WholeBody implements Body {
  readonly length: number;

  constructor(
    readonly whole: Uint8Array,
    readonly trailers: Body['trailers'],
  ) {
    this.length = whole.length;
  }

  async *[Symbol.asyncIterator]() {
    if (this.whole.length > 0) yield this.whole;
  }
}
