// DeleteImportedKeyMaterial: the bytes go, their name stays, so that they may come back.
import { required, string, structure } from '../../../core/shape.ts';
import { kmsOperation } from '../deps.ts';
import * as errors from '../errors.ts';
import { dropMaterial } from '../imported-material.ts';
import { keyAccess } from '../key-access.ts';
import { commitOn } from '../key-change.ts';
import { resolveKey } from '../key-resolution.ts';
import { isSymmetric } from '../key-spec.ts';
import { refuseIn } from '../key-state.ts';
import * as shapes from '../shapes.ts';

export const deleteImportedKeyMaterialOperation = kmsOperation({
  name: 'DeleteImportedKeyMaterial',
  input: structure({ KeyId: required(shapes.keyId), KeyMaterialId: shapes.keyMaterialId }),
  output: structure({
    KeyId: shapes.keyId,
    KeyMaterialId: string({ min: 0, max: 64, pattern: '^[a-f0-9]+$' }),
  }),
  resolve: ({ input, call, deps }) =>
    resolveKey(deps, call, input.KeyId, { action: 'kms:DeleteImportedKeyMaterial' }),
  access: ({ target: key, call, deps }) =>
    keyAccess({ action: 'DeleteImportedKeyMaterial', key, call, deps }),
  async run({ input, target, deps }) {
    const handle = await commitOn(deps, target, (key) => {
      refuseIn(key, 'Creating', 'Updating');
      if (key.origin !== 'EXTERNAL') throw errors.wrongOrigin(key.arn, key.origin);
      const { KeyMaterialId: id = key.current?.handle } = input;
      const material = key.materials.find((each) => each.handle === id);
      if (!material) {
        // Nothing to delete has no effect (the state table); an unknown id is refused.
        if (input.KeyMaterialId === undefined) return undefined;
        throw errors.notFound(`Key material ${input.KeyMaterialId} does not exist`);
      }
      if (material.state.startsWith('PENDING') && key.multiRegion !== 'REPLICA') {
        // Never used: it goes without a trace, from the replicas too.
        const set = key.multiRegion ? deps.keys.related(key) : [key];
        for (const { arn } of set) deps.keys.removeMaterial(arn, material.handle);
      } else if (material.wrapped !== null) dropMaterial(deps.keys, key, material);
      return material.handle;
    });
    deps.schedule.plan();
    return {
      KeyId: target.arn,
      ...(isSymmetric(target.spec) && handle !== undefined && { KeyMaterialId: handle }),
    };
  },
});
