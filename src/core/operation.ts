// An operation is one value; a service is a table of them.
import type { AccessCheck, Decision } from './access-check.ts';
import type { Call } from './call.ts';
import type { AwsError } from './errors.ts';
import type { Prompt } from './prompt.ts';
import type { Shape } from './shape.ts';
import type { Violation } from './validate.ts';

/** What the stages of one invocation are given. */
export interface Context<Deps, In, Target> {
  readonly input: In;
  /** What `resolve` found. */
  readonly target: Target;
  readonly call: Call;
  readonly deps: Deps;
}

export interface Operation<Deps, In, Out, Target = undefined> {
  /** AWS's name for it: `GenerateDataKey`. */
  readonly name: string;
  readonly input: Shape<In>;
  readonly output: Shape<Out>;
  readonly http?: HttpBinding;
  /** Finds what the call acts on, before its permission is asked: AWS tells "not found" before "denied". */
  readonly resolve?: (context: Context<Deps, In, undefined>) => Target;
  /** The permissions the call needs, all of them; none for the operations that anybody may call. */
  readonly access: (context: Context<Deps, In, Target>) => AccessCheck | readonly AccessCheck[] | undefined;
  readonly run: (context: Context<Deps, In, Target>) => Out | Promise<Out>;
}

/** rest-xml and rest-json: how requests are told apart. */
export interface HttpBinding {
  readonly method: 'GET' | 'PUT' | 'POST' | 'DELETE' | 'HEAD' | 'OPTIONS';
  /** As AWS's model spells it: `/{Bucket}/{Key+}?tagging`. Constant query parameters must be present. */
  readonly uri: string;
  /** Further parameters whose presence chooses this operation over its namesakes (`partNumber`, `uploadId`). */
  readonly query?: readonly string[];
  /** Headers whose presence chooses it (`x-amz-copy-source`). */
  readonly headers?: readonly string[];
  /** The status of success; 200 unless told. */
  readonly status?: number;
  /** rest-xml: its document comes with Content-MD5 or an x-amz-checksum-* header. */
  readonly digest?: 'required';
}

// biome-ignore lint/suspicious/noExplicitAny: a table holds operations of every input and output
export type AnyOperation<Deps = any> = Operation<Deps, any, any, any>;

/** The service's own way to write an operation, with its dependencies bound: `const kmsOperation = operationOf<KmsDeps>()`. */
export const operationOf =
  <Deps>() =>
  <In, Out, Target = undefined>(
    operation: Operation<Deps, In, Out, Target>,
  ): Operation<Deps, In, Out, Target> =>
    operation;

export interface Service<Deps = unknown> {
  /** As signing scopes spell it: `kms`, `ses`, `iam`, `sts`, `s3`. */
  readonly name: string;
  /** Further names that signing scopes give it (`email` for SES). */
  readonly signingNames?: readonly string[];
  /** `kms.amazonaws.com`: CloudTrail's eventSource. */
  readonly eventSource: string;
  readonly protocol: Protocol;
  /** What clients of former years speak (SQS): chosen where a request names no X-Amz-Target. */
  readonly olderProtocol?: QueryProtocol;
  /** Bytes of a request's body, where the service takes more than others do. */
  readonly largestBody?: number;
  readonly deps: Deps;
  readonly operations: Readonly<Record<string, AnyOperation<Deps>>>;
  readonly errors: ServiceErrors;
  /** rest-xml: what a request that a browser sends from another origin is answered with, besides (CORS). */
  readonly crossOrigin?: (request: CrossOriginRequest) => Readonly<Record<string, string>> | undefined;
  /** rest-xml: the `x-amz-checksum-<name>` of a document that its clients may send, beyond those of every client. */
  readonly digests?: Readonly<Record<string, DigestOf>>;
  /** Called before permission is asked; throws the service's throttling error. */
  readonly throttle?: (operation: AnyOperation<Deps>, call: Call, input: unknown) => void;
}

export type DigestOf = (bytes: Uint8Array) => Uint8Array;

export interface CrossOriginRequest {
  readonly bucket: string | undefined;
  readonly method: string;
  /** The Origin header. */
  readonly origin: string;
  /** Access-Control-Request-Headers as it came. */
  readonly headers?: string | undefined;
}

export interface QueryProtocol {
  readonly kind: 'query';
  readonly version: string;
  readonly xmlNamespace: string;
  /** Paths of what the service holds, where those who do not sign may send their requests, too (SQS's queues). */
  readonly resourcePath?: RegExp;
}

export type Protocol =
  | {
      readonly kind: 'json-1.1' | 'json-1.0' /** X-Amz-Target's part before the dot. */;
      readonly targetPrefix: string;
      /** Further spellings of it that SDKs send (CloudTrail's Java-like one and the short one). */
      readonly targetAliases?: readonly string[];
      /** Whether today's SDKs speak rpc-v2-cbor to it (CloudWatch). */
      readonly cbor?: boolean;
    }
  | QueryProtocol
  | {
      readonly kind: 'rest-xml';
      readonly xmlNamespace: string;
      /** What all its paths begin with, where it has paths of its own and no buckets (`/v20180820/`). */
      readonly root?: string;
    }
  | {
      readonly kind: 'rest-json';
      /** What all its paths begin with, slash at the end: signing names are shared with an older API (`/v2/email/`). */
      readonly root: string;
    };

/** How a service words the refusals that the pipeline itself makes. */
export interface ServiceErrors {
  readonly invalid: (violations: readonly Violation[]) => AwsError;
  readonly denied: (check: AccessCheck, decision: Decision, call: Call) => AwsError;
}

/** Another service's operation as a port declares it; emulator.ts fits it with `invoke`, never with a store. */
export type Port<In, Out> = (input: In, call: Call) => Promise<Out>;
/** The same for those who can go on at once with an answer that is in hand; a refusal may be thrown at once, too. */
export type PromptPort<In, Out> = (input: In, call: Call) => Prompt<Out>;
