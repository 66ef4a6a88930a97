import type { NameScan } from '../../core/secrets/names.ts';
import type { NotScannedReason, ScanReport } from '../../core/secrets/report.ts';
import { ReportDraft } from '../../core/secrets/reportDraft.ts';
import type { ScannedText, SecretTexts } from '../../ports/secretTexts.ts';
import { type Judged, judgeFile } from './judgeFile.ts';

/** One thing to look at, in the order in which a source finds it. */
export type Subject =
  | {
      readonly kind: 'file';
      /** As it is shown. */
      readonly path: string;
      /** As the catalogue sees it: absolute, `/`-separated. */
      readonly absolute: string;
      readonly commit?: string;
      /** Its contents, searched. */
      readonly scan: () => ScannedText;
      /** What stood there before, where only what is new counts. */
      readonly before?: () => readonly ScannedText[];
    }
  | {
      readonly kind: 'skip';
      readonly path: string;
      readonly why: NotScannedReason;
      readonly commit?: string;
    }
  /** Left out on purpose. */
  | { readonly kind: 'left-out'; readonly count: number };

/** What recognises findings that somebody has accepted; see adapters/secrets/baseline. */
export interface KnownFindings {
  fingerprint(judged: Judged): string;
  has(fingerprint: string): boolean;
}

export interface ScanSecretsOptions {
  readonly names: NameScan;
  readonly texts: SecretTexts;
  readonly known: KnownFindings | null;
  /** Asked between files: why to stop, or null. */
  readonly stop: () => Exclude<ScanReport['end'], 'complete'> | null;
  /** Told now and then; the caller shows it, and gives others their turn. */
  readonly progress: (
    draft: Pick<ReportDraft, 'files' | 'bytes' | 'count'>,
  ) => Promise<void> | null;
}

/** Looks at everything that a source gives, and says what is secret. */
export async function scanSecrets(
  subjects: Iterable<Subject>,
  options: ScanSecretsOptions,
): Promise<ScanReport> {
  const draft = new ReportDraft();
  let end: ScanReport['end'] = 'complete';
  for (const subject of subjects) {
    const pause = options.progress(draft);
    if (pause !== null) await pause;
    const stop = options.stop();
    if (stop !== null) {
      end = stop;
      break;
    }
    if (subject.kind === 'left-out') draft.leftOut += subject.count;
    else if (subject.kind === 'skip') {
      const { path, why, commit } = subject;
      draft.skip({
        path: options.texts.shown(path),
        why,
        ...(commit === undefined ? {} : { commit }),
      });
    } else scanOne(subject, draft, options);
  }
  return draft.done(end, options.texts.rules);
}

function scanOne(
  subject: Extract<Subject, { kind: 'file' }>,
  draft: ReportDraft,
  { names, texts, known }: ScanSecretsOptions,
): void {
  const { path, absolute, commit } = subject;
  const text = subject.scan();
  const where = commit === undefined ? {} : { commit };
  draft.files += 1;
  draft.bytes += text.bytes;
  draft.allowed += text.allowed;
  if (text.skipped !== null) draft.skip({ path: texts.shown(path), why: text.skipped, ...where });
  // What is no file, or is gone, holds nothing.
  if (text.skipped === 'not-a-file' || text.skipped === 'vanished' || text.skipped === 'link')
    return;
  const name = names(absolute);
  const judged = judgeFile(path, name, text, texts.digest);
  if (judged.length === 0) return;
  const before = new Set(
    (subject.before?.() ?? []).flatMap((old) =>
      judgeFile(path, name, old, texts.digest).map(identity),
    ),
  );
  for (const each of judged) {
    if (before.has(identity(each))) continue;
    const fingerprint = known?.fingerprint(each);
    if (fingerprint !== undefined && known?.has(fingerprint) === true) draft.known += 1;
    else
      draft.find({
        ...each.found,
        path: texts.shown(path),
        ...where,
        ...(fingerprint === undefined ? {} : { fingerprint }),
      });
  }
}

function identity({ found, digest }: Judged): string {
  return `${found.rule}\0${digest ?? ''}`;
}
