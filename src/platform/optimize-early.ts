// A test suite sends some hundred requests and ends: V8's compiler would come to most of what they run after that.
import { setFlagsFromString } from 'node:v8';

/** Bytecode that a function runs between two looks at it: less than half of V8's own. */
const BUDGET = 30_000;

/** For a process of our own. V8 has the flag in Node 20 alone, and would complain of it later on. */
export function optimizeEarly(): void {
  if (process.versions.v8.startsWith('11.')) setFlagsFromString(`--interrupt-budget=${BUDGET}`);
}
