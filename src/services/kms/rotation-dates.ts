// When automatic rotation is due.
export const DAY = 86_400_000;

export const nextRotation = (from: number, days: number): number => from + days * DAY;
