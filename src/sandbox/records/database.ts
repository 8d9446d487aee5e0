import { rmdirSync, statSync } from 'node:fs';
import { chmod } from 'node:fs/promises';
import { basename, join } from 'node:path';
import sqlite from 'node-sqlite3-wasm';
import { removeSynced, renameSynced, unfinishedPath, unlessMissing } from '../../system/files.ts';
import { makeOwnerOnlyFolder } from '../../system/owner-only.ts';
import { MIGRATIONS, SCHEMA, SCHEMA_VERSION } from './schema.ts';

export type Value = string | number | null;
export type Row = Readonly<Record<string, Value>>;

type Filling = (database: BankDatabase) => void;

/** Before the first read: a WAL file without shared memory can only be opened exclusively. */
const EXCLUSIVE = 'PRAGMA locking_mode = EXCLUSIVE';

/**
 * The practice bank's SQLite file. What a transaction did is on the disk when it returns.
 *
 * Always in WAL mode with the exclusive locking mode: with a rollback journal this SQLite build does not see a killed
 * process's hot journal (its own lock folder passes for another process's lock) and goes on with half a transaction.
 */
export class BankDatabase {
  readonly #database: sqlite.Database;
  /** By their SQL, which is always one of the texts of the program: preparing takes longer than most of them. */
  readonly #statements = new Map<string, sqlite.Statement>();

  private constructor(database: sqlite.Database) {
    this.#database = database;
  }

  /**
   * Opens the file of a practice bank that was set up before. The caller holds the lock of the data folder.
   * @throws Error when it is damaged, missing or of another version
   */
  static open(file: string): BankDatabase {
    // SQLite's own lock is this folder. A killed process leaves it behind; with ours held it is nobody's.
    unlessMissing(() => rmdirSync(`${file}.lock`));
    checkFiles(file);
    const opened = new BankDatabase(new sqlite.Database(file, { fileMustExist: true }));
    try {
      opened.#configure();
      opened.#migrate();
      return opened;
    } catch (error) {
      opened.close();
      throw error;
    }
  }

  /**
   * The version of a database, without changing a byte of it: what a killed process left beside it is read, too, and
   * stays. Undefined for a damaged one. The caller holds the lock of the data folder.
   */
  static versionOf(file: string): number | undefined {
    unlessMissing(() => rmdirSync(`${file}.lock`));
    try {
      checkFiles(file);
      const opened = new BankDatabase(new sqlite.Database(file, { fileMustExist: true, readOnly: true }));
      try {
        opened.#database.exec(EXCLUSIVE);
        return opened.#version();
      } finally {
        opened.close();
      }
    } catch {
      return undefined;
    }
  }

  /**
   * Makes the file. It appears complete, or not at all.
   * @param filling puts in what it is to hold; tables are made while that is waited for
   */
  static async create(file: string, filling: Filling | Promise<Filling>): Promise<void> {
    // In a folder, so that the files that SQLite puts beside it are leftovers, too, if this is killed.
    const folder = unfinishedPath(file);
    const unfinished = join(folder, basename(file));
    await makeOwnerOnlyFolder(folder);
    try {
      const created = new BankDatabase(new sqlite.Database(unfinished));
      try {
        created.#configure();
        created.transaction(() => created.#database.exec(SCHEMA));
        const fill = await filling;
        created.transaction(() => fill(created));
      } finally {
        created.close();
      }
      await chmod(unfinished, 0o600);
      await renameSynced(unfinished, file);
    } finally {
      // What cannot be removed now is a leftover for later; the first error counts.
      await removeSynced(folder).catch(() => undefined);
    }
  }

  /** All of it or nothing, and on the disk when it returns. Must not wait for anything in between. */
  transaction<T>(work: () => T): T {
    this.run('BEGIN IMMEDIATE');
    try {
      const result = work();
      this.run('COMMIT');
      return result;
    } catch (error) {
      if (this.#database.inTransaction) this.run('ROLLBACK');
      throw error;
    }
  }

  /**
   * The same for what no certificate and no try hangs on. A killed process leaves it done; a power cut may take it,
   * but nothing that came before it.
   */
  passing<T>(work: () => T): T {
    this.get('PRAGMA synchronous = NORMAL');
    try {
      return this.transaction(work);
    } finally {
      this.get('PRAGMA synchronous = FULL');
    }
  }

  get(sql: string, values: Value[] = []): Row | undefined {
    return this.all(sql, values)[0];
  }

  all(sql: string, values: Value[] = []): Row[] {
    return this.#with(sql, (statement) => statement.all(values) as Row[]);
  }

  /** The number of rows that were changed. */
  run(sql: string, values: Value[] = []): number {
    return this.#with(sql, (statement) => statement.run(values).changes);
  }

  close(): void {
    if (!this.#database.isOpen) return;
    for (const statement of this.#statements.values()) statement.finalize();
    this.#statements.clear();
    this.#database.close();
  }

  /** Always to the last row, for a statement that is not at its end keeps what it reads from being cleared away. */
  #with<T>(sql: string, work: (statement: sqlite.Statement) => T): T {
    const statement = this.#statements.get(sql) ?? this.#database.prepare(sql);
    this.#statements.set(sql, statement);
    try {
      return work(statement);
    } catch (error) {
      // One that failed would tell its failure once more when it is used again.
      this.#statements.delete(sql);
      finalize(statement);
      throw error;
    }
  }

  #migrate(): void {
    for (let version = this.#version(); version !== SCHEMA_VERSION; version = this.#version()) {
      const migration = MIGRATIONS[version];
      if (!migration) throw new Error(`database version ${version}, not ${SCHEMA_VERSION}`);
      this.transaction(() => this.#database.exec(migration));
    }
  }

  #version(): number {
    return Number(this.get('PRAGMA user_version')?.['user_version']);
  }

  #configure(): void {
    this.#database.exec(EXCLUSIVE);
    const mode = this.get('PRAGMA journal_mode = WAL')?.['journal_mode'];
    if (mode !== 'wal') throw new Error(`journal mode ${mode}, not wal`);
    this.#database.exec('PRAGMA synchronous = FULL');
  }
}

/** Tells the failure of the statement, which is known. */
function finalize(statement: sqlite.Statement): void {
  try {
    statement.finalize();
  } catch {
    return;
  }
}

/** SQLite would wait for ever for who writes to a pipe. */
function checkFiles(file: string): void {
  for (const each of [file, `${file}-wal`, `${file}-journal`]) {
    if (statSync(each, { throwIfNoEntry: false })?.isFile() === false)
      throw new Error('it is no ordinary file');
  }
}
