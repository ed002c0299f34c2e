// Every setting: its default, its flag, its environment name. The only reader of process.env.
import {
  choice,
  count,
  endpoints,
  flag,
  port,
  rates,
  region,
  secretOf32Bytes,
  splitOnce,
  text,
  zone,
} from './config-values.ts';
import { DEFAULT_REGION, type Region } from './core/ids.ts';
import { LOG_LEVELS, type LogLevel } from './platform/log.ts';

export interface Config {
  readonly host: string;
  /** 0 picks a free one. */
  readonly port: number;
  readonly smtpPort: number;
  /** Undefined: everything lives in memory and a temporary folder. */
  readonly dataDir: string | undefined;
  readonly logLevel: LogLevel;
  /** `full` flushes each commit to the disk; `normal` survives the process, not a power cut. */
  readonly durability: 'normal' | 'full';
  /** base64 of 32 bytes; wraps key material at rest instead of the file `master.key`. */
  readonly masterKey: string | undefined;
  /** Refuse access keys that IAM did not create. */
  readonly requireKnownKeys: boolean;
  /** KMS requests a second by quota (`CryptographicOperationsSymmetric`, `CreateKey`); none unless given. */
  readonly kmsRequestQuotas: Readonly<Record<string, number>>;
  /** Region of `POST /_waxseal/mail` and SMTP where no rule set elsewhere claims the recipient. */
  readonly region: Region;
  /** `immediate`: SES identities verify at once; `manual`: the control API confirms them. */
  readonly sesVerification: 'immediate' | 'manual';
  /** HTTP endpoints (the Lambda runtime interface's invoke URL) by function ARN, and by topic ARN. */
  readonly functions: Readonly<Record<string, string>>;
  readonly topics: Readonly<Record<string, string>>;
  /** DNS records for SPF, DKIM and DMARC, by type and name. */
  readonly dns: Readonly<Record<string, readonly string[]>>;
  /** `user+spam-fail@example.com` forces that verdict. */
  readonly sesVerdictLabels: boolean;
  /** How much received mail and how much sent mail is kept to be looked at. */
  readonly sesKeepMails: number;
  readonly sesKeepMegabytes: number;
  /** Whether the SMTP listener offers STARTTLS. */
  readonly smtpStarttls: boolean;
  /** PEM files for STARTTLS; without them a certificate is made at start. */
  readonly smtpCertificate: string | undefined;
  readonly smtpKey: string | undefined;
  /** The largest message in octets, sessions at once, and the seconds after which a silent client is sent away. */
  readonly smtpMaxSize: number;
  readonly smtpSessions: number;
  readonly smtpTimeout: number;
  /** An SMTP server that takes what SES sends to recipients who are not received here; none unless given. */
  readonly relayHost: string | undefined;
  readonly relayPort: number;
  readonly relayTls: 'opportunistic' | 'starttls' | 'implicit' | 'off';
  readonly relayUser: string | undefined;
  readonly relayPassword: string | undefined;
  /** `legacy`: S3 buckets are born with ACLs on and no public access block, as before April 2023. */
  readonly s3NewBuckets: 'current' | 'legacy';
}

export const DEFAULTS: Config = {
  host: '127.0.0.1',
  port: 4566,
  smtpPort: 2525,
  dataDir: undefined,
  logLevel: 'warn',
  durability: 'normal',
  masterKey: undefined,
  requireKnownKeys: false,
  kmsRequestQuotas: {},
  region: DEFAULT_REGION,
  sesVerification: 'immediate',
  functions: {},
  topics: {},
  dns: {},
  sesVerdictLabels: false,
  sesKeepMails: 10_000,
  sesKeepMegabytes: 256,
  smtpStarttls: true,
  smtpCertificate: undefined,
  smtpKey: undefined,
  smtpMaxSize: 40 * 1024 * 1024,
  smtpSessions: 200,
  smtpTimeout: 60,
  relayHost: undefined,
  relayPort: 587,
  relayTls: 'opportunistic',
  relayUser: undefined,
  relayPassword: undefined,
  s3NewBuckets: 'current',
};

