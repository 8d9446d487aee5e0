import { CertToolError } from '../../core/error.ts';
import { type Check, failed, seen, warning } from '../check.ts';
import { currentOnes } from '../judged.ts';

/** The browser's way: the login page, with the certificate where the store lets us. @param url an https address */
export function loginPageCheck(url: string): Check {
  return {
    id: 'login-page',
    title: { ja: 'ログイン画面', en: 'the login page' },
    needs: ['settings', 'store-readable'],
    async look(probes) {
      const [holding] = await currentOnes(probes);
      const { status, root, isPublic, hasShown } = await probes.visit(url, holding?.certificate);
      const { host } = new URL(url);
      const note = hasShown
        ? { ja: `証明書を提示、HTTP ${status}`, en: `with the certificate: HTTP ${status}` }
        : { ja: `証明書なし、HTTP ${status}`, en: `without a certificate: HTTP ${status}` };
      const inspected = new CertToolError('tls-inspected', { params: { host, issuer: root } });
      // Where the certificate was shown and something came between, the page has not seen it.
      if (status >= 400 && hasShown && !isPublic) return seen([failed(inspected, note)]);
      const refused = new CertToolError('unexpected-refusal', {
        params: { bankCode: '-', status, support: '' },
        remedy: REMEDY,
      });
      const refusal = hasShown ? failed(refused, note) : undefined;
      return seen([status >= 400 ? refusal : undefined, isPublic ? undefined : warning(inspected)], note);
    },
  };
}

const REMEDY = {
  ja: 'アドレスと、証明書が有効であることを確認してください。正しい場合は銀行にお問い合わせください。',
  en: 'Check the address, and that the certificate is good. If both are, ask the bank.',
};
