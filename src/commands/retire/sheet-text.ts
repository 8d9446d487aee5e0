import type { Deps } from '../deps.ts';
import type { Sheet, SheetLine } from './sheet.ts';

/** Shows the sheet as the result. */
export function showSheet({ ui }: Deps, sheet: Sheet): void {
  const title = (text: string) => {
    ui.result('');
    ui.result(ui.style('strong', text));
  };
  title(sheet.title);
  for (const line of sheet.intro) ui.result(line);
  for (const { name, facts, users } of sheet.banks) {
    title(name);
    showLines({ ui }, facts);
    for (const lines of users) {
      ui.result('');
      showLines({ ui }, lines);
    }
  }
  title(sheet.stepsTitle);
  const steps = sheet.steps.map((step, index) => [`${index + 1}.`, step] as const);
  for (const line of ui.fields(steps)) ui.result(line);
  if (sheet.left.length > 0) title(sheet.leftTitle);
  for (const line of sheet.left) ui.result(ui.style('attention', line));
}

/** Commands have lines of their own, which are never broken: they are to be copied. */
function showLines({ ui }: Pick<Deps, 'ui'>, lines: readonly SheetLine[]): void {
  const plain = lines.filter(({ isCommand }) => !isCommand);
  for (const line of ui.fields(plain.map(({ label, value }) => [label, value]))) ui.result(line);
  for (const { label, value } of lines.filter(({ isCommand }) => isCommand)) {
    ui.result(label);
    ui.result(`  ${value}`, 'to-copy');
  }
}
