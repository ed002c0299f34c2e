// npm run bench: what a request costs here, against a bare Fastify handler and moto, side by side in one run.
//
// Machines are noisy, so rounds alternate between the servers and the table shows medians and ratios:
// CPU ratios decide, wall ratios illustrate. How and why: the README's section on speed.
import { CONNECTIONS, load, median, type Prepared, type Sample } from './load.ts';
import { hasMoto, type Peer, startBare, startMoto, startWaxseal } from './peers.ts';
import { prepareCases } from './requests.ts';

const flag = (name: string) =>
  process.argv.find((each) => each.startsWith(`--${name}=`))?.slice(name.length + 3);
const ROUNDS = Number(flag('rounds') ?? 5);
/** Only the requests whose name holds this, and no start-up: for work on one of them. */
const ONLY = flag('only');
const ROUND_MS = 1_000;
const WARM_MS = 500;
const BARE: Prepared = { method: 'GET', path: '/', headers: {} };

const print = (line: string) => process.stdout.write(`${line}\n`);
const times = (value: number) => `${value.toFixed(value < 10 ? 2 : 1)}x`;

async function benchRequests(waxseal: Peer, bare: Peer, moto: Peer | undefined): Promise<void> {
  const ours = await prepareCases(waxseal);
  const theirs = moto && (await prepareCases(moto));
  print(`\n${CONNECTIONS} connections, ${ROUNDS} alternating rounds of ${ROUND_MS} ms, medians`);
  print('| request | CPU / bare handler | CPU moto / ours | rate / moto | not 2xx |');
  print('|---|---|---|---|---|');
  for (const [name, prepared] of Object.entries(ours)) {
    if (ONLY !== undefined && !name.includes(ONLY)) continue;
    const samples: Record<'ours' | 'bare' | 'moto', Sample[]> = { ours: [], bare: [], moto: [] };
    await load(waxseal, prepared, WARM_MS);
    await load(bare, BARE, WARM_MS);
    for (let round = 0; round < ROUNDS; round += 1) {
      samples.bare.push(await load(bare, BARE, ROUND_MS));
      samples.ours.push(await load(waxseal, prepared, ROUND_MS));
      const theirRequest = theirs?.[name];
      if (moto && theirRequest) samples.moto.push(await load(moto, theirRequest, ROUND_MS));
    }
    const cpu = (who: keyof typeof samples) => median(samples[who].map((sample) => sample.cpuMicros));
    const rate = (who: keyof typeof samples) => median(samples[who].map((sample) => sample.perSecond));
    const failed = Math.max(...samples.ours.map((sample) => sample.failed));
    print(
      `| ${name} | ${times(cpu('ours') / cpu('bare'))} | ${moto ? times(cpu('moto') / cpu('ours')) : 'n/a'} | ` +
        `${moto ? times(rate('ours') / rate('moto')) : 'n/a'} | ${(failed * 100).toFixed(1)} % |`,
    );
  }
}

async function benchStart(): Promise<void> {
  const servers = { waxseal: startWaxseal, bare: startBare, ...(hasMoto() && { moto: startMoto }) };
  const cpu: Record<string, number[]> = {};
  const memory: Record<string, number[]> = {};
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [name, launch] of Object.entries(servers)) {
      const peer = await launch();
      cpu[name] = [...(cpu[name] ?? []), peer.startCpuMs];
      memory[name] = [...(memory[name] ?? []), peer.residentMiB()];
      await peer.stop();
    }
  }
  print(`\nfrom start to the first answer, ${ROUNDS} alternating rounds, medians`);
  print('| server | CPU / bare handler | idle memory / bare handler |');
  print('|---|---|---|');
  for (const name of Object.keys(servers)) {
    const ratio = (of: Record<string, number[]>) => times(median(of[name] ?? []) / median(of.bare ?? []));
    print(`| ${name} | ${ratio(cpu)} | ${ratio(memory)} |`);
  }
}

async function main(): Promise<void> {
  if (!hasMoto()) print('moto is not installed (python3 -m moto.server): its columns stay empty');
  if (ONLY === undefined) await benchStart();
  const peers = [await startWaxseal(), await startBare(), hasMoto() ? await startMoto() : undefined] as const;
  try {
    await benchRequests(...peers);
  } finally {
    for (const peer of peers) await peer?.stop();
  }
}

await main();
