import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ConfigError, DEFAULTS, readConfig, usage } from '../../../src/config.ts';

describe('settings', () => {
  it('have the documented defaults', () => {
    expect(readConfig([], {})).toEqual(DEFAULTS);
    expect(DEFAULTS).toMatchObject({ host: '127.0.0.1', port: 4566, smtpPort: 2525, dataDir: undefined });
  });

  it('come from the environment, and flags of the same names win', () => {
    const environment = {
      WAXSEAL_PORT: '1',
      WAXSEAL_SMTP_PORT: '2',
      WAXSEAL_DATA_DIR: '/data',
      PATH: '/bin',
    };
    expect(readConfig(['--smtp-port', '3', '--log-level=debug'], environment)).toMatchObject({
      port: 1,
      smtpPort: 3,
      dataDir: '/data',
      logLevel: 'debug',
    });
    expect(readConfig(['--require-known-keys', '--port', '0'], {})).toMatchObject({
      requireKnownKeys: true,
      port: 0,
    });
  });

  it.each([
    [{ WAXSEAL_PROT: '1' }, /WAXSEAL_PROT is not a setting of waxseal; did you mean WAXSEAL_PORT\?/],
    [{ WAXSEAL_PORT: '70000' }, /WAXSEAL_PORT must be a port from 0 to 65535, not '70000'/],
    [{ WAXSEAL_PORT: '-1' }, /must be a port/],
    [{ WAXSEAL_LOG_LEVEL: 'loud' }, /must be one of silent, error, warn, info, debug, trace, not 'loud'/],
    [{ WAXSEAL_REQUIRE_KNOWN_KEYS: 'perhaps' }, /must be true or false/],
    [{ WAXSEAL_REGION: 'Mars' }, /must be an AWS region/],
  ])('%o is an error for the person', (environment, message) => {
    expect(() => readConfig([], environment as Record<string, string>)).toThrow(ConfigError);
    expect(() => readConfig([], environment as Record<string, string>)).toThrow(message);
  });

  it.each([['--data-dir'], ['--data-dir', '--port', '0'], ['--port', '0', '--region']])(
    '%j: a flag without its value is an error',
    (...argv) => {
      expect(() => readConfig(argv, {})).toThrow(/^--(?:data-dir|region) needs a value$/);
    },
  );

  it('a master key that is none is told without it', () => {
    const refusal = () => readConfig([], { WAXSEAL_MASTER_KEY: 'c2VjcmV0' });
    expect(refusal).toThrow(/^WAXSEAL_MASTER_KEY must be base64 of 32 bytes$/);
  });

  it('what Kubernetes puts beside a service called waxseal is no setting', () => {
    const links = {
      WAXSEAL_SERVICE_HOST: '10.0.0.1',
      WAXSEAL_SERVICE_PORT_HTTP: '4566',
      WAXSEAL_PORT: 'tcp://10.0.0.1:4566',
      WAXSEAL_PORT_4566_TCP_ADDR: '10.0.0.1',
    };
    expect(readConfig([], links)).toEqual(DEFAULTS);
  });

  it('an unknown flag suggests the nearest', () => {
    expect(() => readConfig(['--smtp-prot', '1'], {})).toThrow(/did you mean --smtp-port/);
  });

  it('each stand in the README', () => {
    const readme = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8');
    const names = usage().match(/WAXSEAL_[A-Z0-9_]+|--[a-z0-9-]+/g) ?? [];
    expect(names.length).toBeGreaterThan(20);
    expect(names.filter((name) => !readme.includes(`\`${name}\``))).toEqual([]);
  });

  it('the usage tells a default where it is a word or a number', () => {
    expect(usage()).toMatch(/^ {2}--port .*\(default 4566\)$/m);
    expect(usage()).not.toContain('[object');
  });

  it('the usage names every flag and variable', () => {
    for (const name of ['--host', 'WAXSEAL_DATA_DIR', '--durability', 'WAXSEAL_MASTER_KEY']) {
      expect(usage()).toContain(name);
    }
  });
});
