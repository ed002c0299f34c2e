import type { Scene } from './scene.ts';
/** Answers the server's last SMTP reply. */
export declare function sendMail(
  smtp: {
    host: string;
    port: number;
  },
  subject: string,
): Promise<string>;
export declare function decryptMail(scene: Scene, key: string): Promise<Buffer>;
