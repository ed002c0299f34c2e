// The shapes and paths of every operation against AWS's own model, as botocore carries it; skipped where it is absent.
import { describe, expect, it } from 'vitest';
import { operations } from '../../../src/services/ses/v2/service.ts';
import { ourForm, readAwsModel, theirForm } from '../../support/aws-model.ts';

const model = readAwsModel('sesv2/2019-09-27');

/** Answers may leave out what there is not here: suppression, VDM, custom MAIL FROM. */
function isWithin(ours: unknown, theirs: unknown, path: string): string[] {
  if (typeof ours !== 'object' || ours === null) return ours === theirs ? [] : [path];
  return Object.entries(ours).flatMap(([key, value]) =>
    isWithin(value, (theirs as Record<string, unknown> | undefined)?.[key], `${path}.${key}`),
  );
}

describe.skipIf(model === undefined)('the model', () => {
  it.each(Object.keys(operations))('has the members, paths and bounds of %s', (name) => {
    if (!model) return;
    const operation = operations[name as keyof typeof operations];
    const { http, input, output } = model.operations[name] as (typeof model)['operations'][string];
    expect(operation.http).toEqual({ method: http.method, uri: http.requestUri });
    const theirs = JSON.parse(JSON.stringify(theirForm(model, input.shape, true)));
    expect(JSON.parse(JSON.stringify(ourForm(operation.input, true)))).toEqual(theirs);
    if (output) {
      const told = ourForm(operation.output, false);
      expect(isWithin(told, theirForm(model, output.shape, false), name)).toEqual([]);
    }
  });
});
