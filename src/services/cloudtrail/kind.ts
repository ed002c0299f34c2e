// What every call of one operation has in common as an event, worked out when the first of them is recorded.
import type { AnyOperation, Service } from '../../core/operation.ts';
import type { Dialect } from './dialect.ts';
import { dialectOf } from './dialects/index.ts';
import type { Members } from './entry.ts';
import { keeperOf } from './redact.ts';

export interface Kind {
  /** `kms.Encrypt`: how a kept event names it. */
  readonly id: string;
  /** `kms.amazonaws.com` */
  readonly source: string;
  readonly dialect: Dialect;
  readonly operation: AnyOperation;
  /** CloudTrail's name for it. */
  readonly name: string;
  readonly readOnly: boolean;
  readonly data: boolean;
  /** Whether such calls come in volume, and push out all others where only the latest are kept. */
  readonly highVolume: boolean;
  /** What of an input and an output may be recorded. */
  readonly keepInput: (value: unknown) => Members;
  readonly keepOutput: (value: unknown) => Members;
}

type Named = Pick<Service, 'name' | 'eventSource'>;

export class Kinds {
  private readonly byOperation = new Map<AnyOperation, Kind>();
  private readonly byId = new Map<string, Kind>();

  /** Lets kept events of operations that this process has not seen yet be read. */
  know(services: readonly Service[]): void {
    for (const service of services) {
      for (const operation of Object.values(service.operations)) this.of(service, operation);
    }
  }

  of(service: Named, operation: AnyOperation): Kind {
    const known = this.byOperation.get(operation);
    if (known) return known;
    const kind = kindOf(service, operation);
    this.byOperation.set(operation, kind);
    this.byId.set(kind.id, kind);
    return kind;
  }

  /** Undefined for what another version of the product wrote and this one does not know. */
  find(id: string): Kind | undefined {
    return this.byId.get(id);
  }
}

function kindOf({ name, eventSource }: Named, operation: AnyOperation): Kind {
  const dialect = dialectOf(name);
  const { input, output } = operation;
  const data = dialect.isData?.(operation) ?? false;
  return {
    id: `${name}.${operation.name}`,
    source: eventSource,
    dialect,
    operation,
    name: dialect.eventName?.(operation) ?? operation.name,
    readOnly: dialect.isReadOnly(operation),
    data,
    highVolume: data || (dialect.isHighVolume?.(operation) ?? false),
    keepInput: keeperOf(input, dialect.tellsOfInput?.(operation)),
    keepOutput: keeperOf(output, dialect.tellsOfOutput),
  };
}
