import { CertToolError } from '../../core/error.ts';
import type { OpenedPage } from '../../core/ports/desktop.ts';
import type { JudgedHolding } from '../../holdings/holdings.ts';
import type { Deps } from '../deps.ts';
import { loginPageOf } from '../session/login-page.ts';
import { browserNames } from '../show/browsers.ts';
import { checkUsable, chosenHolding, loginIdOf } from './choice.ts';
import { type OpenableHere, openableHere } from './here.ts';
import type { OpenOptions } from './spec.ts';

/** @throws CertToolError `invalid-option` */
export function checkUsage(_deps: Deps, _args: readonly string[], { browser }: OpenOptions): void {
  if (browser === 'firefox') throw new CertToolError('invalid-option', { params: { detail: FIREFOX } });
}

const FIREFOX = {
  ja: '--browser firefox(Firefox の証明書はプロファイルごとに保存されるため、対応していません。ログインIDごとに Firefox のプロファイルを分けてください)',
  en: '--browser firefox (its certificates lie in its profiles, so it is not supported; give each login ID a profile of Firefox)',
};

/**
 * `cert-tool open [login-id]`: the bank's login page in a browser whose data is that login ID's own, so that it keeps the
 * certificate that is chosen there. Returns the exit code.
 */
export async function run(
  deps: Deps,
  [name]: readonly (string | undefined)[],
  options: OpenOptions,
): Promise<number> {
  const store = await deps.store();
  const here = await openableHere(deps, store);
  const holding = await chosenHolding(deps, here, name);
  const certificate = checkUsable(holding, here);
  const url = await loginPageOf(deps, options, here.told);
  const { bankId } = here.identity;
  const loginId = loginIdOf(holding);
  warnOf(deps, holding, store.kind);
  const browser = options.browser === 'firefox' ? undefined : options.browser;
  const opened = await deps.desktop.openPage({ url, bankId, loginId, browser });
  const { commonName, serialNumber } = certificate;
  deps.ui.document({ ok: true, opened: { ...opened, loginId, commonName, serialNumber }, warnings: [] });
  show(deps, opened, { holding, here });
  return 0;
}

/** What keeps the browser from offering the certificate, and is no fault of the certificate's. */
function warnOf({ ui }: Deps, holding: JudgedHolding, store: string): void {
  const loginId = loginIdOf(holding);
  if (holding.state === 'not-yet-valid') ui.warn(ui.text('open.not-yet-valid', { loginId }));
  if (store === 'file') ui.warn(ui.text('open.no-browser-store'));
}

interface Shown {
  readonly holding: JudgedHolding;
  readonly here: OpenableHere;
}

function show(deps: Deps, { browser, url }: OpenedPage, { holding, here }: Shown): void {
  const { ui } = deps;
  const { commonName, serialNumber } = holding.certificate;
  const loginId = loginIdOf(holding);
  const name = browserNames(deps, [{ name: browser, inBackground: false }]);
  ui.result(ui.style('good', ui.text('open.opened', { browser: name, url })));
  ui.result(ui.text('open.certificate'));
  const certificate = [
    [ui.text('enrolled.field.common-name'), commonName],
    [ui.text('enrolled.field.serial-number'), serialNumber],
  ] as const;
  for (const line of ui.fields(certificate)) ui.result(line);
  ui.result(ui.text('open.own', { loginId }));
  if (isSharedPc(holding, here)) ui.result(ui.text('open.policy'));
  if (deps.settings.sandbox) ui.info(ui.text('open.practice-page'));
}

/** Whether another user's certificate of this bank is here, which a browser's policy could take in the place of this one. */
function isSharedPc(holding: JudgedHolding, { holdings, identity }: OpenableHere): boolean {
  return holdings.some(
    (other) =>
      other.current && other.bankIds.includes(identity.bankId) && loginIdOf(other) !== loginIdOf(holding),
  );
}
