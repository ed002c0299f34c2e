// node --import 'loop-delay.mjs?FILE': tells that file the longest time for which the event loop was held up since
// somebody wrote 0 into it.
//
// What the machine took away to run somebody else (the run queue's share of /proc/self/schedstat) is no block.
import { readFileSync, writeFileSync } from 'node:fs';

const file = decodeURIComponent(new URL(import.meta.url).search.slice(1));
const TICK_MS = 5;
const waitedMs = () =>
  Number(readFileSync(`/proc/self/task/${process.pid}/schedstat`, 'utf8').split(' ')[1]) / 1e6;

let last = performance.now();
let waited = waitedMs();
setInterval(() => {
  const now = performance.now();
  const nowWaited = waitedMs();
  const held = now - last - TICK_MS - (nowWaited - waited);
  if (held > TICK_MS && held > Number(readFileSync(file, 'utf8'))) writeFileSync(file, String(held));
  last = performance.now();
  waited = nowWaited;
}, TICK_MS).unref();
