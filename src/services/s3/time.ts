// S3's clock: every time it keeps or shows is a whole second (`2026-01-01T00:00:00.000Z`, as recorded).

export const wholeSeconds = (time: number): number => Math.floor(time / 1000) * 1000;
