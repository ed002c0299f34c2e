// AWS counts in days: waiting periods, rotation periods, validity.
export const DAY = 86_400_000;

export const daysAfter = (time: number, days: number): number => time + days * DAY;
