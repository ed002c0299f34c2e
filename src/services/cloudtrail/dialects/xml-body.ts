// A bucket's configuration as CloudTrail tells it: the request's XML turned into JSON element by element, so an
// element that stands once is no list (recorded: PutBucketEncryption, PutBucketPublicAccessBlock).
import type { ListNode, ShapeNode } from '../../../core/shape.ts';
import type { Members } from '../entry.ts';

const XMLNS = 'http://s3.amazonaws.com/doc/2006-03-01/';

export function xmlBody(shape: ShapeNode, value: unknown): unknown {
  if (shape.type === 'structure') return { xmlns: XMLNS, ...(told(shape, value) as object) };
  if (typeof value !== 'string') return value;
  try {
    const document = JSON.parse(value);
    return nestsDeeper(document, DEEPEST) ? value : document;
  } catch {
    return value;
  }
}

/** Policies are flat. What nests deeper was refused, and no reader of events could write it out again. */
const DEEPEST = 20;
function nestsDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((inner) => nestsDeeper(inner, levels - 1));
}

function told(shape: ShapeNode, value: unknown): unknown {
  if (value instanceof Date) return value.toISOString();
  if (shape.type === 'list') return { [shape.memberName ?? 'member']: items(shape, value) };
  if (shape.type !== 'structure') return value;
  const out: Record<string, unknown> = {};
  for (const [name, given] of Object.entries(value as Members)) {
    const member = shape.members[name];
    if (!member || given === undefined) continue;
    const { shape: inner, name: element = name } = member;
    out[element] = inner.type === 'list' && inner.flattened ? items(inner, given) : told(inner, given);
  }
  return out;
}

function items(shape: ListNode, value: unknown): unknown {
  const all = (value as readonly unknown[]).map((item) => told(shape.member, item));
  return all.length === 1 ? all[0] : all;
}
