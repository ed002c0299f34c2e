// The replication configuration as it stands on the wire, and what the rest of the room reads in it.
import {
  integer,
  list,
  named,
  oneOf,
  required,
  string,
  structure,
  type TypeOf,
} from '../../../core/shape.ts';

const status = required(oneOf('Enabled', 'Disabled'));

const tag = structure({ Key: required(string({ min: 1 })), Value: required(string()) });

const filter = structure({
  Prefix: string(),
  Tag: tag,
  And: structure({
    Prefix: string(),
    Tags: named('Tag', list(tag, { flattened: true, memberName: 'Tag' })),
  }),
});

/** No bounds on the minutes here: AWS words their refusal itself (validation.ts). */
const minutes = structure({ Minutes: integer() });

const destination = structure({
  Bucket: required(string()),
  Account: string(),
  // The classes that a bucket outside Outposts and Snow takes.
  StorageClass: oneOf(
    'STANDARD',
    'REDUCED_REDUNDANCY',
    'STANDARD_IA',
    'ONEZONE_IA',
    'INTELLIGENT_TIERING',
    'GLACIER',
    'DEEP_ARCHIVE',
    'OUTPOSTS',
    'GLACIER_IR',
    'SNOW',
    'EXPRESS_ONEZONE',
    'FSX_OPENZFS',
    'FSX_ONTAP',
  ),
  AccessControlTranslation: structure({ Owner: required(oneOf('Destination')) }),
  EncryptionConfiguration: structure({ ReplicaKmsKeyID: string() }),
  ReplicationTime: structure({ Status: status, Time: required(minutes) }),
  Metrics: structure({ Status: status, EventThreshold: minutes }),
});

const rule = structure({
  ID: string(),
  Priority: integer(),
  Prefix: string(),
  Filter: filter,
  Status: status,
  SourceSelectionCriteria: structure({
    SseKmsEncryptedObjects: structure({ Status: status }),
    ReplicaModifications: structure({ Status: status }),
  }),
  ExistingObjectReplication: structure({ Status: status }),
  Destination: required(destination),
  DeleteMarkerReplication: structure({ Status: oneOf('Enabled', 'Disabled') }),
});

export const replicationConfiguration = structure(
  {
    Role: required(string()),
    Rules: required(named('Rule', list(rule, { flattened: true }))),
  },
  { xmlName: 'ReplicationConfiguration', xmlNamespace: 'http://s3.amazonaws.com/doc/2006-03-01/' },
);

export type ReplicationConfiguration = TypeOf<typeof replicationConfiguration>;
export type ReplicationRule = TypeOf<typeof rule>;
export type ReplicationDestination = TypeOf<typeof destination>;

export interface Tag {
  readonly Key: string;
  readonly Value: string;
}

/**
 * The first generation of rules knows a prefix and nothing else. One rule without Filter makes the whole
 * configuration V1 (facts/s3-replication-and-sse.md §1.1).
 */
export const isFirstVersion = (configuration: ReplicationConfiguration): boolean =>
  configuration.Rules.some(({ Filter }) => Filter === undefined);

export const rulePrefix = ({ Filter, Prefix }: ReplicationRule): string =>
  Filter ? (Filter.Prefix ?? Filter.And?.Prefix ?? '') : (Prefix ?? '');

export const ruleTags = ({ Filter }: ReplicationRule): readonly Tag[] =>
  Filter?.Tag ? [Filter.Tag] : (Filter?.And?.Tags ?? []);

const BUCKET_ARN = /^arn:aws[a-z-]*:s3:::([^/]*)$/;

/** `arn:aws:s3:::name`; undefined for anything else. */
export const bucketOfArn = (arn: string): string | undefined => BUCKET_ARN.exec(arn)?.[1];
