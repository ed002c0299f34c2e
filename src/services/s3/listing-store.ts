// The queries behind the listings: each seeks to where its page begins and reads no further than its end.
import type { Database } from '../../platform/database.ts';

export class ListingStore {
  constructor(readonly database: Database) {}
}
