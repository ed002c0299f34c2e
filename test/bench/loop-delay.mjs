// node --import 'loop-delay.mjs?FILE': tells that file the longest time for which the event loop was held up.
//
// What the machine took away to run somebody else (the run queue's share of /proc/self/schedstat) is no block.
import { readFileSync, writeFileSync } from 'node:fs';

const file = decodeURIComponent(new URL(import.meta.url).search.slice(1));
const TICK_MS = 5;
const waitedMs = () =>
  Number(readFileSync(`/proc/self/task/${process.pid}/schedstat`, 'utf8').split(' ')[1]) / 1e6;

let longest = 0;
let last = performance.now();
let waited = waitedMs();
setInterval(() => {
  const now = performance.now();
  const nowWaited = waitedMs();
  const held = now - last - TICK_MS - (nowWaited - waited);
  if (held > longest) {
    longest = held;
    writeFileSync(file, String(longest));
  }
  last = performance.now();
  waited = nowWaited;
}, TICK_MS).unref();
