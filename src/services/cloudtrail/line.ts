// An entry as a line of the history, and back: an array, for its members' names would be half of it.
import type { ShapeNode } from '../../core/shape.ts';
import type { NumberedCaller } from './callers.ts';
import { NOTHING, type Observed } from './dialect.ts';
import type { CallerFacts, Entry, Members } from './entry.ts';
import type { Kind, Kinds } from './kind.ts';

type Line = readonly [
  sequence: number,
  caller: number,
  time: number,
  kind: string,
  requestId: string,
  input: Members,
  observed?: Observed | 0,
  output?: Members | 0,
  errorCode?: string,
  errorMessage?: string,
];

export function writeEntry(entry: Entry, caller: number): string {
  const { sequence, kind, call, input, observed, output, errorCode, errorMessage } = entry;
  const head = `[${sequence},${caller},${call.time},"${kind.id}","${call.requestId}",${JSON.stringify(input)}`;
  if (errorCode === undefined && output === undefined) return `${head}${tailOf(observed)}]\n`;
  const rest = [observed, output ?? 0, ...(errorCode === undefined ? [] : [errorCode, errorMessage])];
  return `${head},${JSON.stringify(rest).slice(1)}\n`;
}

/** Most calls tell one ARN and its account: put together by hand at half of JSON's cost. */
function tailOf(observed: Observed): string {
  if (observed === NOTHING) return '';
  const { account, region, arns, additional, told } = observed;
  const [arn] = arns ?? [];
  const plain = region === undefined && additional === undefined && told === undefined;
  if (!plain || arn === undefined || arns?.length !== 1 || /["\\]/.test(arn)) {
    return `,${JSON.stringify(observed)}`;
  }
  return account === undefined ? `,{"arns":["${arn}"]}` : `,{"account":"${account}","arns":["${arn}"]}`;
}

/** A line is an entry's or a caller's. */
export const isEntry = (line: string): boolean => line.startsWith('[');

/** The sequence number that a line begins with; undefined for a caller's line. */
export function sequenceOf(line: string): number | undefined {
  return isEntry(line) ? Number.parseInt(line.slice(1), 10) : undefined;
}

export const writeCaller = ({ number, caller }: NumberedCaller): string =>
  `{"${number}":${JSON.stringify(caller)}}\n`;

export const readCaller = (line: string): readonly (readonly [string, CallerFacts])[] =>
  Object.entries(JSON.parse(line) as Record<string, CallerFacts>);

/** Undefined where the line was torn, or another version of the product wrote it. */
export function readEntry(
  line: string,
  callerOf: (number: number) => CallerFacts | undefined,
  kinds: Kinds,
): Entry | undefined {
  const [sequence, number, time, id, requestId, input, observed, output, errorCode, errorMessage] =
    JSON.parse(line) as Line;
  const caller = callerOf(number);
  const kind = kinds.find(id);
  if (!caller || !kind) return undefined;
  return {
    sequence,
    kind,
    call: { ...caller, time, requestId },
    ...revived(kind, input, output || undefined),
    observed: observed || NOTHING,
    errorCode,
    errorMessage: errorMessage ?? undefined,
  };
}

const revived = ({ operation }: Kind, input: Members, output: Members | undefined) => ({
  input: revive(operation.input, input) as Members,
  output: output && (revive(operation.output, output) as Members),
});

/** JSON has made texts of dates. */
function revive(shape: ShapeNode, value: unknown): unknown {
  if (value === null || value === undefined) return value;
  switch (shape.type) {
    case 'timestamp':
      return new Date(value as string);
    case 'list':
      return (value as readonly unknown[]).map((item) => revive(shape.member, item));
    case 'structure': {
      const entries = Object.entries(value as Members).map(([name, given]) => {
        const member = shape.members[name];
        return [name, member ? revive(member.shape, given) : given] as const;
      });
      return Object.fromEntries(entries);
    }
    default:
      return value;
  }
}
