// The shapes of every operation against AWS's own model, as botocore carries it; skipped where it is absent.
import { describe, expect, it } from 'vitest';
import { operations } from '../../../src/services/ses/operations/index.ts';
import { ourForm, readAwsModel, theirForm } from '../../support/aws-model.ts';

const model = readAwsModel('ses/2010-12-01');
/** The wire knows lengths of names that the model does not (probed: facts/ses-receiving.md §0, §1). */
const plain = (form: unknown) =>
  JSON.parse(JSON.stringify(form).replace(/,"min":1(,"max":100)?(?=[,}])/g, ''));

describe.skipIf(model === undefined)('the model', () => {
  it.each(Object.keys(operations))('has the members of %s', (name) => {
    if (!model) return;
    const operation = operations[name as keyof typeof operations];
    const { input, output } = model.operations[name] as (typeof model)['operations'][string];
    if (input)
      expect(plain(ourForm(operation.input, true))).toEqual(plain(theirForm(model, input.shape, true)));
    if (output) expect(ourForm(operation.output, false)).toEqual(theirForm(model, output.shape, false));
  });
});