interface Setting<K extends keyof Config> {
  readonly key: K;
  readonly environment: string;
  readonly help: string;
  /** Throws a sentence fragment that follows the setting's name. */
  readonly parse: (text: string) => Config[K];
}
const setting = <K extends keyof Config>(
  key: K,
  environment: string,
  help: string,
  parse: (text: string) => Config[K],
): Setting<K> => ({ key, environment, help, parse });

const SETTINGS = [
  setting('host', 'WAXSEAL_HOST', 'address to listen on', text),
  setting('port', 'WAXSEAL_PORT', 'HTTP port; 0 picks a free one', port),
  setting('smtpPort', 'WAXSEAL_SMTP_PORT', 'SMTP port; 0 picks a free one', port),
  setting('dataDir', 'WAXSEAL_DATA_DIR', 'folder for all state; without it everything is in memory', text),
  setting('logLevel', 'WAXSEAL_LOG_LEVEL', LOG_LEVELS.join(', '), choice(LOG_LEVELS)),
  setting(
    'durability',
    'WAXSEAL_DURABILITY',
    'normal, full (flush to disk)',
    choice(['normal', 'full'] as const),
  ),
  setting(
    'masterKey',
    'WAXSEAL_MASTER_KEY',
    'base64 of 32 bytes that wrap key material at rest',
    secretOf32Bytes,
  ),
  setting('requireKnownKeys', 'WAXSEAL_REQUIRE_KNOWN_KEYS', 'refuse access keys IAM did not create', flag),
  setting(
    'kmsRequestQuotas',
    'WAXSEAL_KMS_REQUEST_QUOTAS',
    'requests a second: CryptographicOperationsSymmetric=100,CreateKey=5',
    rates,
  ),
  setting('region', 'WAXSEAL_REGION', 'region where none is told', region),
  setting(
    'sesVerification',
    'WAXSEAL_SES_VERIFICATION',
    'immediate, manual (the control API confirms identities)',
    choice(['immediate', 'manual'] as const),
  ),
  setting('functions', 'WAXSEAL_FUNCTIONS', 'endpoints of functions: ARN=URL,ARN=URL', endpoints),
  setting('topics', 'WAXSEAL_TOPICS', 'HTTP endpoints that stand for topics: ARN=URL', endpoints),
  setting('dns', 'WAXSEAL_DNS', 'the zone for SPF, DKIM and DMARC, as JSON', zone),
  setting('sesVerdictLabels', 'WAXSEAL_SES_VERDICT_LABELS', 'user+spam-fail@… forces that verdict', flag),
  setting('sesKeepMails', 'WAXSEAL_SES_KEEP_MAILS', 'how many received and sent mails are kept', count(1)),
  setting('sesKeepMegabytes', 'WAXSEAL_SES_KEEP_MEGABYTES', 'how much of each, in MiB', count(1)),
  setting('smtpStarttls', 'WAXSEAL_SMTP_STARTTLS', 'offer STARTTLS', flag),
  setting('smtpCertificate', 'WAXSEAL_SMTP_CERTIFICATE', 'PEM file of the certificate for STARTTLS', text),
  setting('smtpKey', 'WAXSEAL_SMTP_KEY', 'PEM file of its private key', text),
  setting('smtpMaxSize', 'WAXSEAL_SMTP_MAX_SIZE', 'largest message in octets', count(1)),
  setting('smtpSessions', 'WAXSEAL_SMTP_SESSIONS', 'sessions at once', count(1)),
  setting('smtpTimeout', 'WAXSEAL_SMTP_TIMEOUT', 'seconds until a silent client is sent away', count(1)),
  setting('relayHost', 'WAXSEAL_RELAY_HOST', 'SMTP server that takes what SES sends elsewhere', text),
  setting('relayPort', 'WAXSEAL_RELAY_PORT', 'its port', port),
  setting(
    'relayTls',
    'WAXSEAL_RELAY_TLS',
    'opportunistic, starttls, implicit, off',
    choice(['opportunistic', 'starttls', 'implicit', 'off'] as const),
  ),
  setting('relayUser', 'WAXSEAL_RELAY_USER', 'user name at the relay', text),
  setting(
    'relayPassword',
    'WAXSEAL_RELAY_PASSWORD',
    'password at the relay; best given by the environment',
    text,
  ),
  setting(
    's3NewBuckets',
    'WAXSEAL_S3_NEW_BUCKETS',
    'current, legacy (ACLs on, public access not blocked)',
    choice(['current', 'legacy'] as const),
  ),
] as const;

