// Multipart uploads and their parts.
import type { Database } from '../../platform/database.ts';

export class UploadStore {
  constructor(readonly database: Database) {}
}
