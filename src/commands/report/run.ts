import { CertToolError } from '../../core/error.ts';
import type { OutputFile } from '../../core/ports/files.ts';
import { isReportCsv, reportCsv } from '../../rollout/report/csv.ts';
import { type Expected, NoExpectedList, readExpected } from '../../rollout/report/expected.ts';
import { reportOf } from '../../rollout/report/merge.ts';
import { reportJson } from '../../rollout/report/numbers.ts';
import { isReport, reportHtml } from '../../rollout/report/page/page.ts';
import type { Report } from '../../rollout/report/standing.ts';
import type { Statement } from '../../rollout/report/statement.ts';
import { summaryOf } from '../../rollout/report/summary.ts';
import { openResultFile, unwritable, type Wanted } from '../ask/result-file.ts';
import type { Deps } from '../deps.ts';
import { readStatements } from './read.ts';
import type { ReportOptions } from './spec.ts';

const PAGE: Wanted = { what: { ja: 'ページ', en: 'page' }, option: '--out', isOwn: isReport };
const TABLE: Wanted = { what: { ja: '表', en: 'table' }, option: '--csv', isOwn: isReportCsv };

/** `cert-tool report <results...>`: many results as one page. Returns the exit code. */
export async function run(deps: Deps, given: readonly string[], options: ReportOptions): Promise<number> {
  const { ui } = deps;
  const { out, csv } = options;
  const page = out === undefined ? undefined : await openResultFile(deps, out, PAGE);
  const table = csv === undefined ? undefined : await openResultFile(deps, csv, TABLE);
  const expected = options.expected === undefined ? undefined : await expectedIn(deps, options.expected);
  const statements = await readStatements(deps, given);
  warnOfFuture(deps, statements);
  const report = reportOf(statements, expected, deps.now());
  if (page) await write(page, reportHtml(report, ui.language), PAGE);
  if (table) await write(table, reportCsv(report, ui.language), TABLE);
  ui.document({
    ok: true,
    ...reportJson(report, ui.language),
    ...(page ? { page: page.path } : {}),
    ...(table ? { table: table.path } : {}),
  });
  show(deps, report, [page, table]);
  return 0;
}

/** The page itself where it goes to another program; its numbers where a person looks, or it went to a file. */
function show({ ui }: Deps, report: Report, written: readonly (OutputFile | undefined)[]): void {
  const files = written.filter((file) => file !== undefined);
  if (files.length === 0 && !Number.isFinite(ui.columns)) {
    if (!ui.json) ui.result(reportHtml(report, ui.language).trimEnd(), 'to-copy');
    return;
  }
  const { verdict, numbers } = summaryOf(report, ui.language);
  ui.result(ui.style('strong', verdict));
  for (const line of ui.fields(numbers)) ui.result(line);
  for (const { path } of files) ui.info(ui.text('report.written', { file: path }));
  if (files.length === 0) ui.info(ui.text('report.page-by'));
}

async function write(file: OutputFile, text: string, wanted: Wanted): Promise<void> {
  await file.write(text).catch((cause: NodeJS.ErrnoException) => {
    throw unwritable(file.path, wanted, cause.code ?? cause.name, cause);
  });
}

/** @throws CertToolError `unreadable-file`, `unreadable-text` */
async function expectedIn(deps: Deps, file: string): Promise<Expected[]> {
  const { text } = await deps.readPrivateFile(file, LARGEST_LIST_MIB);
  try {
    return readExpected(text);
  } catch (error) {
    if (!(error instanceof NoExpectedList)) throw error;
    throw new CertToolError('unreadable-file', { params: { file, detail: error.detail }, cause: error });
  }
}

/** A list of everybody in a large company. */
const LARGEST_LIST_MIB = 16;

const DAY_MS = 24 * 60 * 60 * 1000;
/** So many PCs are named. */
const NAMED = 5;

/** What comes from the future would count as the newest word for long. */
function warnOfFuture({ ui, now }: Deps, statements: readonly Statement[]): void {
  const latest = now().getTime() + DAY_MS;
  const early = statements.filter(({ time }) => time.getTime() > latest).map(({ device }) => device);
  const devices = [...new Set(early)];
  if (devices.length === 0) return;
  const more = devices.length > NAMED ? ', …' : '';
  ui.warn(ui.text('report.from-future', { devices: devices.slice(0, NAMED).join(', ') + more }));
}
