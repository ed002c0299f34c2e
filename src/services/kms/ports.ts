// What KMS needs of other services; emulator.ts fits it.
import type { KnowsPrincipal } from '../../access/principals.ts';

export interface KmsPorts {
  /** Key policies name users and roles that are there. */
  readonly knowsPrincipal: KnowsPrincipal;
}
