// A text that repeats what a caller sent, cut where it is beyond all use: a refusal must not cost what its request did.

/**
 * Characters that stay. AWS's own generated validators show a value whole, however long it is, but none of its
 * services that stand here takes more than this in one text that an error shows: the cut is a choice of ours.
 */
const MOST_CHARACTERS = 32 * 1024;

/** Both ends stay: AWS's sentences have the value in their middle and what is wrong with it at their end. */
export function shortText(text: string): string {
  if (text.length <= MOST_CHARACTERS) return text;
  const half = MOST_CHARACTERS / 2;
  const end = isLow(text, half) ? half - 1 : half;
  const start = isLow(text, text.length - half) ? text.length - half + 1 : text.length - half;
  return `${text.slice(0, end)}[... ${start - end} characters ...]${text.slice(start)}`;
}

/** Whether the character is the second half of a pair, which must not stand alone. */
function isLow(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 0xdc00 && code <= 0xdfff;
}
