// The shapes of every operation against AWS's own model, as botocore carries it; skipped where it is absent.
import { describe, expect, it } from 'vitest';
import type { ShapeNode } from '../../../src/core/shape.ts';
import { operations } from '../../../src/services/kms/operations/index.ts';
import { type AwsModel, readAwsModel } from '../../support/aws-model.ts';

/** Both sides brought to one form: constraints, members and what is required. */
function describeOurs(node: ShapeNode): unknown {
  switch (node.type) {
    case 'structure': {
      const members = Object.entries(node.members);
      return {
        required: members
          .filter(([, { required }]) => required)
          .map(([name]) => name)
          .sort(),
        members: Object.fromEntries(
          members.map(([name, { shape }]) => [name, describeOurs(shape)] as const).sort(),
        ),
      };
    }
    case 'list':
      return { list: describeOurs(node.member), min: node.min, max: node.max };
    case 'map':
      return { key: describeOurs(node.key), value: describeOurs(node.value) };
    case 'string':
      return {
        type: 'string',
        min: node.min,
        max: node.max,
        pattern: node.pattern,
        enum: node.values && [...node.values].sort(),
        sensitive: node.sensitive,
      };
    case 'blob':
      return { type: 'blob', min: node.min, max: node.max, sensitive: node.sensitive };
    case 'integer':
    case 'long':
    case 'double':
      return { type: node.type, min: node.min, max: node.max };
    default:
      return { type: node.type };
  }
}

function describeTheirs({ shapes }: Pick<AwsModel, 'shapes'>, name: string | undefined): unknown {
  const shape = name === undefined ? { type: 'structure', members: {} } : shapes[name];
  if (!shape) throw new Error(`the model has no shape ${name}`);
  const model = { shapes };
  const bounds = { min: shape.min, max: shape.max };
  switch (shape.type) {
    case 'structure':
      return {
        required: [...(shape.required ?? [])].sort(),
        members: Object.fromEntries(
          Object.entries(shape.members ?? {})
            .map(([member, { shape: of }]) => [member, describeTheirs(model, of)] as const)
            .sort(),
        ),
      };
    case 'list':
      return { list: describeTheirs(model, shape.member?.shape), ...bounds };
    case 'map':
      return {
        key: describeTheirs(model, shape.key?.shape),
        value: describeTheirs(model, shape.value?.shape),
      };
    case 'string':
      return {
        type: 'string',
        ...bounds,
        pattern: shape.pattern,
        enum: shape.enum && [...shape.enum].sort(),
        sensitive: shape.sensitive,
      };
    case 'blob':
      return { type: 'blob', ...bounds, sensitive: shape.sensitive };
    case 'integer':
    case 'long':
    case 'double':
      return { type: shape.type, ...bounds };
    default:
      return { type: shape.type };
  }
}

const asObject = (description: unknown): object => description as object;

/** Answered by nobody here, so their entries are not spelled out. */
const SHORT_OUTPUTS = ['DescribeCustomKeyStores'];

const model = readAwsModel('kms/2014-11-01');

describe.skipIf(!model)(
  'the shapes of KMS and those of botocore (skipped where python3 has no botocore)',
  () => {
    const { operations: theirs = {} } = model ?? {};

    it('are of the same operations', () => {
      expect(Object.keys(operations).sort()).toEqual(Object.keys(theirs).sort());
    });

    for (const operation of Object.values(operations)) {
      it(`agree on ${operation.name}`, () => {
        if (!model) return;
        const known = theirs[operation.name];
        expect(describeOurs(operation.input)).toEqual(describeTheirs(model, known?.input?.shape));
        if (SHORT_OUTPUTS.includes(operation.name)) return;
        // What we always answer we may promise; the model promises next to nothing.
        const promised = { required: expect.anything() };
        expect({ ...asObject(describeOurs(operation.output)), ...promised }).toEqual({
          ...asObject(describeTheirs(model, known?.output?.shape)),
          ...promised,
        });
      });
    }
  },
);
