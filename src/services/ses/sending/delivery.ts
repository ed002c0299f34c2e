// Who of a sent mail's recipients has it, and who has not. Pure.
import { nextAttempt } from '../receiving/retry.ts';

/**
 * `received`: by a rule here. `relayed`: the relay took it. `kept`: nobody here receives it, and no relay is
 * set. `deferred`: the relay will be asked again. `failed`: it said no for good, or for too long.
 */
export type DeliveryStatus = 'pending' | 'received' | 'relayed' | 'kept' | 'deferred' | 'failed';

export interface Delivery {
  readonly recipient: string;
  readonly status: DeliveryStatus;
  /** How often the relay was asked. */
  readonly attempts?: number;
  /** Milliseconds since the epoch; only while `deferred`. */
  readonly due?: number;
  /** What was last heard of it. */
  readonly reply?: string;
  /** Under which id it was received here. */
  readonly messageId?: string;
}

/** What the relay said to one recipient. */
export interface RelayReply {
  readonly outcome: 'accepted' | 'refused' | 'later';
  readonly reply: string;
}

/** MODEL sesv2 MaxDeliverySeconds: at most 50,400 seconds. */
const RELAY_FOR = 50_400 * 1000;

export const isOpen = ({ status }: Delivery): boolean => status === 'pending' || status === 'deferred';

/** When the next delivery is due; undefined when none is left. */
export function dueOf(sent: number, deliveries: readonly Delivery[]): number | undefined {
  const open = deliveries.filter(isOpen);
  return open.length === 0 ? undefined : Math.min(...open.map(({ due }) => due ?? sent));
}

export const isDeferred = ({ status }: Delivery): boolean => status === 'deferred';

/** After the relay was asked. */
export function afterReply(
  delivery: Delivery,
  { outcome, reply }: RelayReply,
  sent: number,
  now: number,
): Delivery {
  const attempts = (delivery.attempts ?? 0) + 1;
  const { recipient } = delivery;
  if (outcome === 'accepted') return { recipient, status: 'relayed', attempts, reply };
  const due = outcome === 'later' ? nextAttempt(sent, now, attempts, RELAY_FOR) : undefined;
  if (due === undefined) return { recipient, status: 'failed', attempts, reply };
  return { recipient, status: 'deferred', attempts, due, reply };
}
