// STS's shapes, said once, after botocore's model sts/2011-06-15.
import { integer, list, required, string, structure, timestamp } from '../../core/shape.ts';

export const arn = string({
  min: 20,
  max: 2048,
  pattern: '[\\u0009\\u000A\\u000D\\u0020-\\u007E\\u0085\\u00A0-\\uD7FF\\uE000-\\uFFFD\\u10000-\\u10FFFF]+',
});
export const sessionName = string({ min: 2, max: 64, pattern: '[\\w+=,.@-]*' });
export const sessionPolicy = string({ min: 1, pattern: '[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+' });
export const roleDuration = integer({ min: 900, max: 43_200 });
export const sessionDuration = integer({ min: 900, max: 129_600 });
export const externalId = string({ min: 2, max: 1224, pattern: '[\\w+=,.@:\\/-]*' });
export const sourceIdentity = string({ min: 2, max: 64, pattern: '[\\w+=,.@-]*' });
export const serialNumber = string({ min: 9, max: 256, pattern: '[\\w+=/:,.@-]*' });
export const tokenCode = string({ min: 6, max: 6, pattern: '[\\d]*' });
export const accessKeyId = string({ min: 16, max: 128, pattern: '[\\w]*' });
export const policyArns = list(structure({ arn }));

const tagKey = string({ min: 1, max: 128, pattern: '[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+' });
const tagValue = string({ max: 256, pattern: '[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*' });
export const tags = list(structure({ Key: required(tagKey), Value: required(tagValue) }), { max: 50 });
export const tagKeys = list(tagKey, { max: 50 });

export const credentials = structure({
  AccessKeyId: required(string()),
  SecretAccessKey: required(string({ sensitive: true })),
  SessionToken: required(string({ sensitive: true })),
  Expiration: required(timestamp()),
});
export const assumedRoleUser = structure({ AssumedRoleId: required(string()), Arn: required(string()) });
