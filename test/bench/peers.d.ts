export interface Peer {
  readonly name: string;
  readonly url: string;
  /** From spawn to the first answer, in milliseconds of the process's own CPU. */
  readonly startCpuMs: number;
  cpuMs(): number;
  residentMiB(): number;
  stop(): Promise<void>;
}
export declare const hasMoto: () => boolean;
export declare const startWaxseal: (environment?: Record<string, string>) => Promise<Peer>;
export declare const startMoto: () => Promise<Peer>;
export declare const startBare: () => Promise<Peer>;
