// The settings as the services take them. What is wrong with one is told here, before anything is opened.
import type { Config } from './config.ts';
import { readCertificatePair } from './platform/certificate-files.ts';
import { requireRequestQuotas } from './services/kms/index.ts';

export type ServiceSettings = ReturnType<typeof serviceSettingsOf>;

/** @throws CertificateError, UnknownQuotaError */
export function serviceSettingsOf(config: Config) {
  requireRequestQuotas(config.kmsRequestQuotas);
  const certificate = readCertificatePair(config.smtpCertificate, config.smtpKey);
  return {
    kms: { requestQuotas: config.kmsRequestQuotas },
    sns: { functions: config.functions },
    s3: { newBuckets: config.s3NewBuckets, requireKnownKeys: config.requireKnownKeys },
    ses: {
      region: config.region,
      verification: config.sesVerification,
      verdictLabels: config.sesVerdictLabels,
      functions: config.functions,
      topics: config.topics,
      dns: config.dns,
      keep: { mails: config.sesKeepMails, bytes: config.sesKeepMegabytes * 1024 * 1024 },
      smtp: {
        starttls: config.smtpStarttls,
        size: config.smtpMaxSize,
        sessions: config.smtpSessions,
        timeout: config.smtpTimeout * 1_000,
        ...(certificate && { certificate }),
      },
      ...(config.relayHost !== undefined && {
        relay: {
          host: config.relayHost,
          port: config.relayPort,
          tls: config.relayTls,
          user: config.relayUser,
          password: config.relayPassword,
        },
      }),
    },
  };
}
