// A test suite sends some hundred requests and ends: V8's compiler would come to most of what they run after that.
import { setFlagsFromString } from 'node:v8';

/** By V8's major version, which complains of a flag that it does not have. */
const EARLIER: Readonly<Record<string, readonly string[]>> = {
  // Node 20: bytecode that a function runs between two looks at it (67,584), and looks until it is optimized (3).
  11: ['--interrupt-budget=20000', '--ticks-before-optimization=2'],
  // Node 22: calls of a function until it is optimized (3,000).
  12: ['--invocation-count-for-turbofan=1000'],
};

/** For a process of our own. */
export function optimizeEarly(): void {
  const [major = ''] = process.versions.v8.split('.');
  for (const flag of EARLIER[major] ?? []) setFlagsFromString(flag);
}
