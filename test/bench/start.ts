// B1: from start to the first answer, and what the idle server holds.

import { median } from './load.ts';
import { startBare, startBareHttp, startLeast, startLibrary, startMoto, startWaxseal } from './peers.ts';
import type { Bench, Suite } from './suite.ts';

export const start: Suite = {
  name: 'start',
  cases: ['B1 start'],
  async run(bench: Bench) {
    const servers = {
      waxseal: () => startWaxseal({}, bench.server),
      before: async () => (bench.before === undefined ? undefined : startWaxseal({}, bench.before)),
      node: startBareHttp,
      library: startLibrary,
      least: startLeast,
      fastify: startBare,
      moto: startMoto,
    };
    const cpu: Record<string, number[]> = {};
    const memory: number[] = [];
    for (let round = 0; round < bench.rounds; round += 1) {
      for (const [name, launch] of Object.entries(servers)) {
        const peer = await launch();
        if (!peer) continue;
        cpu[name] = [...(cpu[name] ?? []), peer.startCpuMs];
        if (name === 'waxseal') memory.push(peer.residentMiB());
        await peer.stop();
      }
    }
    const ratio = (other: string, of = 'waxseal') => median(cpu[of] ?? []) / median(cpu[other] ?? []);
    const goal = 'B1';
    bench.report({
      goal,
      what: 'start: CPU / bare node:http',
      measured: ratio('node'),
      unit: 'x',
      atMost: 2.5,
    });
    bench.report({ goal, what: 'start: CPU / moto', measured: ratio('moto'), unit: 'x', atMost: 0.35 });
    const library = "start: CPU of a test suite's own server (startServer) / bare node:http";
    bench.report({ goal, what: library, measured: ratio('node', 'library'), unit: 'x' });
    const least = 'start: CPU of Node with its modules and better-sqlite3 alone';
    bench.report({ goal, what: `${least} / bare node:http`, measured: ratio('node', 'least'), unit: 'x' });
    bench.report({ goal, what: `${least} / moto`, measured: ratio('moto', 'least'), unit: 'x' });
    const fastify = "start: CPU of Fastify's handler alone / bare node:http";
    bench.report({ goal, what: fastify, measured: ratio('node', 'fastify'), unit: 'x' });
    if (cpu.before) bench.report({ goal, what: 'start: CPU / before', measured: ratio('before'), unit: 'x' });
    bench.report({ goal, what: 'idle memory', measured: median(memory), unit: 'MiB', atMost: 80 });
  },
};
