// `Range: bytes=…` as S3 takes it: one range; anything else it cannot read it ignores.
import { invalidRange } from '../errors.ts';

/** `end` is exclusive. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

const RANGE = /^bytes=(?:(\d+)-(\d*)|-(\d+))$/;

/** Undefined: the whole body is meant. Throws where no byte of it is. */
export function rangeOf(header: string | undefined, size: number): ByteRange | undefined {
  const parts = header === undefined ? undefined : RANGE.exec(header.trim());
  if (!header || !parts) return undefined;
  const [, first, last, suffix] = parts;
  if (suffix !== undefined) {
    const length = Number(suffix);
    if (length === 0) throw invalidRange(header, size);
    // The last bytes of an empty object are all of it (recorded).
    if (size === 0) return undefined;
    return { start: Math.max(0, size - length), end: size };
  }
  const start = Number(first);
  const end = last === '' || last === undefined ? size : Math.min(Number(last) + 1, size);
  // A range that runs backwards is no range at all.
  if (last !== '' && last !== undefined && Number(last) < start) return undefined;
  if (start >= size) throw invalidRange(header, size);
  return { start, end };
}

export const contentRange = ({ start, end }: ByteRange, size: number): string =>
  `bytes ${start}-${end - 1}/${size}`;
