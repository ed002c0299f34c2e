// The shapes of every operation against AWS's own model, as botocore carries it; skipped where it is absent.
import { describe, expect, it } from 'vitest';
import type { ShapeNode } from '../../../src/core/shape.ts';
import { operations } from '../../../src/services/cloudtrail/operations/index.ts';
import { type AwsModel, type ModelShape, readAwsModel } from '../../support/aws-model.ts';

const sorted = (entries: readonly (readonly [string, unknown])[]) =>
  Object.fromEntries([...entries].sort(([a], [b]) => (a < b ? -1 : 1)));

/** Both sides brought to one form: constraints, members and what is required. */
function ours(node: ShapeNode): unknown {
  switch (node.type) {
    case 'structure': {
      const members = Object.entries(node.members);
      return {
        required: members.flatMap(([name, { required }]) => (required ? [name] : [])).sort(),
        members: sorted(members.map(([name, { shape }]) => [name, ours(shape)])),
      };
    }
    case 'list':
      return { list: ours(node.member), min: node.min, max: node.max };
    case 'string':
      return { string: [...(node.values ?? [])].sort(), min: node.min, max: node.max, pattern: node.pattern };
    case 'integer':
      return { integer: true, min: node.min, max: node.max };
    default:
      return node.type;
  }
}

function theirs(model: AwsModel, name: string): unknown {
  const shape = model.shapes[name] as ModelShape;
  const { min, max } = shape;
  switch (shape.type) {
    case 'structure':
      return {
        required: [...(shape.required ?? [])].sort(),
        members: sorted(
          Object.entries(shape.members ?? {}).map(([member, of]) => [member, theirs(model, of.shape)]),
        ),
      };
    case 'list':
      return { list: theirs(model, shape.member?.shape ?? ''), min, max };
    case 'string':
      // EventCategory has an exception of its own, which a closed set would answer otherwise.
      if (name === 'EventCategory') return { string: [], min, max, pattern: undefined };
      return { string: [...(shape.enum ?? [])].sort(), min, max, pattern: shape.pattern };
    case 'integer':
      return { integer: true, min, max };
    default:
      return shape.type;
  }
}

const model = readAwsModel('cloudtrail/2013-11-01');

describe.skipIf(model === undefined)('the shapes', () => {
  it.each(Object.keys(operations))('of %s are those of AWS’s model', (name) => {
    if (!model) return;
    const operation = operations[name as keyof typeof operations];
    const { input, output } = model.operations[name] as AwsModel['operations'][string];
    expect(ours(operation.input)).toEqual(theirs(model, input.shape));
    expect(ours(operation.output)).toEqual(theirs(model, output?.shape ?? ''));
  });
});
