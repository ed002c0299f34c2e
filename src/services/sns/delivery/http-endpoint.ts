// POSTs to subscribers. undici is loaded with the first of them.
import type { Agent } from 'undici';
import { GiveUp } from './retry.ts';

/** The guide's bound for an answer. */
const TIMEOUT_MS = 15_000;
const MOST_READ = 64 * 1024;

export class HttpEndpoints {
  private agent: Agent | undefined;

  /** Resolves on 2xx. @throws GiveUp where trying again is no use (4xx but 429, as the guide tells). */
  async post(url: string, headers: Readonly<Record<string, string>>, body: string): Promise<void> {
    const { Agent, request } = await import('undici');
    this.agent ??= new Agent({ keepAliveTimeout: 1000, connect: { timeout: TIMEOUT_MS } });
    const answer = await request(url, {
      method: 'POST',
      headers,
      body,
      dispatcher: this.agent,
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    // Nobody reads it; an endless one costs its connection.
    await answer.body.dump({ limit: MOST_READ });
    const { statusCode } = answer;
    if (statusCode < 300) return;
    const message = `the endpoint answered ${statusCode}`;
    throw statusCode >= 400 && statusCode < 500 && statusCode !== 429
      ? new GiveUp(message)
      : new Error(message);
  }

  async close(): Promise<void> {
    await this.agent?.destroy();
    this.agent = undefined;
  }
}