export class ConfigError extends Error {}

/**
 * @param argv flags (`--smtp-port 2525`, `--smtp-port=2525`); they win over the environment.
 * @throws ConfigError with a sentence for the person at the terminal.
 */
export function readConfig(argv: readonly string[], environment = process.env): Config {
  const config: Record<string, unknown> = { ...DEFAULTS };
  for (const [name, value] of Object.entries(environment)) {
    if (!name.startsWith('WAXSEAL_') || value === undefined || value === '') continue;
    if (isServiceLink(name, value)) continue;
    apply(
      config,
      name,
      value,
      find(name, (each) => each.environment),
    );
  }
  for (const [name, value] of flags(argv)) {
    apply(config, name, value, find(name, flagOf));
  }
  return config as unknown as Config;
}

/** What Kubernetes gives every container beside a service that is called waxseal. */
const isServiceLink = (name: string, value: string): boolean =>
  /^WAXSEAL_(?:SERVICE_(?:HOST|PORT)|PORT_\d+_(?:TCP|UDP))(?:_\w+)?$/.test(name) ||
  (name === 'WAXSEAL_PORT' && /^(?:tcp|udp):\/\//.test(value));

const flagOf = ({ environment }: { environment: string }) =>
  `--${environment.slice('WAXSEAL_'.length).toLowerCase().replaceAll('_', '-')}`;

function* flags(argv: readonly string[]): Iterable<[string, string | undefined]> {
  for (let index = 0; index < argv.length; index += 1) {
    const [name = '', inline] = splitOnce(argv[index] ?? '', '=');
    if (inline !== undefined) {
      yield [name, inline];
      continue;
    }
    const next = argv[index + 1];
    if (next === undefined || next.startsWith('--')) yield [name, undefined];
    else {
      yield [name, next];
      index += 1;
    }
  }
}

type AnySetting = (typeof SETTINGS)[number];

function find(name: string, spelled: (setting: AnySetting) => string): AnySetting {
  const found = SETTINGS.find((each) => spelled(each) === name);
  if (found) return found;
  const nearest = SETTINGS.map(spelled).sort((a, b) => distance(a, name) - distance(b, name))[0];
  throw new ConfigError(`${name} is not a setting of waxseal; did you mean ${nearest}?`);
}

function apply(
  config: Record<string, unknown>,
  name: string,
  value: string | undefined,
  { key, parse }: AnySetting,
): void {
  // A flag of its own (`--require-known-keys`) means true.
  const given = value ?? (parse === flag ? 'true' : undefined);
  if (given === undefined) throw new ConfigError(`${name} needs a value`);
  try {
    config[key] = parse(given);
  } catch (error) {
    throw new ConfigError(`${name} ${(error as Error).message}`);
  }
}

/** Levenshtein, for the suggestion in an error. */
function distance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const substitution = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      row.push(Math.min((previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, substitution));
    }
    previous = row;
  }
  return previous[b.length] ?? 0;
}

/** What `waxseal --help` prints. */
export function usage(): string {
  const rows = SETTINGS.map((each) => {
    const standard = DEFAULTS[each.key];
    const shown = standard === undefined || typeof standard === 'object' ? '' : ` (default ${standard})`;
    return `  ${flagOf(each).padEnd(22)} ${each.environment.padEnd(28)} ${each.help}${shown}`;
  });
  return `Usage: waxseal [flags]\n\n  Flag                   Environment                  Meaning\n${rows.join('\n')}\n`;
}
