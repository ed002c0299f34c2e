// An endpoint that somebody names: what can be asked over HTTP, and nothing else.

export function isHttpUrl(given: unknown): given is string {
  return typeof given === 'string' && /^https?:\/\//i.test(given) && URL.canParse(given);
}
