// The newest versions of the keys that were used last, and the bodies of the small: who reads what was just written
// need not ask SQLite for it. Bodies are kept as they lie there, sealed.
//
// The store tells it of every write within the write's transaction, and it forgets all when one is undone.
import type { Bucket } from '../buckets/bucket-store.ts';
import type { ObjectVersion } from './object-version.ts';

/** Beyond it all are forgotten: what stays for longer than a young collection makes every write dearer. */
const MOST = 256;
/** Bytes of a sealed frame that is kept with its version. */
const SMALL = 8 * 1024;

/** Whose versions: those of one key, so a version says it too. */
export interface StoredKey {
  readonly bucket: number;
  readonly key: string;
}

const nameOf = (bucket: number, key: string): string => `${bucket}/${key}`;

interface Newest {
  readonly version: ObjectVersion;
  /** The sealed frame of a body that stands inline, where it is small and was used. */
  frame: Uint8Array | undefined;
}

export class NewestVersions {
  private readonly known = new Map<string, Newest>();

  find(bucket: Bucket, key: string): ObjectVersion | undefined {
    return this.known.get(nameOf(bucket.id, key))?.version;
  }

  keep(version: ObjectVersion, frame?: Uint8Array): ObjectVersion {
    if (this.known.size >= MOST) this.known.clear();
    const kept = frame && frame.length <= SMALL ? frame : undefined;
    this.known.set(nameOf(version.bucket, version.key), { version, frame: kept });
    return version;
  }

  forget({ bucket, key }: StoredKey): void {
    this.known.delete(nameOf(bucket, key));
  }

  /** Undefined for a version that is not its key's newest. */
  frameOf(version: ObjectVersion): Uint8Array | undefined {
    const newest = this.known.get(nameOf(version.bucket, version.key));
    return newest?.version.seq === version.seq ? newest.frame : undefined;
  }

  keepFrame(version: ObjectVersion, frame: Uint8Array): Uint8Array {
    const newest = this.known.get(nameOf(version.bucket, version.key));
    if (newest?.version.seq === version.seq && frame.length <= SMALL) newest.frame = frame;
    return frame;
  }

  forgetAll(): void {
    this.known.clear();
  }
}
