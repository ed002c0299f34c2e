// A browser's preflight, asked of an object. Anybody may ask; it is no operation of AWS's model.
import { partitionOf } from '../../../core/ids.ts';
import { label, required, string, structure } from '../../../core/shape.ts';
import { answerPreflight, preflightAnswer, preflightMembers } from '../configuration/cross-origin.ts';
import { s3Operation } from '../deps.ts';

export const optionsObject = s3Operation({
  name: 'OptionsObject',
  input: structure({
    Bucket: required(label('Bucket', string())),
    Key: required(label('Key', string())),
    ...preflightMembers,
  }),
  output: preflightAnswer,
  http: { method: 'OPTIONS', uri: '/{Bucket}/{Key+}' },
  access: () => undefined,
  run: ({ input, call, deps }) =>
    answerPreflight(input, deps.buckets.find(partitionOf(call.region), input.Bucket), deps.buckets, 'OBJECT'),
});
