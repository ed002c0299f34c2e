// What secret a key that nobody created signs with: guessed on first use, remembered, held to from then on.
//
// Such a key is its account's root whatever it signs with (DESIGN "Who calls"). But where the secret is one
// of those that everybody types into a local emulator, its presigned URLs and signed chunks can be checked
// like AWS checks them, so a tampered URL is refused here as there.

const ATTEMPTS = 4;
const REMEMBERED = 10_000;

export class FirstUse {
  private readonly secrets = new Map<string, string>();
  private readonly attempts = new Map<string, number>();

  /** The secret this key was seen to sign with. */
  known(accessKeyId: string): string | undefined {
    return this.secrets.get(accessKeyId);
  }

  /** Whether a header-signed request of this key is worth checking: it costs a hash of the body. */
  curious(accessKeyId: string): boolean {
    return !this.secrets.has(accessKeyId) && (this.attempts.get(accessKeyId) ?? 0) < ATTEMPTS;
  }

  /** Tries the conventional secrets and remembers the one that fits. */
  learn(accessKeyId: string, fits: (secret: string) => boolean): boolean {
    if (this.attempts.size >= REMEMBERED) this.attempts.clear();
    this.attempts.set(accessKeyId, (this.attempts.get(accessKeyId) ?? 0) + 1);
    for (const secret of ['test', accessKeyId]) {
      if (!fits(secret)) continue;
      if (this.secrets.size >= REMEMBERED) this.secrets.clear();
      this.secrets.set(accessKeyId, secret);
      return true;
    }
    return false;
  }
}
