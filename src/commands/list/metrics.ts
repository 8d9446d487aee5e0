import { type Gauge, prometheusText } from '../../core/prometheus.ts';
import type { JudgedHolding } from '../../holdings/holdings.ts';
import type { Deps } from '../deps.ts';
import type { Checked } from '../session/check/found.ts';
import type { Reason } from '../session/check/reasons.ts';

const STATES = ['issued', 'renewable', 'expired', 'not-yet-valid'] as const;

/** Why a certificate is to be looked at. */
type AttentionOf = (holding: JudgedHolding) => readonly Reason[];

/**
 * What `list --check` found, for Prometheus: a promise to scripts (docs/monitoring.md).
 * @param isWell whether the exit code is 0
 */
export function metricsOf(
  deps: Pick<Deps, 'now' | 'device' | 'client'>,
  checked: Checked,
  attention: AttentionOf,
  isWell: boolean,
): string {
  const ours = checked.shown.filter(({ subject, state }) => subject !== undefined && state !== 'archived');
  return prometheusText([
    ...ofCertificates(ours, attention),
    ...numbers(checked, ours.filter((each) => attention(each).length > 0).length),
    ...ofPc(deps, isWell),
  ]);
}

function ofCertificates(ours: readonly JudgedHolding[], attention: AttentionOf): Gauge[] {
  const tried = ours.filter(({ key }) => key !== 'untried');
  return [
    {
      name: 'cert_tool_certificate_not_after_timestamp_seconds',
      help: 'When a certificate expires, in seconds since 1970.',
      samples: ours.map((each) => ({ labels: labelsOf(each), value: seconds(each.certificate.notAfter) })),
    },
    {
      name: 'cert_tool_certificate_key_usable',
      help: 'Whether the private key of a certificate has signed; left out where it was not tried.',
      samples: tried.map((each) => ({ labels: labelsOf(each), value: Number(each.key === 'works') })),
    },
    {
      name: 'cert_tool_certificate_attention',
      help: 'Why a certificate is to be looked at; nothing for one that is well.',
      samples: ours.flatMap((each) =>
        attention(each).map((reason) => ({ labels: { ...labelsOf(each), reason }, value: 1 })),
      ),
    },
    {
      name: 'cert_tool_certificates',
      help: 'Certificates on this PC by their state.',
      samples: STATES.map((state) => ({
        labels: { state },
        value: ours.filter((each) => each.state === state).length,
      })),
    },
  ];
}

function numbers({ damaged, entries, unreadable }: Checked, needingAttention: number): Gauge[] {
  const gauge = (name: string, help: string, value: number) => ({ name, help, samples: [{ value }] });
  return [
    gauge(
      'cert_tool_certificates_needing_attention',
      'Certificates that are to be looked at.',
      needingAttention,
    ),
    gauge('cert_tool_damaged_certificates', 'Certificates whose files are damaged.', damaged.length),
    gauge('cert_tool_unfinished_requests', 'Requests that were begun and not completed.', entries.length),
    gauge(
      'cert_tool_unreadable_entries',
      'Records of unfinished requests that cannot be read.',
      unreadable.length,
    ),
  ];
}

function ofPc({ now, device, client }: Pick<Deps, 'now' | 'device' | 'client'>, isWell: boolean): Gauge[] {
  const { version } = client;
  return [
    {
      name: 'cert_tool_check_ok',
      help: 'Whether list --check found all well (exit code 0).',
      samples: [{ value: Number(isWell) }],
    },
    {
      name: 'cert_tool_check_timestamp_seconds',
      help: 'When list --check looked, in seconds since 1970.',
      samples: [{ value: seconds(now()) }],
    },
    {
      name: 'cert_tool_info',
      help: 'What this PC is called, and the version of cert-tool.',
      samples: [{ labels: { device: device(), ...(version === undefined ? {} : { version }) }, value: 1 }],
    },
  ];
}

/** Thumbprints tell any two certificates apart. */
function labelsOf({ certificate, bankIds, subject }: JudgedHolding): Record<string, string> {
  return {
    login_id: subject?.loginId ?? '',
    sequence: subject?.sequence ?? '',
    bank_id: bankIds[0] ?? '',
    serial_number: certificate.serialNumber,
    thumbprint: certificate.thumbprint,
  };
}

function seconds(moment: Date): number {
  return Math.floor(moment.getTime() / 1000);
}
