// A statement of SQLite, prepared when it is first used: of some three hundred a process runs a few.

export interface RunResult {
  /** Rows. */
  readonly changes: number;
  readonly lastInsertRowid: number | bigint;
}

export interface Statement<Parameters extends unknown[] = unknown[], Row = unknown> {
  run(...parameters: Parameters): RunResult;
  get(...parameters: Parameters): Row | undefined;
  all(...parameters: Parameters): Row[];
  /** Rows are their first column. */
  pluck(): this;
  /** Rows are arrays. */
  raw(): this;
}

export class LateStatement<Parameters extends unknown[], Row> implements Statement<Parameters, Row> {
  private prepared: Statement<Parameters, Row> | undefined;
  private shape: 'pluck' | 'raw' | undefined;
  private readonly prepare: () => Statement<Parameters, Row>;

  constructor(prepare: () => Statement<Parameters, Row>) {
    this.prepare = prepare;
  }

  run(...parameters: Parameters): RunResult {
    return (this.prepared ?? this.made()).run(...parameters);
  }
  get(...parameters: Parameters): Row | undefined {
    return (this.prepared ?? this.made()).get(...parameters);
  }
  all(...parameters: Parameters): Row[] {
    return (this.prepared ?? this.made()).all(...parameters);
  }
  pluck(): this {
    this.shape = 'pluck';
    return this;
  }
  raw(): this {
    this.shape = 'raw';
    return this;
  }

  private made(): Statement<Parameters, Row> {
    const statement = this.prepare();
    if (this.shape !== undefined) statement[this.shape]();
    this.prepared = statement;
    return statement;
  }
}
