// Data files that lie beside the source of who reads them, and beside the doors in the built package.
import { existsSync, readFileSync } from 'node:fs';

/** @param near `import.meta.url` of who asks: a source, a door in dist/ or a chunk in the folder below. */
export function readAsset(name: string, near: string): Buffer {
  const beside = new URL(name, near);
  return readFileSync(existsSync(beside) ? beside : new URL(`../${name}`, near));
}
