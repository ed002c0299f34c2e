// A disk that is soon full: a file system of its own, which takes a root that may mount.
import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, rmSync, statSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const MIB = 1024 ** 2;

export interface SmallDisk {
  readonly folder: string;
  /** Takes all that is left of it but so many bytes; answers how to give it back. */
  fillUp(butFor?: number): () => void;
  remove(): void;
}

/** Undefined where one may not mount. */
export function mountSmallDisk(mebibytes: number): SmallDisk | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'waxseal-disk-'));
  const filler = join(folder, 'filler');
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${mebibytes}m`, 'tmpfs', folder], { stdio: 'ignore' });
  } catch {
    rmSync(folder, { recursive: true });
    return undefined;
  }
  return {
    folder,
    fillUp(butFor = 0) {
      for (let size = MIB; size >= 4096; ) {
        try {
          appendFileSync(filler, Buffer.alloc(size));
        } catch {
          size /= 2;
        }
      }
      truncateSync(filler, statSync(filler).size - butFor);
      return () => rmSync(filler);
    },
    remove() {
      execFileSync('umount', [folder]);
      rmSync(folder, { recursive: true });
    },
  };
}
