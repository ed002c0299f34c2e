// AWS's own model, as botocore carries it, and our shapes brought to one form with it: names, places, bounds.
import { spawnSync } from 'node:child_process';
import type { ShapeNode } from '../../src/core/shape.ts';

interface ModelMember {
  readonly shape: string;
  readonly location?: string;
  readonly locationName?: string;
}
export interface ModelShape {
  readonly type: string;
  readonly members?: Readonly<Record<string, ModelMember>>;
  readonly required?: readonly string[];
  /** The member that is the whole body. */
  readonly payload?: string;
  readonly member?: ModelMember;
  readonly key?: ModelMember;
  readonly value?: ModelMember;
  readonly enum?: readonly string[];
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: string;
  readonly sensitive?: boolean;
}
export interface AwsModel {
  readonly operations: Readonly<
    Record<
      string,
      {
        readonly http: {
          readonly method: string;
          readonly requestUri: string;
          readonly responseCode?: number;
        };
        readonly input: { readonly shape: string; readonly locationName?: string };
        readonly output?: { readonly shape: string };
      }
    >
  >;
  readonly shapes: Readonly<Record<string, ModelShape>>;
}

/** Undefined where python3 has no botocore. */
export function readAwsModel(path: string): AwsModel | undefined {
  const dump = `
import botocore, gzip, os, sys
path = os.path.join(os.path.dirname(botocore.__file__), 'data', '${path}', 'service-2.json.gz')
sys.stdout.buffer.write(gzip.open(path).read())
`;
  const { status, stdout } = spawnSync('python3', ['-c', dump], { maxBuffer: 64 * 1024 * 1024 });
  return status === 0 ? (JSON.parse(stdout.toString('utf8')) as AwsModel) : undefined;
}

const sorted = (entries: readonly (readonly [string, unknown])[]) =>
  Object.fromEntries([...entries].sort(([a], [b]) => (a < b ? -1 : 1)));

/** `bounds` are compared of inputs alone: nobody checks what an answer may be. */
export function ourForm(node: ShapeNode, bounds: boolean): unknown {
  const limits = (of: { readonly min?: number; readonly max?: number }) =>
    bounds ? { min: of.min, max: of.max } : {};
  switch (node.type) {
    case 'structure': {
      if (node.open) return 'taken as it comes';
      const members = Object.entries(node.members);
      return {
        ...(bounds && {
          required: members.flatMap(([name, { required }]) => (required ? [name] : [])).sort(),
        }),
        members: sorted(
          members.map(([name, { shape, location, name: wireName = name }]) => [
            name,
            { location: location ?? 'body', wireName, is: ourForm(shape, bounds) },
          ]),
        ),
      };
    }
    case 'list':
      return { list: ourForm(node.member, bounds), item: node.memberName ?? 'member', ...limits(node) };
    case 'map':
      return { map: ourForm(node.value, bounds) };
    case 'string':
      return { string: bounds ? [...(node.values ?? [])].sort() : [], ...limits(node) };
    case 'integer':
    case 'long':
    case 'double':
      return { number: node.type, ...limits(node) };
    default:
      return node.type;
  }
}

export function theirForm(
  model: AwsModel,
  name: string,
  bounds: boolean,
  /** Shapes that we take as they come. */
  open: (name: string) => boolean = () => false,
): unknown {
  const shape = model.shapes[name] as ModelShape;
  const inner = (of: string) => theirForm(model, of, bounds, open);
  const limits = bounds ? { min: shape.min, max: shape.max } : {};
  switch (shape.type) {
    case 'structure':
      if (open(name)) return 'taken as it comes';
      return {
        ...(bounds && { required: [...(shape.required ?? [])].sort() }),
        members: sorted(
          Object.entries(shape.members ?? {}).map(([member, { shape: of, location, locationName }]) => [
            member,
            {
              location: location ?? (member === shape.payload ? 'payload' : 'body'),
              wireName: locationName ?? member,
              is: inner(of),
            },
          ]),
        ),
      };
    case 'list':
      return {
        list: inner(shape.member?.shape ?? ''),
        item: shape.member?.locationName ?? 'member',
        ...limits,
      };
    case 'map':
      return { map: inner(shape.value?.shape ?? '') };
    case 'string':
      return { string: bounds ? [...(shape.enum ?? [])].sort() : [], ...limits };
    case 'integer':
    case 'long':
    case 'double':
      return { number: shape.type, ...limits };
    default:
      return shape.type;
  }
}
