import { realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  type Baseline,
  emptyBaseline,
  passingDigest,
  readBaseline,
  writeBaseline,
} from '../../../adapters/secrets/baseline.ts';
import { nodeStoredCredentials } from '../../../adapters/secrets/homePlaces.ts';
import { createNodeSecretTexts } from '../../../adapters/secrets/nodeSecretTexts.ts';
import { auditHome } from '../../../app/secretScan/auditHome.ts';
import { scanSecrets } from '../../../app/secretScan/scanSecrets.ts';
import { homeAsScan, homeReportText, isFinding } from '../../../core/present/homeReport.ts';
import { scanSarif } from '../../../core/present/scanSarif.ts';
import { scanReportText } from '../../../core/present/scanText.ts';
import { openRules } from '../../../core/secrets/compileRules.ts';
import { createNameScan } from '../../../core/secrets/names.ts';
import type { ScanReport } from '../../../core/secrets/report.ts';
import { packedSecretRules } from '../../../core/secrets/rules/packed.ts';
import type { SecretTexts } from '../../../ports/secretTexts.ts';
import { version } from '../../shared/build.ts';
import { machineFacts } from '../../shared/machine.ts';
import { directoriesOf } from '../../shared/places.ts';
import type { ExitCode, Terminal } from '../command.ts';
import { readScanOptions, type ScanOptions } from './options.ts';
import { createProgress, type Progress } from './progress.ts';
import { changesToScan, filesToScan } from './subjects.ts';

/**
 * What `pinfold scan` does: a program of its own beside the command line (`scan.cjs`), loaded when somebody scans.
 * @returns 0 nothing found, 1 findings, 2 not all was looked at, 130 interrupted
 */
export async function runScan(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const options = readScanOptions(args);
  const progress = createProgress(terminal, options.mostTime);
  try {
    return options.of.kind === 'home'
      ? await scanHome(options, progress, terminal)
      : await scanContents(options, progress, terminal);
  } finally {
    progress.end();
  }
}

async function scanContents(
  options: ScanOptions,
  progress: Progress,
  terminal: Terminal,
): Promise<ExitCode> {
  const { of } = options;
  if (of.kind === 'home') return 2;
  const baseline = baselineFor(options, terminal);
  const texts = textsFor(baseline, terminal);
  const { homes, platform } = machineFacts(terminal.environment);
  const subjects =
    of.kind === 'paths'
      ? filesToScan(of.paths, options, texts, terminal)
      : changesToScan(of, texts, terminal);
  const report = await scanSecrets(subjects, {
    names: createNameScan({ homes, fold: platform !== 'linux' }),
    texts,
    known:
      baseline === null
        ? null
        : {
            fingerprint: ({ found, digest }) =>
              baseline.fingerprint({ rule: found.rule, path: found.path, digest }),
            has: options.baseline === null ? () => false : baseline.has,
          },
    stop: progress.stop,
    progress: (draft) => progress.tell(`${draft.files} files, ${draft.count} findings`),
  });
  progress.end();
  if (options.writeBaseline !== null && baseline !== null && report.end === 'complete') {
    return writeFindings(
      report,
      resolve(terminal.cwd, options.writeBaseline),
      baseline.key,
      terminal,
    );
  }
  terminal.out(formatted(report, options.format));
  return exitCodeOf(report.end, report.findings.length);
}

function writeFindings(
  report: ScanReport,
  path: string,
  key: string,
  terminal: Terminal,
): ExitCode {
  const findings = report.findings.map(({ fingerprint = '', rule, path: file }) => ({
    fingerprint,
    rule,
    path: file,
  }));
  writeBaseline(path, key, findings);
  terminal.err(
    `${findings.length} findings are in the baseline ${path}. Each is still a secret that got out: revoke what counts.\n`,
  );
  return 0;
}

/** A baseline that is written anew keeps its key, so that a change of it shows what changed. */
function baselineFor(
  { baseline, writeBaseline: target }: ScanOptions,
  terminal: Terminal,
): (Baseline & { readonly key: string }) | null {
  if (baseline !== null) return readBaseline(resolve(terminal.cwd, baseline));
  if (target === null) return null;
  const path = resolve(terminal.cwd, target);
  return exists(path) ? readBaseline(path) : emptyBaseline();
}

function exists(path: string): boolean {
  try {
    realpathSync(path);
    return true;
  } catch {
    return false;
  }
}

function textsFor(baseline: Baseline | null, terminal: Terminal): SecretTexts {
  return createNodeSecretTexts({
    rules: openRules(packedSecretRules),
    now: terminal.now,
    digest: baseline?.digest ?? passingDigest(),
  });
}

async function scanHome(
  options: ScanOptions,
  progress: Progress,
  terminal: Terminal,
): Promise<ExitCode> {
  // Says in words when there is no home.
  directoriesOf(terminal.environment);
  const texts = textsFor(null, terminal);
  const report = await auditHome({
    home: machineFacts(terminal.environment).homes[0]!,
    stored: nodeStoredCredentials,
    texts,
    now: terminal.now(),
    environment: terminal.environment,
    stop: progress.stop,
    progress: (places) => progress.tell(`${places} places`),
  });
  progress.end();
  const { format } = options;
  terminal.out(
    format === 'text'
      ? homeReportText(report)
      : format === 'json'
        ? `${JSON.stringify(report)}\n`
        : formatted(homeAsScan(report, texts.rules), format),
  );
  const found = report.places.filter(isFinding).length + report.variables.length;
  return exitCodeOf(report.end, found);
}

function formatted(report: ScanReport, format: ScanOptions['format']): string {
  if (format === 'text') return scanReportText(report);
  const value = format === 'json' ? report : scanSarif(report, version);
  return `${JSON.stringify(value, null, format === 'sarif' ? 1 : undefined)}\n`;
}

function exitCodeOf(end: ScanReport['end'], findings: number): ExitCode {
  if (end === 'interrupted') return 130;
  if (end === 'out-of-time') return 2;
  return findings === 0 ? 0 : 1;
}
