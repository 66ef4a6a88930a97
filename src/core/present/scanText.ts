import { type Advice, adviceById } from '../secrets/advice/index.ts';
import type { FoundSecret, NotScannedReason, ScanReport } from '../secrets/report.ts';
import { showText } from '../paths/show.ts';

/** The most findings that are told one by one in one folder by the same rule: a browser's profile has thousands. */
const mostAlike = 20;

/** What a scan found, for people. No value is in it. */
export function scanReportText(report: ScanReport): string {
  const lines: string[] = [];
  const alike = new Map<string, number>();
  for (const finding of report.findings) {
    const group = `${finding.rule}\0${folderOf(finding.path)}`;
    const count = (alike.get(group) ?? 0) + 1;
    alike.set(group, count);
    if (count <= mostAlike) lines.push(...findingLines(finding), '');
  }
  for (const [group, count] of alike) {
    if (count <= mostAlike) continue;
    const [rule = '', folder = ''] = group.split('\0');
    lines.push(`${showText(folder)}/: ${count - mostAlike} more of ${rule}`, '');
  }
  if (report.more > 0) lines.push(`${report.more} more findings are not listed.`, '');
  return [...lines, ...summary(report), ''].join('\n');
}

function findingLines(finding: FoundSecret): readonly string[] {
  const { path, line, column, rule, what, length, commit, note } = finding;
  const where = line === null ? '' : `:${line}:${column ?? 1}`;
  const size = length === undefined ? '' : ` (${length} characters)`;
  const since = commit === undefined ? '' : `, in commit ${commit.slice(0, 12)}`;
  return [
    `${showText(path, 400)}${where}  ${rule}${since}`,
    `  ${showText(what, 400)}${size}`,
    ...(note === undefined ? [] : [`  Note: ${showText(note)}`]),
    `  → ${adviceText(adviceById(finding.advice))}`,
  ];
}

/** How to revoke and rotate, in one paragraph. */
export function adviceText({ name, steps, url, command }: Advice): string {
  const place = url === undefined ? '' : ` ${url}`;
  const line = command === undefined ? '' : ` \`${command}\``;
  return `Issued by ${name}. ${steps}${place}${line}`;
}

const reasons: Readonly<Record<NotScannedReason, string>> = {
  link: 'symbolic links, which are not followed',
  'not-a-file': 'pipes, sockets and devices',
  unreadable: 'files or folders that may not be read',
  vanished: 'files that were gone when their turn came',
  binary: 'files that are no text: only their names were judged',
  budget: 'files that are larger or harder than one file may be: a part was looked at',
  submodule: 'other repositories inside',
};

function summary(report: ScanReport): readonly string[] {
  const { findings, more, files, bytes, known, allowed, leftOut, skipped, skippedCounts } = report;
  const total = findings.length + more;
  const lines: string[] = [];
  if (report.end === 'interrupted') lines.push('Interrupted: what follows is a part of it.');
  if (report.end === 'out-of-time') lines.push('Out of time: what follows is a part of it.');
  const megabytes = (bytes / 1e6).toFixed(1);
  const found = total === 0 ? 'No secrets' : total === 1 ? '1 secret' : `${total} secrets`;
  lines.push(`${found} in ${files} files (${megabytes} MB).`);
  if (known > 0) lines.push(`${known} more are in the baseline.`);
  if (allowed > 0) lines.push(`${allowed} more are allowed, with a reason beside each.`);
  if (leftOut > 0) {
    lines.push(`Left out: ${leftOut} folders or files of installed dependencies, or ignored.`);
  }
  for (const [why, words] of Object.entries(reasons)) {
    const count = skippedCounts[why as NotScannedReason] ?? 0;
    if (count === 0) continue;
    const these = skipped.filter((each) => each.why === why).slice(0, 3);
    const names = these.map(({ path }) => showText(path));
    lines.push(`Not looked at: ${count} ${words} (${names.join(', ')}${count > 3 ? ', …' : ''})`);
  }
  return lines;
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}
