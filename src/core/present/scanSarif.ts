import { adviceById } from '../secrets/advice/index.ts';
import type { FoundSecret, ScanReport } from '../secrets/report.ts';
import { adviceText } from './scanText.ts';

/** SARIF 2.1.0 of a report, as a value for JSON. No value and no line of a file is in it. */
export function scanSarif(report: ScanReport, version: string): object {
  const rules = rulesOf(report.findings);
  const places = new Map(rules.map(({ id }, place) => [id, place]));
  return {
    $schema:
      'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'Pinfold',
            semanticVersion: version,
            properties: { rules: report.rules },
            rules,
          },
        },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { SCANNED: { description: { text: 'Where the scan began.' } } },
        invocations: [
          {
            executionSuccessful: report.end === 'complete',
            toolExecutionNotifications: notifications(report),
          },
        ],
        results: report.findings.map((finding) => resultOf(finding, places.get(finding.rule)!)),
      },
    ],
  };
}

interface SarifRule {
  readonly id: string;
  readonly shortDescription: { readonly text: string };
  readonly help: { readonly text: string; readonly markdown: string };
  readonly helpUri?: string;
  readonly defaultConfiguration: { readonly level: 'error' | 'warning' };
  readonly properties: { readonly tags: readonly string[] };
}

function rulesOf(findings: readonly FoundSecret[]): readonly SarifRule[] {
  const byId = new Map<string, FoundSecret>();
  for (const finding of findings) if (!byId.has(finding.rule)) byId.set(finding.rule, finding);
  return [...byId.values()].map((finding) => {
    const advice = adviceById(finding.advice);
    const text = adviceText(advice);
    return {
      id: finding.rule,
      shortDescription: { text: finding.what },
      help: { text, markdown: text },
      ...(advice.url === undefined ? {} : { helpUri: advice.url }),
      defaultConfiguration: { level: levelOf(finding) },
      properties: { tags: ['security', 'secret'] },
    };
  });
}

function resultOf(finding: FoundSecret, ruleIndex: number): object {
  const { path, line, column, rule, what, length, commit, fingerprint, how } = finding;
  const region =
    line === null
      ? {}
      : { region: { startLine: line, ...(column === null ? {} : { startColumn: column }) } };
  return {
    ruleId: rule,
    ruleIndex,
    level: levelOf(finding),
    message: { text: `${what} ${adviceText(adviceById(finding.advice))}` },
    locations: [{ physicalLocation: { artifactLocation: artifactOf(path), ...region } }],
    ...(fingerprint === undefined
      ? {}
      : { partialFingerprints: { 'pinfoldBaseline/v1': fingerprint } }),
    properties: {
      how,
      ...(length === undefined ? {} : { length }),
      ...(commit === undefined ? {} : { commit }),
    },
  };
}

/** A name alone is a reason to look, a value is a reason to act. */
function levelOf({ how }: FoundSecret): 'error' | 'warning' {
  return how === 'name' ? 'warning' : 'error';
}

function artifactOf(path: string): object {
  const uri = path.split('/').map(encodeSegment).join('/');
  if (/^[A-Za-z]%3A\//.test(uri)) return { uri: `file:///${uri.replace('%3A', ':')}` };
  if (path.startsWith('/')) return { uri: `file://${uri}` };
  if (path.startsWith('~/')) return { uri };
  return { uri, uriBaseId: 'SCANNED' };
}

/** Names that are no text at all must not end the report. */
function encodeSegment(segment: string): string {
  return encodeURIComponent(segment.replaceAll(/\p{Cs}/gu, '\ufffd'));
}

function notifications(report: ScanReport): readonly object[] {
  const skipped = report.skipped.map(({ path, why }) => ({
    level: why === 'unreadable' || why === 'budget' ? 'warning' : 'note',
    message: { text: `Not looked at: ${why}.` },
    locations: [{ physicalLocation: { artifactLocation: artifactOf(path) } }],
    descriptor: { id: `skipped.${why}` },
  }));
  if (report.end === 'complete') return skipped;
  return [
    { level: 'error', message: { text: `The scan is not complete: ${report.end}.` } },
    ...skipped,
  ];
}
