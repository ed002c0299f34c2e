// manifest.json of an inventory: which CSV files belong to it and what their columns are (S3 guide, "Inventory
// manifest"). Pure.
import { invalidManifest } from '../job-failure.ts';
import type { Field } from './read-manifest.ts';

export interface InventoryIndex {
  /** Where the files are. */
  readonly bucket: string;
  readonly fields: readonly Field[];
  readonly files: readonly { readonly key: string }[];
}

const KNOWN: ReadonlySet<string> = new Set(['Bucket', 'Key', 'VersionId']);
const isField = (name: string): name is Field => KNOWN.has(name);

export function readInventoryIndex(text: string): InventoryIndex {
  const { destinationBucket, fileFormat, fileSchema, files } = parsed(text);
  const bucket =
    typeof destinationBucket === 'string' ? destinationBucket.replace(/^arn:[^:]+:s3:::/, '') : '';
  if (!bucket || fileFormat !== 'CSV' || typeof fileSchema !== 'string' || !Array.isArray(files)) {
    throw invalidManifest();
  }
  return {
    bucket,
    fields: fileSchema.split(',').map((name) => (isField(name.trim()) ? (name.trim() as Field) : 'Ignore')),
    files: files.map((file: { readonly key?: unknown }) => {
      if (typeof file?.key !== 'string') throw invalidManifest();
      return { key: file.key };
    }),
  };
}

function parsed(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value as Readonly<Record<string, unknown>>;
  } catch {
    // Said below.
  }
  throw invalidManifest();
}
