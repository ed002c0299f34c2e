// npm run bench: what waxseal costs, against bare handlers and other emulators side by side in one run, held to
// the goals of facts/performance.md §6.
//
// Machines are noisy, so rounds alternate between the servers and rows are medians and ratios: CPU ratios
// decide, wall ratios illustrate. How and why: the README's section on speed.
//
//   --only=NAME     the suites and cases whose name holds it (`--only=S1`)
//   --rounds=N      5 unless told
//   --server=PATH   another main.js than dist's; --before=PATH: a further one, measured beside it
//   --s3rver=PATH   an installed s3rver (npm install --prefix /tmp/peer s3rver; /tmp/peer/node_modules/s3rver)
import { besideMails } from './beside-mails.ts';
import { durability } from './durability.ts';
import { endurance } from './endurance.ts';
import { largeObjects } from './large-objects.ts';
import { listing } from './listing.ts';
import { CONNECTIONS, ROUND_MS } from './load.ts';
import { mail } from './mail.ts';
import { multipart } from './multipart.ts';
import { DIST, hasMoto } from './peers.ts';
import { replication } from './replication.ts';
import { printFinding, printHead } from './report.ts';
import { sdk } from './sdk.ts';
import { smallRequests } from './small-requests.ts';
import { start } from './start.ts';
import type { Bench, Suite } from './suite.ts';
import { hasWrk } from './wrk.ts';

/** Every measure: a file exports a Suite and stands here. */
const SUITES: readonly Suite[] = [
  start,
  smallRequests,
  durability,
  largeObjects,
  endurance,
  multipart,
  listing,
  sdk,
  mail,
  besideMails,
  replication,
];

const print = (line: string) => process.stdout.write(`${line}\n`);
const flag = (name: string) =>
  process.argv.find((each) => each.startsWith(`--${name}=`))?.slice(name.length + 3);

const rounds = Number(flag('rounds') ?? 5);
const only = flag('only');
const holds = (name: string) => only === undefined || name.includes(only);

if (!hasMoto()) print('moto is not installed (python3 -m moto.server): its rows are left out');
if (!hasWrk()) print('wrk is not installed: a generator in JavaScript shares the cores with the servers');
print(`${CONNECTIONS} connections, ${rounds} alternating rounds of ${ROUND_MS} ms, medians\n`);
printHead();
for (const suite of SUITES) {
  if (!holds(suite.name) && !suite.cases.some(holds)) continue;
  const bench: Bench = {
    rounds,
    server: flag('server') ?? DIST,
    before: flag('before'),
    s3rver: flag('s3rver'),
    wants: (name) => holds(suite.name) || holds(name),
    report: printFinding,
  };
  await suite.run(bench);
}
