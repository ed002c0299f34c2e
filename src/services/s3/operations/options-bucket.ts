// A browser's preflight, asked of a bucket. Anybody may ask; it is no operation of AWS's model.
import { partitionOf } from '../../../core/ids.ts';
import { label, required, string, structure } from '../../../core/shape.ts';
import { answerPreflight, preflightAnswer, preflightMembers } from '../configuration/cross-origin.ts';
import { s3Operation } from '../deps.ts';

export const optionsBucket = s3Operation({
  name: 'OptionsBucket',
  input: structure({ Bucket: required(label('Bucket', string())), ...preflightMembers }),
  output: preflightAnswer,
  http: { method: 'OPTIONS', uri: '/{Bucket}' },
  access: () => undefined,
  run: ({ input, call, deps }) =>
    answerPreflight(input, deps.buckets.find(partitionOf(call.region), input.Bucket), deps.buckets, 'BUCKET'),
});
