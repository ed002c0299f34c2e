// Why a caller is not believed, before a protocol words it.

export type AuthProblem =
  | {
      readonly kind: 'malformed';
      readonly place: 'header' | 'query';
      readonly detail: string;
      readonly unsupported: boolean;
      /** The Region that the endpoint expects. */
      readonly region?: string;
    }
  | { readonly kind: 'unknown-key' | 'inactive-key'; readonly accessKeyId: string }
  /** Headers that a presigned URL's signature has to cover. */
  | { readonly kind: 'unsigned-headers'; readonly names: readonly string[] }
  | { readonly kind: 'bad-token' }
  | { readonly kind: 'expired-token'; readonly token: string }
  | {
      readonly kind: 'mismatch';
      readonly accessKeyId: string;
      readonly signature: string;
      readonly stringToSign: string;
      readonly canonicalRequest: string;
    }
  | { readonly kind: 'skewed'; readonly requestTime: string; readonly now: number; readonly late: boolean }
  | {
      readonly kind: 'presign-expired';
      readonly expiresSeconds: number;
      readonly expiry: number;
      readonly now: number;
    }
  | { readonly kind: 'presign-early'; readonly now: number };

export class AuthFailure extends Error {
  constructor(readonly problem: AuthProblem) {
    super(problem.kind);
  }
}

export const malformed = (place: 'header' | 'query', detail: string, unsupported = false): AuthFailure =>
  new AuthFailure({ kind: 'malformed', place, detail, unsupported });
