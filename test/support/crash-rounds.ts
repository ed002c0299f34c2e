// How long the crash tests go on: a few rounds beside the others, hundreds when asked for
// (CRASH_ROUNDS=200 npx vitest run --config test/vitest.config.ts test/crash/replication.test.ts).
export const crashRounds = (few: number): number => Number(process.env.CRASH_ROUNDS ?? few);
