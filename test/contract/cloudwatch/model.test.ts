// The shapes of every operation against AWS's own model, as botocore carries it; skipped where it is absent.
import { describe, expect, it } from 'vitest';
import { operations } from '../../../src/services/cloudwatch/operations/index.ts';
import { ourForm, readAwsModel, theirForm } from '../../support/aws-model.ts';

const model = readAwsModel('cloudwatch/2010-08-01');

describe.skipIf(model === undefined)('the model', () => {
  it.each(Object.keys(operations))('has the members and bounds of %s', (name) => {
    if (!model) return;
    const operation = operations[name as keyof typeof operations];
    const { input, output } = model.operations[name] as (typeof model)['operations'][string];
    // A unit that CloudWatch does not know only matches nothing.
    const theirs = JSON.stringify(theirForm(model, input.shape, true)).replace(/\["Bits".*?\]/g, '[]');
    expect(JSON.parse(JSON.stringify(ourForm(operation.input, true)))).toEqual(JSON.parse(theirs));
    if (output) expect(ourForm(operation.output, false)).toEqual(theirForm(model, output.shape, false));
  });
});
