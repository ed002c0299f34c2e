// Object keys as manifests spell them: "The contents of the manifest must be URL-encoded". Pure.

/** Undefined where an escape is bad. A plus sign is a space, as in AWS's inventories. */
export function decodeKey(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return undefined;
  }
}

/** Slashes stay, so that a reader of the report finds the key again. */
export const encodeKey = (key: string): string =>
  encodeURIComponent(key)
    .replaceAll('%2F', '/')
    .replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
