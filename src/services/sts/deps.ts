// What STS's operations work with.
import { operationOf } from '../../core/operation.ts';
import type { StsPorts } from './ports.ts';
import type { SessionStore } from './session-store.ts';

export interface StsDeps {
  readonly ports: StsPorts;
  readonly sessions: SessionStore;
}

export const stsOperation = operationOf<StsDeps>();
