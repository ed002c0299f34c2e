// The shapes and paths of every operation against AWS's own model, as botocore carries it; skipped where it is absent.
import { describe, expect, it } from 'vitest';
import { operations } from '../../../src/services/s3control/operations/index.ts';
import { ourForm, readAwsModel, theirForm } from '../../support/aws-model.ts';

const model = readAwsModel('s3control/2018-08-20');

/** The operations of S3 Batch Operations that this server does not do. */
const isNotDone = (name: string): boolean =>
  (/^S3\w+Operation$/.test(name) || name === 'LambdaInvokeOperation') &&
  name !== 'S3ReplicateObjectOperation';

/** Statuses that the model leaves out. */
const RECORDED: Readonly<Record<string, number>> = { DeletePublicAccessBlock: 204 };

describe.skipIf(model === undefined)('the model', () => {
  it.each(Object.keys(operations))('has the members, paths and bounds of %s', (name) => {
    if (!model) return;
    const operation = operations[name as keyof typeof operations];
    const { http, input, output } = model.operations[name] as (typeof model)['operations'][string];
    const status = http.responseCode ?? RECORDED[name];
    expect(operation.http).toEqual({ method: http.method, uri: http.requestUri, ...(status && { status }) });
    expect(ourForm(operation.input, true)).toEqual(theirForm(model, input.shape, true, isNotDone));
    if (input.locationName) expect(operation.input).toMatchObject({ xmlName: input.locationName });
    if (output) {
      expect(ourForm(operation.output, false)).toEqual(theirForm(model, output.shape, false, isNotDone));
    }
  });
});
