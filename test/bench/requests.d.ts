import type { Prepared } from './load.ts';
import type { Peer } from './peers.ts';
export interface Cases {
  readonly [name: string]: Prepared;
}
/** Creates a key, a bucket and an object on the server, then prepares each case's request. */
export declare function prepareCases(peer: Peer): Promise<Cases>;
