import {
  type FoundSecret,
  mostFindings,
  mostSkipped,
  type NotScanned,
  type NotScannedReason,
  type ScanReport,
} from './report.ts';

/** Collects what a scan finds, within the bounds of a report. */
export class ReportDraft {
  readonly #findings: FoundSecret[] = [];
  readonly #skipped: NotScanned[] = [];
  #more = 0;
  readonly #skippedCounts: Partial<Record<NotScannedReason, number>> = {};
  files = 0;
  bytes = 0;
  allowed = 0;
  known = 0;
  leftOut = 0;

  get count(): number {
    return this.#findings.length + this.#more;
  }

  find(finding: FoundSecret): void {
    if (this.#findings.length < mostFindings) this.#findings.push(finding);
    else this.#more += 1;
  }

  skip(skipped: NotScanned): void {
    const count = (this.#skippedCounts[skipped.why] ?? 0) + 1;
    this.#skippedCounts[skipped.why] = count;
    if (count <= mostSkipped) this.#skipped.push(skipped);
  }

  done(end: ScanReport['end'], rules: string): ScanReport {
    const { files, bytes, allowed, known, leftOut } = this;
    return {
      findings: this.#findings,
      more: this.#more,
      allowed,
      known,
      skipped: this.#skipped,
      skippedCounts: { ...this.#skippedCounts },
      files,
      bytes,
      leftOut,
      end,
      rules,
    };
  }
}
